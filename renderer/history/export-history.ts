import type { HistoryFilter, HistoryPageShown, HistoryRecordShown } from '../../core/contract/history';
import type { FileInPieces } from '../app/shell-context';
import { csvLines } from '../ui/csv';

export type ExportFormat = 'csv' | 'json';

/** One page of the search, or why there is none. */
export type AskPage = (question: {
  readonly filter: HistoryFilter;
  readonly order: 'oldest';
  readonly limit: number;
  readonly upToSeq: number;
  readonly cursor?: string;
}) => Promise<{ readonly kind: 'page'; readonly page: HistoryPageShown } | { readonly kind: 'failed'; readonly message: string }>;

export interface ExportProgress {
  readonly written: number;
  /** Of the numbers of all records. */
  readonly lookedToSeq: number;
  readonly lastSeq: number;
}

export type ExportOutcome =
  | { readonly kind: 'saved'; readonly written: number }
  | { readonly kind: 'cancelled' }
  /** `message`: why; nothing is left behind. */
  | { readonly kind: 'failed'; readonly message: string };

/** Records a piece: about half a megabyte. */
const pieceRecords = 2_000;

/** Writes every record that the filter leaves, oldest first, piece by piece: never more than one piece is in memory. Nothing is thrown. */
export async function exportHistory(
  ask: AskPage,
  file: FileInPieces,
  given: { readonly filter: HistoryFilter; readonly format: ExportFormat; readonly upToSeq: number },
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportOutcome> {
  const { filter, format, upToSeq } = given;
  const { begin, between, lines, end } = forms[format];
  const giveUp = (outcome: ExportOutcome): ExportOutcome => {
    file.giveUp();
    return outcome;
  };
  let written = 0;
  try {
    await file.add(begin);
    for (let cursor: string | null | undefined; cursor !== null;) {
      const answer = await ask({ filter, order: 'oldest', limit: pieceRecords, upToSeq, ...(cursor === undefined ? {} : { cursor }) });
      if (signal.aborted) return giveUp({ kind: 'cancelled' });
      if (answer.kind === 'failed') return giveUp(answer);
      const { records, next, lookedToSeq, lastSeq } = answer.page;
      if (records.length > 0) await file.add(`${written === 0 ? '' : between}${lines(records)}`);
      written += records.length;
      cursor = next;
      onProgress({ written, lookedToSeq, lastSeq: Math.min(lastSeq, upToSeq) });
    }
    await file.add(end);
  } catch (error) {
    return giveUp({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  return (await file.finish()) ? { kind: 'saved', written } : { kind: 'cancelled' };
}

interface Form {
  readonly begin: string;
  readonly between: string;
  readonly lines: (records: readonly HistoryRecordShown[]) => string;
  readonly end: string;
}

const at = (atMs: number): string => new Date(atMs).toISOString();

const forms: Readonly<Record<ExportFormat, Form>> = {
  csv: {
    begin: csvLines([['number', 'at', 'actor', 'event', 'subject', 'text']]),
    between: '',
    lines: (records) => csvLines(records.map(({ seq, atMs, actor, event, subject, text }) => [seq, at(atMs), actor, event, subject, text])),
    end: '',
  },
  json: {
    begin: '[\n',
    between: ',\n',
    lines: (records) =>
      records
        .map(({ seq, atMs, actor, event, subject, text }) => JSON.stringify({ number: seq, at: at(atMs), actor, event, subject, text }))
        .join(',\n'),
    end: '\n]\n',
  },
};
