/** Of every runtime that this runs in (WHATWG Encoding); the model knows none of them. */
declare const TextDecoder: new (label: string, options?: { readonly fatal: boolean }) => { decode(bytes: Uint8Array): string };

/** How the bytes of a file are text. `mixed`: most lines are UTF-8, and some are Windows-1252. */
export const textEncodings = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'utf-16be', 'windows-1252', 'mixed'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export const encodingNames: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8 with a mark': 'UTF-8 with its mark',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Latin-1)',
  mixed: 'line by line: UTF-8, and Windows-1252 where it is not',
};

export type RecognisedEncoding =
  | { readonly kind: 'sure'; readonly encoding: TextEncoding }
  /** What it may be, the likeliest first; `samples`: lines where that makes a difference. */
  | { readonly kind: 'asked'; readonly choices: readonly TextEncoding[]; readonly samples: readonly EncodingSample[] }
  /** No text. */
  | { readonly kind: 'none'; readonly why: string };

export interface EncodingSample {
  readonly line: number;
  /** As each of the choices reads it. */
  readonly as: Readonly<Partial<Record<TextEncoding, string>>>;
}

const mostSamples = 5;

/** UTF-8 proves itself, UTF-16 by its mark or its zeros; a file of single bytes can only be guessed at, so that somebody looks at what it makes of it. */
export function recogniseEncoding(bytes: Uint8Array): RecognisedEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { kind: 'sure', encoding: 'utf-16le' };
  if (first === 0xfe && second === 0xff) return { kind: 'sure', encoding: 'utf-16be' };
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  const zeros = zerosOf(bytes);
  if (zeros.even > zeros.odd * 4 && zeros.even > zeros.looked / 4) return { kind: 'sure', encoding: 'utf-16be' };
  if (zeros.odd > zeros.even * 4 && zeros.odd > zeros.looked / 4) return { kind: 'sure', encoding: 'utf-16le' };
  if (zeros.even + zeros.odd > 0) return { kind: 'none', why: 'it holds zero bytes, and is no text: save it as "CSV UTF-8"' };
  if (strictUtf8(bytes) !== null) return { kind: 'sure', encoding: hasMark ? 'utf-8 with a mark' : 'utf-8' };
  const { samples, isAnyUtf8 } = strangeLines(bytes);
  return { kind: 'asked', choices: isAnyUtf8 || hasMark ? ['mixed', 'windows-1252'] : ['windows-1252'], samples };
}

export function decodeAs(bytes: Uint8Array, encoding: TextEncoding): string {
  switch (encoding) {
    case 'utf-8':
    case 'utf-8 with a mark':
      return new TextDecoder('utf-8').decode(bytes);
    case 'utf-16le':
    case 'utf-16be':
      return new TextDecoder(encoding).decode(bytes);
    case 'windows-1252':
      return windows1252(bytes);
    case 'mixed':
      return linesOf(bytes).map(lineWise).join('\n');
  }
}

const lineWise = (line: Uint8Array): string => strictUtf8(line) ?? windows1252(line);

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function strangeLines(bytes: Uint8Array): { readonly samples: readonly EncodingSample[]; readonly isAnyUtf8: boolean } {
  const samples: EncodingSample[] = [];
  let isAnyUtf8 = false;
  for (const [at, line] of linesOf(bytes).entries()) {
    if (line.every((byte) => byte < 0x80)) continue;
    const utf8 = strictUtf8(line);
    isAnyUtf8 ||= utf8 !== null;
    if (samples.length < mostSamples)
      samples.push({ line: at + 1, as: { 'windows-1252': windows1252(line).trim(), mixed: (utf8 ?? windows1252(line)).trim() } });
    if (samples.length >= mostSamples && isAnyUtf8) break;
  }
  return { samples, isAnyUtf8 };
}

function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
  lines.push(bytes.subarray(from));
  return lines;
}

/** 0x80 to 0x9f (WHATWG Encoding, index windows-1252); decoders differ there. */
const c1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192) pieces.push(String.fromCharCode(...bytes.subarray(from, from + 8192)));
  return pieces.join('').replace(/[\u0080-\u009f]/g, (byte) => c1[byte.charCodeAt(0) - 0x80] ?? byte);
}

/** Of the first bytes. */
function zerosOf(bytes: Uint8Array): { readonly even: number; readonly odd: number; readonly looked: number } {
  const looked = Math.min(bytes.length, 4096);
  let [even, odd] = [0, 0];
  for (let at = 0; at < looked; at += 1) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd, looked };
}
