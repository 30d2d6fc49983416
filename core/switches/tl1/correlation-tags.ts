import type { Random } from '../../model/clock';

/** What is known of a tag with which something comes in. */
export type TagOwner =
  /** One of our commands, answered or under way. */
  | 'ours'
  /** One of our commands on whose answer we do not wait any more. */
  | 'given-up'
  | 'unknown';

/** Correlation tags, at most six characters: `C` and five digits, used again only after all others. Outlives sessions. */
export interface CorrelationTags {
  next(): string;
  /** No one waits for its answer any more: what still comes of it is late. */
  giveUp(tag: string): void;
  /** Of the latest tags; older ones are forgotten. */
  ownerOf(tag: string): TagOwner;
}

const count = 100_000;
const remembered = 1_000;

/** Begins anywhere, so that a program that starts again is not mistaken for the one before. */
export function createCorrelationTags(random: Random): CorrelationTags {
  let number = Math.floor(random() * count);
  const latest = new Map<string, TagOwner>();
  return {
    next() {
      number = (number + 1) % count;
      const tag = `C${String(number).padStart(5, '0')}`;
      latest.set(tag, 'ours');
      for (const oldest of latest.keys()) {
        if (latest.size <= remembered) break;
        latest.delete(oldest);
      }
      return tag;
    },
    giveUp(tag) {
      if (latest.has(tag)) latest.set(tag, 'given-up');
    },
    ownerOf: (tag) => latest.get(tag) ?? 'unknown',
  };
}
