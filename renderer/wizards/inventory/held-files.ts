import { draftFilesOf, type HeldFile, type InventoryFields } from './inventory-draft';

/** Of drafts that are open in this window: the large ones do not fit into the draft itself. */
const heldOf = new Map<string, readonly HeldFile[]>();

/** The files of a draft, as far as they are here: of this window, else of the draft. */
export function heldFiles(draftId: string, files: InventoryFields['files']): readonly HeldFile[] {
  const here = heldOf.get(draftId) ?? [];
  return files.flatMap(({ name, bytes, base64 }) => {
    const known = here.find((file) => file.name === name && file.bytes === bytes);
    return known ?? (base64 === null ? [] : [{ name, bytes, base64 }]);
  });
}

export function holdFiles(draftId: string, files: readonly HeldFile[]): InventoryFields['files'] {
  heldOf.set(draftId, files);
  return draftFilesOf(files);
}

export async function readHeld(file: File): Promise<HeldFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  // In pieces: as arguments of one call, millions of bytes do not fit. A multiple of three keeps base64 whole.
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes))));
  return { name: file.name, bytes: bytes.length, base64: pieces.join('') };
}

const pieceBytes = 3 * 8_192;
