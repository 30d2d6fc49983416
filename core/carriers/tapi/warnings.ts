import type { LinkWarning } from '../carrier-link';
import { clip } from './json';

/** Takes what was left out or doubted in a carrier's answer. */
export interface Warnings {
  add(subject: string, message: string): void;
  /** For what concerns many objects alike: becomes one warning that counts them and names the first few. */
  addToGroup(subject: string, message: string, object: string): void;
}

export interface CollectedWarnings extends Warnings {
  readonly list: readonly LinkWarning[];
}

/** One warning as it was said; `object` where it goes to a group. */
export interface SaidWarning {
  readonly subject: string;
  readonly message: string;
  readonly object: string | null;
}

/** Keeps what is said, so that it can be said again. */
export const keepWarnings = (into: SaidWarning[]): Warnings => ({
  add: (subject, message) => void into.push({ subject, message, object: null }),
  addToGroup: (subject, message, object) => void into.push({ subject, message, object }),
});

export function sayAgain(said: readonly SaidWarning[], warnings: Warnings): void {
  for (const { subject, message, object } of said) {
    if (object === null) warnings.add(subject, message);
    else warnings.addToGroup(subject, message, object);
  }
}

/** More than these in one answer say nothing more; the rest is counted. */
const maxWarnings = 1000;
const namedInGroup = 3;

export function collectWarnings(): CollectedWarnings {
  const single: LinkWarning[] = [];
  const groups = new Map<string, { subject: string; message: string; objects: string[] }>();
  let left = 0;
  return {
    add(subject, message) {
      if (single.length < maxWarnings) single.push({ subject: clip(subject, 200), message: clip(message, 600) });
      else left += 1;
    },
    addToGroup(subject, message, object) {
      const key = `${subject} ${message}`;
      const group = groups.get(key) ?? { subject: clip(subject, 200), message: clip(message, 600), objects: [] };
      if (!groups.has(key) && groups.size >= maxWarnings) {
        left += 1;
        return;
      }
      groups.set(key, group);
      group.objects.push(clip(object, 60));
    },
    get list() {
      const grouped = [...groups.values()].map(({ subject, message, objects }) => ({
        subject,
        message: `${countOf(objects)}: ${message}`,
      }));
      const rest =
        left > 0
          ? [{ subject: 'the whole answer', message: `${left} more warnings are not shown; correct those that are and read again` }]
          : [];
      return [...single, ...grouped, ...rest];
    },
  };
}

function countOf(objects: readonly string[]): string {
  const named = objects.slice(0, namedInGroup).join(', ');
  return objects.length > namedInGroup ? `${named} and ${objects.length - namedInGroup} more` : named;
}
