import { afterEscape, judgeControlSequence, judgeEscape, longestParameters, type Judged } from './control-sequences';
import { utf8Next, utf8Start, wholeCharacter, type Utf8Pending } from './utf8';

/**
 * What a switch prints, made harmless for a terminal, while colours, cursor movement and full-screen programs work as ever. Only what is known to be harmless
 * passes, whole. Left out: everything in strings (OSC, DCS, APC, PM, SOS: clipboard, titles, hyperlinks, notices, files, palettes, macros), window
 * manipulation, printing, and questions whose answers would say more than what terminal this is and where its cursor stands.
 * Bytes may be split anywhere. The output is valid UTF-8 without C1 controls; what is no UTF-8 is shown as U+FFFD.
 */
export interface OutputFilter {
  /** What may be shown of it; at most three times as long. */
  pass(bytes: Uint8Array): Buffer;
  /** Sequences that were left out so far. */
  readonly removed: number;
}

const ESC = 0x1b;
const CAN = 0x18;
const SUB = 0x1a;
const BEL = 0x07;
const openingBracket = 0x5b;

/** An unended string hides what follows to the end of the line, or for so many bytes. */
const longestHidden = 65_536;

/** Kinds of control sequences whose judgement is kept. */
const mostRemembered = 1_000;

const replacement = Buffer.from('\ufffd');

type Reading =
  | { readonly kind: 'text' }
  | { readonly kind: 'character'; readonly pending: Utf8Pending }
  | { readonly kind: 'escape'; readonly intermediates: string }
  | { readonly kind: 'control'; readonly parameters: string; readonly length: number }
  | { readonly kind: 'string' };

const text: Reading = { kind: 'text' };
const escape: Reading = { kind: 'escape', intermediates: '' };
const string: Reading = { kind: 'string' };

/** BEL, BS, HT, LF, VT, FF, CR, SO, SI. No answerback (ENQ), nothing for a printer or a modem. */
const isShownControl = (byte: number): boolean => byte >= BEL && byte <= 0x0f;
const endsLine = (byte: number): boolean => byte >= 0x0a && byte <= 0x0d;

export function outputFilter(): OutputFilter {
  let reading: Reading = text;
  let removed = 0;
  /** Of the string that is being read. */
  let hidden = 0;
  let isAfterC2 = false;

  /** Programs print few different ones, each of them often. */
  const judgedBefore = new Map<string, Judged>();
  const judge = (parameters: string, final: string): Judged => {
    const key = parameters + final;
    const before = judgedBefore.get(key);
    if (before !== undefined) return before;
    const judged = judgeControlSequence(parameters, final);
    if (judgedBefore.size >= mostRemembered) judgedBefore.clear();
    judgedBefore.set(key, judged);
    return judged;
  };

  const pass = (given: Uint8Array): Buffer => {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
    const shown = Buffer.allocUnsafe(bytes.length * 3 + 2 * longestParameters);
    let used = 0;
    const show = (judged: Judged): void => {
      if (judged === null) removed++;
      else used += shown.write(judged, used, 'latin1');
    };
    const beginWith = (character: string): Reading => {
      hidden = 0;
      isAfterC2 = false;
      return begin(character, show);
    };
    const showBytes = (some: Uint8Array): void => {
      shown.set(some, used);
      used += some.length;
    };

    let index = 0;
    while (index < bytes.length) {
      const byte = bytes[index] ?? 0;
      if (reading.kind === 'character') {
        const pending = utf8Next(reading.pending, byte);
        if (pending === null) {
          // Not consumed: it begins something else.
          showBytes(replacement);
          reading = text;
          continue;
        }
        index++;
        const [lead = 0, second = 0] = pending.bytes;
        if (pending.missing > 0) reading = { kind: 'character', pending };
        else if (lead === 0xc2 && second < 0xa0) reading = beginWith(afterEscape(second));
        else {
          reading = text;
          showBytes(Buffer.from(pending.bytes));
        }
        continue;
      }
      if (reading.kind === 'text') {
        const end = endOfPlain(bytes, index);
        if (end > index) {
          showBytes(bytes.subarray(index, end));
          index = end;
          continue;
        }
        const final = byte === ESC ? finalOfWhole(bytes, index) : 0;
        if (final > 0) {
          show(judge(bytes.toString('latin1', index + 2, final), String.fromCharCode(bytes[final] ?? 0)));
          index = final + 1;
          continue;
        }
        index++;
        if (byte === ESC) reading = escape;
        else if (byte >= 0x80) {
          const pending = utf8Start(byte);
          if (pending === null) showBytes(replacement);
          else reading = { kind: 'character', pending };
        } else if (isShownControl(byte)) shown[used++] = byte;
        continue;
      }
      if (reading.kind === 'string') {
        index++;
        hidden++;
        if (byte === ESC) reading = escape;
        else if (endsLine(byte)) {
          reading = text;
          shown[used++] = byte;
        } else if (byte === BEL || byte === CAN || byte === SUB || hidden > longestHidden || (isAfterC2 && byte === 0x9c)) reading = text;
        isAfterC2 = byte === 0xc2;
        continue;
      }
      // Within a sequence controls take effect as if they stood before it (ECMA-48 leaves it open, terminals do so).
      if (byte === ESC) reading = escape;
      else if (byte === CAN || byte === SUB) reading = text;
      else if (byte < 0x20 || byte === 0x7f) {
        if (isShownControl(byte)) shown[used++] = byte;
      } else if (byte >= 0x80) {
        removed++;
        reading = text;
        continue;
      } else if (reading.kind === 'escape') reading = escaped(reading.intermediates, byte, beginWith, show);
      else reading = controlled(reading, byte, judge, show);
      index++;
    }
    return Buffer.from(shown.subarray(0, used));
  };
  return {
    pass,
    get removed() {
      return removed;
    },
  };
}

