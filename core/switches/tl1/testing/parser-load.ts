import { createTl1Parser } from '../parser';

const answer = '\r\n\n   NE1 26-11-22 10:24:35\r\nM  C00042 COMPLD\r\n   "NTVCL-3-100::1,1,,:IS"\r\n;';

/** To be repeated; each would be slow to read if something were read again and again. */
export const parserSamples = {
  answers: answer,
  alarms: '\r\n\n   NE1 2026-11-22 10:24:36\r\n*C 17 REPT ALM T1\r\n   "T1-1:CR,LOS,SA,,,,:\\"no signal; at all\\""\r\n;',
  'long answers': `${answer.slice(0, -1)}${'   "NTVCL-3-100::1,1,,:IS"\r\n'.repeat(10_000)};`,
  'headers without a message': '   NE1 26-11-22 10:24:35\r\n',
  blanks: `${' '.repeat(500)}M\r\n`,
  'an open quote': `${answer.slice(0, -1)}"; `,
  'one long line': 'x',
} as const satisfies Readonly<Record<string, string>>;

/** What it took to read `byteCount` bytes in pieces of `pieceBytes`, and the most that the parser kept meanwhile. */
export interface ParserLoad {
  readonly messages: number;
  readonly elapsedMs: number;
  readonly mostHeldBytes: number;
}

/** Repeats the sample up to the size, then reads it; 50 MB byte by byte is some seconds. */
export function loadParser(sample: string, byteCount: number, pieceBytes: number): ParserLoad {
  const once = Buffer.from(sample);
  const bytes = Buffer.alloc(byteCount, once);
  let messages = 0;
  let mostHeldBytes = 0;
  const parser = createTl1Parser((message) => {
    messages += 1;
    // By then it holds the message no more, which it held whole.
    mostHeldBytes = Math.max(mostHeldBytes, parser.heldBytes, 'text' in message ? message.text.length : 0);
  });
  const startMs = performance.now();
  for (let at = 0; at < bytes.length; at += pieceBytes) parser.push(bytes.subarray(at, at + pieceBytes));
  return { messages, elapsedMs: performance.now() - startMs, mostHeldBytes: Math.max(mostHeldBytes, parser.heldBytes) };
}
