import { entries, leaf, member, memberAt } from './json';
import type { Json } from './json';

/** The value of the `name` entry with this `value-name`. */
export function entryNamed(value: Json | undefined, valueName: string): string | null {
  const entry = entries(member(value, 'name')).find((candidate) => leaf(member(candidate, 'value-name')) === valueName);
  return leaf(member(entry, 'value'));
}

/** What an operator calls the object: its entry of that name, else its first entry, else its uuid. */
export function nameOf(value: Json | undefined, valueName: string): string {
  return entryNamed(value, valueName) ?? leaf(memberAt(entries(member(value, 'name'))[0], 'value')) ?? leaf(member(value, 'uuid')) ?? '';
}
