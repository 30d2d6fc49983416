import type { HistoryRow, ImpairmentRow } from '../../core/contract/live';
import type { LockOutShown } from '../../core/contract/shapes';

/** One part of the network that went down more than once, or is kept out for it. */
export interface FlapLine {
  readonly key: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly name: string;
  /** Kept from new routes now; null: no longer, or never. */
  readonly damped: LockOutShown | null;
  readonly isDown: boolean;
  /** Impairments of it among those that are known. */
  readonly falls: number;
  /** How often it was kept out, in the history that is known. */
  readonly dampings: number;
  readonly lastMs: number;
  readonly text: string;
}

/** Those that are kept out first, then what was impaired most often. */
export function flapHistory(
  damped: readonly LockOutShown[],
  impairments: readonly ImpairmentRow[],
  history: readonly Pick<HistoryRow, 'event' | 'subject' | 'atMs' | 'text'>[],
): readonly FlapLine[] {
  const dampings = new Map<string, { count: number; lastMs: number; text: string }>();
  for (const { event, subject, atMs, text } of history) {
    if (event !== 'flapping.damped') continue;
    const known = dampings.get(subject);
    dampings.set(subject, { count: (known?.count ?? 0) + 1, lastMs: Math.max(atMs, known?.lastMs ?? 0), text });
  }
  const lines = new Map<string, FlapLine>();
  for (const { subject, subjectName, raisedAtMs, clearedAtMs, text } of impairments) {
    if (subject.kind === 'service') continue;
    const key = `${subject.kind} ${subject.id}`;
    const known = lines.get(key);
    lines.set(key, {
      ...{ key, subject, name: subjectName, damped: null, dampings: dampings.get(subject.id)?.count ?? 0 },
      isDown: clearedAtMs === null || known?.isDown === true,
      falls: (known?.falls ?? 0) + 1,
      lastMs: Math.max(raisedAtMs, clearedAtMs ?? 0, known?.lastMs ?? 0),
      text: dampings.get(subject.id)?.text ?? text,
    });
  }
  for (const holdOut of damped) {
    const { subject, name, text, sinceMs } = holdOut;
    const key = `${subject.kind} ${subject.id}`;
    const known = lines.get(key);
    const count = Math.max(1, dampings.get(subject.id)?.count ?? 0);
    lines.set(key, {
      ...(known ?? { key, subject, name, isDown: false, falls: 0, lastMs: sinceMs }),
      damped: holdOut,
      dampings: count,
      text,
    });
  }
  return [...lines.values()]
    .filter(({ falls, damped: standing, dampings: count }) => falls > 1 || standing !== null || count > 0)
    .sort(
      (one, other) => Number(other.damped !== null) - Number(one.damped !== null) || other.falls - one.falls || other.lastMs - one.lastMs,
    );
}
