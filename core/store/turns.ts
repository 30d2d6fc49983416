import type { Pause } from '../model/clock';

/** What waits for the connection: one after the other, in the order in which they came. */
export interface Turns<Together> {
  /** Has it to itself. */
  alone<T>(work: () => Promise<T> | T): Promise<T>;
  /** Is carried out with those that wait directly behind it. */
  together(one: Together): void;
}

export interface Between {
  /** After each turn, and within one that lasts, so that whoever else waits for the process has its own. */
  readonly pause: Pause;
  /** Milliseconds that pass. Without, a turn is ended by its number alone: where time is virtual. */
  readonly elapsedMs?: () => number;
}

/** At most so many in a turn; so many where time is virtual. */
const mostTogether = 128;
const mostInVirtualTime = 32;
/** Without a pause a turn lasts no longer. */
const sliceMs = 8;
/** After so many slices it takes in no more than the fewest: those whose turn it was wait for all of them. */
const mostSlices = 4;
/** By the clock a machine that is busy with other things would commit fewer at once, and be busier. */
const fewestTogether = 16;

type Turn<Together> =
  { readonly kind: 'alone'; readonly work: () => Promise<void> } | { readonly kind: 'together'; readonly one: Together };

/**
 * Those that wait together are carried out together: at most 128, and fewer where that takes long; every some milliseconds others have the process.
 * `carryOut` takes the next of them from `next` until that gives none, and never throws; those that come while it is at it may still be taken.
 */
export function takingTurns<Together>(
  carryOut: (next: () => Promise<Together | undefined>) => Promise<void>,
  { pause, elapsedMs }: Between,
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

  /** Gives those of one turn. */
  const takingFrom = (): (() => Promise<Together | undefined>) => {
    const most = elapsedMs ? mostTogether : mostInVirtualTime;
    let [taken, slices] = [0, 1];
    let beganMs = elapsedMs?.() ?? 0;
    return async () => {
      if (elapsedMs && taken > 0 && elapsedMs() - beganMs > sliceMs) {
        if (slices >= mostSlices && taken >= fewestTogether) return undefined;
        slices += 1;
        await pause();
        beganMs = elapsedMs();
      }
      const next = waiting[first];
      if (next?.kind !== 'together' || taken === most) return undefined;
      taken += 1;
      shift();
      return next.one;
    };
  };

  const work = async (): Promise<void> => {
    for (let turn = waiting[first]; turn; turn = waiting[first]) {
      if (turn.kind === 'alone') {
        shift();
        await turn.work();
      } else {
        await carryOut(takingFrom());
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
