import type { HistoryFilter } from '../../core/contract/history';
import type { HistoryEntry, HistoryVerdict } from '../../core/model/history';
import { formatCount } from '../ui/numbers';
import { readUtc } from '../ui/utc-typed';

/** What the operator typed and chose. */
export interface FilterTyped {
  readonly words: string;
  /** `Operators`, `Engine`, `Carriers`, or the name of somebody. */
  readonly by: string;
  readonly event: string | null;
  readonly subject: string;
  readonly period: PeriodTyped;
}

export type PeriodTyped =
  | { readonly kind: 'any' }
  /** Since so long before it was chosen. */
  | { readonly kind: 'last'; readonly forMs: number; readonly fromMs: number }
  /** As `2026-11-22T17:00`, in UTC; empty: open. */
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

export const everything: FilterTyped = { words: '', by: '', event: null, subject: '', period: { kind: 'any' } };

export const actorNames = { Operators: 'operator', Engine: 'engine', Carriers: 'carrier' } as const satisfies Record<
  string,
  HistoryEntry['actor']
>;

const isActorName = (by: string): by is keyof typeof actorNames => Object.hasOwn(actorNames, by);

const mostWords = 12;

/** What is asked of the host. */
export function filterOf({ words, by, event, subject, period }: FilterTyped): HistoryFilter {
  const each = words
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, mostWords)
    .map((word) => word.slice(0, 100));
  const who = by.trim();
  return {
    ...(each.length > 0 ? { words: each } : {}),
    ...(who === '' ? {} : isActorName(who) ? { actor: actorNames[who] } : { person: who }),
    ...(event === null ? {} : { event }),
    ...(subject.trim() === '' ? {} : { subject: subject.trim() }),
    ...timesOf(period),
  };
}

function timesOf(period: PeriodTyped): Pick<HistoryFilter, 'fromMs' | 'toMs'> {
  switch (period.kind) {
    case 'any':
      return {};
    case 'last':
      return { fromMs: period.fromMs };
    case 'between': {
      const [fromMs, toMs] = [timeOf(period.from), timeOf(period.to)];
      return { ...(fromMs === null ? {} : { fromMs }), ...(toMs === null ? {} : { toMs }) };
    }
  }
}

/** A time as it is typed, in UTC; null: it is none. */
export function timeOf(typed: string): number | null {
  const atMs = readUtc(typed);
  return atMs === null || atMs < 0 ? null : atMs;
}

/** Each kind of thing before its own events. */
export function withThings(events: readonly string[]): readonly string[] {
  const things = new Set(events.map((event) => event.split('.', 1)[0] ?? event));
  return [...new Set([...things, ...events])].sort();
}

/** Where the thing that an entry is about is shown; null: nowhere. */
export function screenOf({ event, subject }: HistoryEntry): readonly [screen: string, id: string] | null {
  const thing = event.split('.', 1)[0] ?? '';
  if (subject === '') return null;
  if (thing === 'order') return ['orders', subject];
  if (thing === 'path' || thing === 'bulk') return ['circuits', subject];
  if (thing === 'impairment') return ['recovery', subject];
  if (thing === 'carrier' || thing === 'link') return ['carriers', subject];
  return null;
}

/** What a verification found, in a sentence. */
export function verdictWords({ checked, head, problems, isKeyCompared }: HistoryVerdict, isHeadCompared = false): string {
  const count = `${formatCount(checked)} records`;
  if (problems.length > 0)
    return `The history is not as it was recorded: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`} after ${count}.`;
  const signed =
    head === null ? 'it is not signed yet' : isKeyCompared ? 'the signature is that of the key given' : `signed by ${head.keyId}`;
  return `The history is as it was recorded: ${count} verified; ${signed}${isHeadCompared ? '; it contains the head that was kept' : ''}.`;
}
