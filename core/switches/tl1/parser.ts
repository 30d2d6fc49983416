import { assertNever } from '../../model/assert-never';
import { maxHeadLine, readAcknowledgement, readHeader, readIdentification } from './head-lines';
import type { MessageHead, Tl1Message } from './messages';

export interface Tl1Parser {
  /** Takes bytes, split anywhere, and gives out each message at its last byte. Never throws. */
  push(bytes: Uint8Array): void;
  /** The memory that it keeps for what is not complete. */
  readonly heldBytes: number;
}

/** The longest text block of one part of a message: a whole element's circuits are far shorter. */
export const maxMessageBytes = 4 * 2 ** 20;
const firstCapacity = 4096;
/** What a long message needed is not kept for the short ones after it. */
const keptCapacity = 65_536;

const [tab, lineFeed, carriageReturn, space] = [9, 10, 13, 32];
const [quote, star, slash, semicolon, lessThan, greaterThan, backslash] = [34, 42, 47, 59, 60, 62, 92];

/** Between messages (prompts, echoes and banners are passed over); below a header; in a text block; in one that is too long to be kept. */
type Place = 'between' | 'below-header' | 'text' | 'cut-off';

/**
 * Reads the output of a network element (GR-831), leniently: a message begins with a header line and one that identifies it, and ends with `;` or `>`
 * at the beginning of a line, or with a `;` outside of quotes and comments. At the beginning of a line it ends in any case, so that a quote or
 * comment that is never closed swallows no message but its own. Linear in its input, bounded in memory.
 */
export function createTl1Parser(onMessage: (message: Tl1Message) => void): Tl1Parser {
  let place: Place = 'between';
  let sid = '';
  let head: MessageHead | null = null;
  let kept = new Uint8Array(firstCapacity);
  let length = 0;
  /** Only blanks since the last line break. */
  let isAtLineStart = true;
  let isQuoted = false;
  let isComment = false;
  let before = 0;

  const takeLine = (): string => {
    const line = length > maxHeadLine ? '' : latin.decode(kept.subarray(0, length));
    length = 0;
    return line;
  };
  const keep = (byte: number): void => {
    if (length === kept.length) {
      const more = new Uint8Array(kept.length * 2);
      more.set(kept);
      kept = more;
    }
    kept[length++] = byte;
  };
  const beginText = (found: MessageHead): void => {
    head = found;
    place = 'text';
    isAtLineStart = true;
    isQuoted = isComment = false;
    before = 0;
  };
  const end = (isLast: boolean): void => {
    const message = head && place === 'text' ? { ...head, text: text.decode(kept.subarray(0, length)), isLast } : null;
    if (kept.length > keptCapacity) kept = new Uint8Array(firstCapacity);
    length = 0;
    head = null;
    place = 'between';
    if (message) onMessage(message);
  };

  const readBetween = (byte: number): void => {
    const isBreak = byte === lineFeed || byte === carriageReturn;
    // A prompt, or the end of our own command as it is echoed: what follows on the line begins anew.
    if (!isBreak && byte !== semicolon && byte !== lessThan && byte !== greaterThan) {
      if (length <= maxHeadLine) keep(byte);
      return;
    }
    const line = takeLine();
    const acknowledged = isBreak || byte === lessThan ? readAcknowledgement(line) : null;
    if (acknowledged) onMessage(acknowledged);
    const found = isBreak && !acknowledged ? readHeader(line) : null;
    if (found === null) return;
    sid = found;
    place = 'below-header';
  };
  const readBelowHeader = (byte: number): void => {
    const isEnd = byte === semicolon || byte === greaterThan;
    if (!isEnd && byte !== lineFeed && byte !== carriageReturn) {
      if (length <= maxHeadLine) keep(byte);
      return;
    }
    const isLong = length > maxHeadLine;
    const line = takeLine();
    if (!isEnd && !isLong && line.trim() === '') return;
    const found = readIdentification(sid, line);
    if (found) {
      beginText(found);
      if (isEnd) end(byte === semicolon);
      return;
    }
    place = 'between';
    // No message after all; the line may be what begins one.
    const again = isEnd ? null : readHeader(line);
    if (again === null) return;
    sid = again;
    place = 'below-header';
  };
  const readText = (byte: number): void => {
    const endsAnywhere = byte === semicolon && !isQuoted && !isComment;
    if (endsAnywhere || (isAtLineStart && (byte === semicolon || byte === greaterThan))) {
      end(byte === semicolon);
      return;
    }
    if (isQuoted) {
      if (byte === quote && before !== backslash) isQuoted = false;
    } else if (isComment) {
      if (byte === slash && before === star) isComment = false;
    } else if (byte === quote && before !== backslash) isQuoted = true;
    else if (byte === star && before === slash) isComment = true;
    // Two backslashes are one that escapes nothing; the star that opens a comment does not close it.
    before = (byte === backslash && before === backslash) || (byte === star && before === slash) ? 0 : byte;
    if (byte === lineFeed || byte === carriageReturn) isAtLineStart = true;
    else if (byte !== space && byte !== tab) isAtLineStart = false;
    // A line break of two bytes ends the line above once.
    if (place === 'cut-off' || (length === 0 && byte === lineFeed)) return;
    if (length < maxMessageBytes) {
      keep(byte);
      return;
    }
    place = 'cut-off';
    length = 0;
    kept = new Uint8Array(firstCapacity);
    const reason = `a message of the switch is longer than ${maxMessageBytes / 2 ** 20} MB: it is passed over`;
    onMessage({ kind: 'cut-off', ctag: head?.kind === 'response' ? head.ctag : null, reason });
  };

  return {
    push(bytes) {
      for (const byte of bytes) {
        switch (place) {
          case 'between':
            readBetween(byte);
            break;
          case 'below-header':
            readBelowHeader(byte);
            break;
          case 'text':
          case 'cut-off':
            readText(byte);
            break;
          default:
            assertNever(place);
        }
      }
    },
    get heldBytes() {
      return kept.length;
    },
  };
}

const latin = new TextDecoder('latin1');
const text = new TextDecoder('utf-8', { ignoreBOM: true });
