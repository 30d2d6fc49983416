import type { Notice } from './notices';
import type { DirtyObject } from './object-reads';

/** What waits to be done for a session, gathered while something else is being done. */
export interface Work {
  readonly notices: readonly Notice[];
  readonly retries: readonly DirtyObject[];
  readonly isResyncDue: boolean;
  readonly isPollDue: boolean;
}

/** Collects what comes in; one reader takes it all at once, so that many notices about one object become one read. */
export interface Inbox {
  addNotices(notices: readonly Notice[]): void;
  addRetries(objects: readonly DirtyObject[]): void;
  demandResync(): void;
  demandPoll(): void;
  /** Ends the session: `next` resolves with the reason from now on. */
  end(reason: string): void;
  readonly hasEnded: boolean;
  next(): Promise<{ readonly kind: 'work'; readonly work: Work } | { readonly kind: 'ended'; readonly reason: string }>;
}

/** A full read is cheaper than a queue longer than this, and the queue cannot grow without bound. */
const maxWaiting = 10_000;

export function createInbox(): Inbox {
  let notices: Notice[] = [];
  let retries: DirtyObject[] = [];
  let isResyncDue = false;
  let isPollDue = false;
  let ended: string | null = null;
  let wake = (): void => undefined;
  const changed = (change: () => void): void => {
    change();
    wake();
  };
  const isEmpty = (): boolean => notices.length === 0 && retries.length === 0 && !isResyncDue && !isPollDue;
  return {
    addNotices(more) {
      changed(() => {
        notices = notices.concat(more);
        if (notices.length <= maxWaiting) return;
        notices = [];
        isResyncDue = true;
      });
    },
    addRetries(objects) {
      changed(() => retries.push(...objects));
    },
    demandResync() {
      changed(() => (isResyncDue = true));
    },
    demandPoll() {
      changed(() => (isPollDue = true));
    },
    end(reason) {
      changed(() => (ended ??= reason));
    },
    get hasEnded() {
      return ended !== null;
    },
    async next() {
      while (ended === null && isEmpty()) await new Promise<void>((resolve) => (wake = resolve));
      if (ended !== null) return { kind: 'ended', reason: ended };
      const work = { notices, retries, isResyncDue, isPollDue };
      [notices, retries, isResyncDue, isPollDue] = [[], [], false, false];
      return { kind: 'work', work };
    },
  };
}
