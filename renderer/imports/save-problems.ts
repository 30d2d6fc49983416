import type { ImportShown } from '../../core/contract/imports';
import { bulkColumns, problemColumn } from '../../core/model/bulk-file';
import { problemOutcomes } from '../../core/model/import-job';
import type { Shell } from '../app/shell-context';
import type { ConsoleClient } from '../client/console-client';
import { csvLines } from '../ui/csv';

const pageRows = 2_000;

/** Saves the rows that somebody has to look at, as they stand in the file and with what is wrong: mended, it can be imported as it is. Why not; empty: it is saved. */
export async function saveProblems(
  client: Pick<ConsoleClient, 'call'>,
  shell: Pick<Shell, 'beginFile'>,
  job: ImportShown,
): Promise<string> {
  const file = await shell.beginFile(`${job.name.replace(/\.[^.]*$/, '')}-to-mend.csv`);
  if (!file) return '';
  const { fields } = bulkColumns[job.kind];
  await file.add(csvLines([[...fields, problemColumn]]));
  for (let offset = 0; ; offset += pageRows) {
    const page = await client.call('imports.rows', { importId: job.id, outcomes: [...problemOutcomes], offset, count: pageRows });
    if (page.kind !== 'answer') {
      file.giveUp();
      return page.kind === 'error' ? page.error.message : page.message;
    }
    const { rows, total } = page.output;
    await file.add(csvLines(rows.map((row) => [...fields.map((field) => row.fields[field] ?? ''), `line ${row.line}: ${row.why}`])));
    if (offset + rows.length >= total || rows.length === 0) break;
  }
  await file.finish();
  return '';
}