/** Where printable characters end, whole ones of several bytes included. */
function endOfPlain(bytes: Uint8Array, from: number): number {
  let end = from;
  while (end < bytes.length) {
    const byte = bytes[end] ?? 0;
    const length = byte >= 0x20 && byte < 0x7f ? 1 : wholeCharacter(bytes, end);
    if (length === 0) break;
    end += length;
  }
  return end;
}

function escaped(intermediates: string, byte: number, beginWith: (character: string) => Reading, show: (judged: Judged) => void): Reading {
  const character = String.fromCharCode(byte);
  // One intermediate is kept; with more it is none that is known.
  if (byte < 0x30) return { kind: 'escape', intermediates: (intermediates + character).slice(0, 2) };
  if (intermediates === '') return beginWith(character);
  show(judgeEscape(intermediates, character));
  return text;
}

/** What `ESC` and this character begin; the sequence itself, where it is whole with that. */
function begin(character: string, show: (judged: Judged) => void): Reading {
  switch (character) {
    case '[':
      return { kind: 'control', parameters: '', length: 0 };
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
      show(null);
      return string;
    case '\\':
      // The end of a string, which was left out itself.
      return text;
    default:
      show(judgeEscape('', character));
      return text;
  }
}

/** Where the control sequence that begins here ends; 0: it is not whole, or not plain. */
function finalOfWhole(bytes: Uint8Array, from: number): number {
  if (bytes[from + 1] !== openingBracket) return 0;
  const last = Math.min(bytes.length, from + 2 + longestParameters + 1);
  for (let index = from + 2; index < last; index++) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x40 && byte < 0x7f) return index;
    if (byte < 0x20 || byte >= 0x7f) return 0;
  }
  return 0;
}

function controlled(
  reading: Reading & { readonly kind: 'control' },
  byte: number,
  judge: (parameters: string, final: string) => Judged,
  show: (judged: Judged) => void,
): Reading {
  const { parameters, length } = reading;
  if (byte >= 0x40) {
    show(length > longestParameters ? null : judge(parameters, String.fromCharCode(byte)));
    return text;
  }
  if (length >= longestHidden) {
    show(null);
    return text;
  }
  return { kind: 'control', parameters: length < longestParameters ? parameters + String.fromCharCode(byte) : '', length: length + 1 };
}
