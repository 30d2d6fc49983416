import type { Alarm, Crossing, Observed, Snapshot } from './snapshot';

/** What has happened to one thing, before it is put into the words of a notice or a record. */
export type Change =
  | { readonly kind: 'created' | 'deleted'; readonly observed: Observed }
  | { readonly kind: 'changed'; readonly observed: Observed; readonly values: readonly ChangedValue[] }
  | { readonly kind: 'alarm'; readonly observed: Observed; readonly alarm: Alarm; readonly isRaised: boolean }
  | { readonly kind: 'threshold'; readonly observed: Observed; readonly crossing: Crossing };

export interface ChangedValue {
  readonly name: string;
  readonly old: string;
  readonly now: string;
}

/** What there is to tell when the carrier's state goes from `before` to `after`. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly Change[] {
  const gone = [...before.values()].filter((observed) => !after.has(observed.uuid));
  return [
    ...gone.flatMap((observed): Change[] => [...alarms(observed, observed.alarm, null), { kind: 'deleted', observed }]),
    ...[...after.values()].flatMap((observed): readonly Change[] => {
      const former = before.get(observed.uuid);
      if (former) return changes(former, observed);
      return [{ kind: 'created', observed }, ...alarms(observed, null, observed.alarm), ...crossings(false, observed)];
    }),
  ];
}

function changes(former: Observed, observed: Observed): readonly Change[] {
  const values = Object.entries(observed.attributes).flatMap(([name, now]) => {
    const then = former.attributes[name];
    const isSame = (then?.cause ?? then?.value) === (now.cause ?? now.value);
    return isSame ? [] : [{ name, old: then?.value ?? '', now: now.value }];
  });
  return [
    ...(values.length > 0 ? [{ kind: 'changed', observed, values } as const] : []),
    ...alarms(observed, former.alarm, observed.alarm),
    ...crossings(former.threshold?.isAbove ?? false, observed),
  ];
}

function alarms(observed: Observed, then: Alarm | null, now: Alarm | null): readonly Change[] {
  if (then === now) return [];
  const change = (alarm: Alarm, isRaised: boolean): Change => ({ kind: 'alarm', observed, alarm, isRaised });
  return [...(then ? [change(then, false)] : []), ...(now ? [change(now, true)] : [])];
}

const crossings = (wasAbove: boolean, observed: Observed): readonly Change[] =>
  observed.threshold === null || observed.threshold.isAbove === wasAbove
    ? []
    : [{ kind: 'threshold', observed, crossing: observed.threshold }];
