import { hidePasswords } from './tl1-highlight';

const mostKept = 200;

/** What was sent before, from the latest back. One with a password is not kept. */
export function commandHistory(kept: string[]) {
  let at = kept.length;
  let draft = '';
  return {
    add(command: string): void {
      if (hidePasswords(command) === command && kept.at(-1) !== command) kept.push(command);
      if (kept.length > mostKept) kept.shift();
      at = kept.length;
      draft = '';
    },
    /** `current`: what stands in the field, to come back to. */
    before(current: string): string {
      if (at === kept.length) draft = current;
      at = Math.max(0, at - 1);
      return kept[at] ?? current;
    },
    after(current: string): string {
      if (at >= kept.length) return current;
      at += 1;
      return kept[at] ?? draft;
    },
  };
}
