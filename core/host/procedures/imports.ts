import type { Answer } from '../../contract/procedure';
import type { ImportShown } from '../../contract/imports';
import type { ImportAnswer } from '../imports/import-commands';
import { answer, done, failed, type Handlers } from './serving';

export const importHandlers: Handlers<
  | 'imports.list'
  | 'imports.show'
  | 'imports.rows'
  | 'imports.begin'
  | 'imports.add'
  | 'imports.carry-out'
  | 'imports.stop'
  | 'imports.take-back'
  | 'imports.discard'
> = {
  'imports.list': async ({ host }) => answer(await host.imports()),
  async 'imports.show'({ host }, { importId }) {
    const job = await host.importJob(importId);
    return job ? answer(job) : failed('not-found', noSuchImport);
  },
  async 'imports.rows'({ host }, { importId, outcomes, offset, count }) {
    const page = await host.importRows(importId, outcomes ?? null, offset, count);
    return page ? answer(page) : failed('not-found', noSuchImport);
  },
  async 'imports.begin'({ host }, { importId, ...given }) {
    const begun = await host.beginImport({ id: importId, ...given });
    return begun.kind === 'job' ? done : failed(begun.kind, begun.message);
  },
  'imports.add': async ({ host }, { importId, at, rows }) => shown(await host.addImportRows(importId, at, rows)),
  'imports.carry-out': async ({ host }, { importId, by }) => shown(await host.carryOutImport(importId, by)),
  'imports.stop': async ({ host }, { importId, by }) => shown(await host.stopImport(importId, by)),
  'imports.take-back': async ({ host }, { importId, by }) => shown(await host.takeBackImport(importId, by)),
  async 'imports.discard'({ host }, { importId, by }) {
    const discarded = await host.discardImport(importId, by);
    return discarded.kind === 'job' ? done : failed(discarded.kind, discarded.message);
  },
};

const noSuchImport = 'there is no such import: it was discarded; "orders import" begins one';

const shown = (given: ImportAnswer): Answer<ImportShown> => (given.kind === 'job' ? answer(given.job) : failed(given.kind, given.message));
