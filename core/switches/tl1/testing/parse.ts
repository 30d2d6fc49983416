import type { Tl1Message } from '../messages';
import { createTl1Parser } from '../parser';

/** All messages in the bytes, which are handed over in pieces that end at the cuts. */
export function parse(bytes: Uint8Array, cuts: readonly number[] = []): readonly Tl1Message[] {
  const messages: Tl1Message[] = [];
  const parser = createTl1Parser((message) => messages.push(message));
  const ends = [...new Set(cuts)].filter((cut) => cut > 0 && cut < bytes.length).sort((one, other) => one - other);
  [0, ...ends].forEach((from, index) => {
    parser.push(bytes.subarray(from, ends[index] ?? bytes.length));
  });
  return messages;
}

export const parseText = (text: string): readonly Tl1Message[] => parse(Buffer.from(text));
