import type { Pause } from '../model/clock';

/** What waits for the connection: one after the other, in the order in which they came. */
export interface Turns<Together> {
  /** Has it to itself. */
  alone<T>(work: () => Promise<T> | T): Promise<T>;
  /** Is carried out with those that wait directly behind it. */
  together(one: Together): void;
}

/** At most so many at once: whoever else waits for the process has its turn between. */
const mostTogether = 32;

export interface Between {
  /** After each turn, so that whoever else waits for the process has its own. */
  readonly pause: Pause;
  /** Milliseconds that pass. Without, a turn is ended by its number alone: where time is virtual. */
  readonly elapsedMs?: () => number;
}

/** A turn that has lasted so long takes in no more than the fewest. What follows, the commit and the answers, is part of it as well. */
const turnMs = 12;
/** By the clock a machine that is busy with other things would commit fewer at once, and be busier. */
const fewestTogether = 16;

type Turn<Together> =
  { readonly kind: 'alone'; readonly work: () => Promise<void> } | { readonly kind: 'together'; readonly one: Together };

/**
 * Those that wait together are carried out together: at most 32, and fewer where that takes longer than some milliseconds. `carryOut` takes the next of them
 * from `next` until that gives none, and never throws; those that come while it is at it may still be taken.
 */
export function takingTurns<Together>(
  carryOut: (next: () => Together | undefined) => Promise<void>,
  { pause, elapsedMs = () => 0 }: Between,
): Turns<Together> {
  let waiting: Turn<Together>[] = [];
  let first = 0;
  let isAtWork = false;

  const take = (turn: Turn<Together>): void => {
    waiting.push(turn);
    if (isAtWork) return;
    isAtWork = true;
    void Promise.resolve().then(work);
  };

  const shift = (): void => {
    first += 1;
    if (first < waiting.length) return;
    waiting = [];
    first = 0;
  };

  const work = async (): Promise<void> => {
    for (let turn = waiting[first]; turn; turn = waiting[first]) {
      if (turn.kind === 'alone') {
        shift();
        await turn.work();
      } else {
        let taken = 0;
        const beganMs = elapsedMs();
        await carryOut(() => {
          const next = waiting[first];
          if (next?.kind !== 'together' || taken === mostTogether || (taken >= fewestTogether && elapsedMs() - beganMs > turnMs))
            return undefined;
          taken += 1;
          shift();
          return next.one;
        });
      }
      // Those who were answered ask for what comes next: it is carried out together as well.
      await pause();
    }
    isAtWork = false;
  };

  return {
    alone: async (work) => {
      let isOver = (): void => undefined;
      const myTurn = new Promise<void>((begin) => {
        const over = new Promise<void>((end) => (isOver = end));
        take({
          kind: 'alone',
          work: () => {
            begin();
            return over;
          },
        });
      });
      await myTurn;
      try {
        return await work();
      } finally {
        isOver();
      }
    },
    together: (one) => {
      take({ kind: 'together', one });
    },
  };
}
