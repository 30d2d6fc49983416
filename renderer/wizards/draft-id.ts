/** Of this window: begun here, and perhaps not saved yet. */
const begun = new Set<string>();

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 12 letters and digits: as good as never given twice. */
export function beginDraft(): string {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => letters[byte % letters.length]).join('');
  begun.add(id);
  return id;
}

export const wasBegunHere = (id: string): boolean => begun.has(id);
