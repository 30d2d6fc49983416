import { z } from 'zod';
import { importKinds, rowOutcomes, type ImportJob, type ImportRow } from '../model/import-job';
import { by, id, text } from './inputs';

/** A page of an import's rows, of those that were asked for. */
export interface ImportRowsShown {
  readonly rows: readonly ImportRow[];
  /** How many there are in all. */
  readonly total: number;
}

export type ImportShown = ImportJob;

/** Most rows of one call. */
export const mostRowsAtOnce = 2_000;

const line = z.int().min(1).max(100_000_000);
/** As a file says it: a cell can be as long as it likes, and is then told to be too long. */
const fields = z.record(z.string().max(40), z.string().max(20_000));

export const ofImport = z.strictObject({ importId: id });
export const onImport = z.strictObject({ importId: id, ...by });
export const importBegun = z.strictObject({
  /** Chosen by who begins it, so that asking twice begins one. */
  importId: z.string().regex(/^[a-z0-9]{8,40}$/, 'an import’s id is 8 to 40 small letters and digits'),
  kind: z.enum(importKinds),
  name: text(255),
  total: z.int().min(1).max(500_000),
  ...by,
});
/** `at`: how many rows came before; a multiple of 100, as is their number but for the last. */
export const importRowsGiven = z.strictObject({
  importId: id,
  at: z.int().min(0).multipleOf(100),
  rows: z
    .array(z.strictObject({ line, fields, amiss: z.string().max(2_000) }))
    .min(1)
    .max(mostRowsAtOnce),
});
/** Without outcomes: of any. */
export const importRowsAsked = z.strictObject({
  importId: id,
  outcomes: z.array(z.enum(rowOutcomes)).optional(),
  offset: z.int().min(0),
  count: z.int().min(1).max(mostRowsAtOnce),
});
