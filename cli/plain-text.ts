import { showHidden } from '../core/model/hidden-characters';

/** Text as it may be written to a terminal: names come from carriers, files and customers. */
export const plain = (text: string): string => showHidden(text);

/** Columns of a terminal that the text takes: East Asian characters and emoji take two, marks none of their own. */
export function width(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += widthOfGrapheme(segment);
  return columns;
}

/** At most so many columns; what is cut off leaves an ellipsis. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let clipped = '';
  let taken = 0;
  for (const { segment } of segmenter.segment(text)) {
    taken += widthOfGrapheme(segment);
    if (taken > columns - 1) break;
    clipped += segment;
  }
  return `${clipped.trimEnd()}…`;
}

const segmenter = new Intl.Segmenter();

function widthOfGrapheme(grapheme: string): number {
  if (/^[\p{Mn}\p{Me}\u200c\u200d]+$/u.test(grapheme)) return 0;
  return /^[\uff61-\uffdc]/.test(grapheme) ? 1 : wide.test(grapheme) ? 2 : 1;
}

/** Unicode TR 11, by scripts rather than by its table; an emoji is wide by itself or by U+FE0F. */
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]|\ufe0f/u;
