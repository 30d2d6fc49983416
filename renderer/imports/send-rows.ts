import type { BulkFileRow } from '../../core/model/bulk-file';
import type { ImportKind } from '../../core/model/import-job';
import type { ConsoleClient, Outcome } from '../client/console-client';

export type RowsSent = { readonly kind: 'sent' | 'stopped' } | { readonly kind: 'failed'; readonly message: string };

/** So few that progress is seen, and the host has others' turns between. */
const rowsAtOnce = 1_000;

/** Gives the rows to an import of the host, which tries them. Stopped or failed, the import is discarded: nothing was entered. */
export async function sendRows(
  client: Pick<ConsoleClient, 'call'>,
  given: { readonly importId: string; readonly kind: ImportKind; readonly name: string; readonly by: string },
  rows: readonly BulkFileRow[],
  signal: AbortSignal,
): Promise<RowsSent> {
  const { importId, by } = given;
  const giveUp = async (sent: RowsSent): Promise<RowsSent> => {
    await client.call('imports.discard', { importId, by });
    return sent;
  };
  const begun = await client.call('imports.begin', { ...given, total: rows.length });
  if (begun.kind !== 'answer') return { kind: 'failed', message: messageOf(begun) };
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    if (signal.aborted) return giveUp({ kind: 'stopped' });
    const added = await client.call('imports.add', { importId, at, rows: rows.slice(at, at + rowsAtOnce) });
    if (added.kind !== 'answer')
      return giveUp({
        kind: 'failed',
        message: `${messageOf(added)}; row ${at + 1} and those after it were not tried: choose the file again`,
      });
  }
  return { kind: 'sent' };
}

const messageOf = (outcome: Exclude<Outcome<unknown>, { kind: 'answer' }>): string =>
  outcome.kind === 'error' ? outcome.error.message : outcome.message;
