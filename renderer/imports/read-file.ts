import { maxBulkBytes, readBulkFile, type BulkFileRow } from '../../core/model/bulk-file';
import type { ImportKind } from '../../core/model/import-job';
import { decodeAs, recogniseEncoding, type RecognisedEncoding, type TextEncoding } from '../../core/model/text-encoding';
import { nextTurn } from './next-turn';

export type FileRead =
  | { readonly kind: 'rows'; readonly rows: readonly BulkFileRow[] }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'stopped' };

/** So long the window is kept from drawing. */
const turnMs = 8;

export type FileOpened =
  | { readonly kind: 'text'; readonly encoding: TextEncoding }
  | Extract<RecognisedEncoding, { kind: 'asked' }>
  | { readonly kind: 'unreadable'; readonly message: string };

export function openFile(bytes: Uint8Array, name: string): FileOpened {
  const again = (why: string): FileOpened => ({ kind: 'unreadable', message: `${name}: ${why}, and choose it again` });
  if (bytes.length > maxBulkBytes) return again(`it is larger than ${maxBulkBytes / 2 ** 20} MB: split it`);
  const recognised = recogniseEncoding(bytes);
  if (recognised.kind === 'none') return again(recognised.why);
  return recognised.kind === 'sure' ? { kind: 'text', encoding: recognised.encoding } : recognised;
}

/** Reads the rows in slices, so that the window goes on drawing. */
export async function readFile(
  bytes: Uint8Array,
  { name, kind, encoding }: { readonly name: string; readonly kind: ImportKind; readonly encoding: TextEncoding },
  signal: AbortSignal,
  tell: (rows: number) => void,
): Promise<FileRead> {
  const file = readBulkFile(decodeAs(bytes, encoding), kind);
  if (file.kind === 'unreadable') return { kind: 'unreadable', message: `${name}: ${file.message}, and choose it again` };
  const rows: BulkFileRow[] = [];
  let beganMs = performance.now();
  for (const row of file.rows) {
    rows.push(row);
    if (rows.length % 64 !== 0 || performance.now() - beganMs < turnMs) continue;
    tell(rows.length);
    await nextTurn();
    if (signal.aborted) return { kind: 'stopped' };
    beganMs = performance.now();
  }
  if (rows.length === 0) return { kind: 'unreadable', message: `${name} has a header and no rows: choose another` };
  return { kind: 'rows', rows };
}
