/** A UTF-8 sequence as far as it has come (RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF). */
export interface Utf8Pending {
  readonly bytes: readonly number[];
  readonly missing: number;
  /** What the next byte may be. */
  readonly from: number;
  readonly to: number;
}

/** What a byte of 0x80 and above begins; null: nothing. */
export function utf8Start(lead: number): Utf8Pending | null {
  const begun = (missing: number, from = 0x80, to = 0xbf): Utf8Pending => ({ bytes: [lead], missing, from, to });
  if (lead >= 0xc2 && lead <= 0xdf) return begun(1);
  if (lead === 0xe0) return begun(2, 0xa0);
  if (lead === 0xed) return begun(2, 0x80, 0x9f);
  if (lead >= 0xe1 && lead <= 0xef) return begun(2);
  if (lead === 0xf0) return begun(3, 0x90);
  if (lead === 0xf4) return begun(3, 0x80, 0x8f);
  if (lead >= 0xf1 && lead <= 0xf3) return begun(3);
  return null;
}

/** Null: the byte does not belong to it. */
export function utf8Next({ bytes, missing, from, to }: Utf8Pending, byte: number): Utf8Pending | null {
  if (byte < from || byte > to) return null;
  return { bytes: [...bytes, byte], missing: missing - 1, from: 0x80, to: 0xbf };
}

/** The length of the character of several bytes that begins here, 0 where there is none, not all of it, or it is a C1 control. */
export function wholeCharacter(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const second = bytes[at + 1] ?? 0;
  if (second < lowestSecond(lead) || second > highestSecond(lead)) return 0;
  for (let index = at + 2; index < at + length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

const lowestSecond = (lead: number): number => (lead === 0xc2 || lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80);
const highestSecond = (lead: number): number => (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf);
