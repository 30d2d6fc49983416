import { createTl1Parser } from '../parser';

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
  const parser = createTl1Parser(() => {
    messages += 1;
    mostHeldBytes = Math.max(mostHeldBytes, parser.heldBytes);
  });
  const startMs = performance.now();
  for (let at = 0; at < bytes.length; at += pieceBytes) parser.push(bytes.subarray(at, at + pieceBytes));
  return { messages, elapsedMs: performance.now() - startMs, mostHeldBytes: Math.max(mostHeldBytes, parser.heldBytes) };
}
