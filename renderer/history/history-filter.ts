import type { HistoryRow } from '../../core/contract/live';
import type { HistoryEntry, HistoryVerdict } from '../../core/model/history';
import { formatCount } from '../ui/numbers';

export interface HistoryFilter {
  /** Each of its words has to be in the event, what it is about, or the text. */
  readonly text: string;
  /** null: whoever. */
  readonly actor: HistoryEntry['actor'] | null;
  /** null: whatever; `order` is every event of orders. */
  readonly event: string | null;
}

export const everything: HistoryFilter = { text: '', actor: null, event: null };

export function filterHistory(rows: readonly HistoryRow[], { text, actor, event }: HistoryFilter): readonly HistoryRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (actor === null || row.actor === actor) &&
      (event === null || row.event === event || row.event.startsWith(`${event}.`)) &&
      hasWords(row, words),
  );
}

function hasWords({ event, subject, text }: HistoryRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const whole = `${event} ${subject} ${text}`.toLowerCase();
  return words.every((word) => whole.includes(word));
}

/** The events that are there, each kind of thing before its own. */
export function eventsOf(rows: readonly HistoryRow[]): readonly string[] {
  const events = new Set(rows.map(({ event }) => event));
  const things = new Set([...events].map((event) => event.split('.', 1)[0] ?? event));
  return [...new Set([...things, ...events])].sort();
}

/** Newest first; entries of the same moment in the order in which they were made. */
export const newestFirst = (a: HistoryRow, b: HistoryRow): number => b.atMs - a.atMs || Number(b.id) - Number(a.id);

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
export function verdictWords({ checked, head, problems, isKeyCompared }: HistoryVerdict): string {
  const count = `${formatCount(checked)} records`;
  if (problems.length > 0)
    return `The history is not as it was recorded: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`} after ${count}.`;
  const signed =
    head === null ? 'it is not signed yet' : isKeyCompared ? 'the signature is that of the key given' : `signed by ${head.keyId}`;
  return `The history is as it was recorded: ${count} verified; ${signed}.`;
}
