import type { ImportJob, ImportRow, OutcomeCounts } from '../model/import-job';

/** Files that are imported. */
export interface ImportRepository {
  /** In place of the one with its id. */
  put(job: ImportJob): Promise<void>;
  get(id: string): Promise<ImportJob | undefined>;
  /** The latest first. */
  list(): Promise<readonly ImportJob[]>;
  remove(id: string): Promise<void>;
  /** In place of the piece with its number; the job's counts follow. */
  putPiece(importId: string, number: number, rows: readonly ImportRow[]): Promise<void>;
  /** Its rows as the file has them; none: there is no such piece. */
  piece(importId: string, number: number): Promise<readonly ImportRow[]>;
  /** Without their rows, by their numbers. */
  pieces(importId: string): Promise<readonly { readonly number: number; readonly counts: OutcomeCounts }[]>;
}
