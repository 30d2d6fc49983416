import type { LinkWarning } from '../carrier-link';
import type { TapiLimits } from './limits';
import type { Notice } from './notices';
import type { DirtyObject } from './object-reads';

/** What waits to be done for a session, gathered while something else is being done. */
export interface Work {
  readonly notices: readonly Notice[];
  readonly retries: readonly DirtyObject[];
  readonly isResyncDue: boolean;
  readonly isPollDue: boolean;
  /** Notices were lost: what was told before is not all. */
  readonly isBroken: boolean;
  /** To be told with what comes of the work. */
  readonly warnings: readonly LinkWarning[];
}

/** Collects what comes in; one reader takes it all at once, so that many notices about one object become one read. */
export interface Inbox {
  /** `bytes` is what they were read from; they stand for as much memory. */
  addNotices(notices: readonly Notice[], bytes: number): void;
  addRetries(objects: readonly DirtyObject[]): void;
  demandResync(isBroken: boolean): void;
  demandPoll(): void;
  addWarning(warning: LinkWarning): void;
  /** Ends the session: `next` resolves with the reason from now on. */
  end(reason: string): void;
  readonly hasEnded: boolean;
  /** null: it has not ended. */
  readonly endReason: string | null;
  next(): Promise<{ readonly kind: 'work'; readonly work: Work } | { readonly kind: 'ended'; readonly reason: string }>;
}

export function createInbox({ maxWaitingNotices, maxWaitingBytes }: Pick<TapiLimits, 'maxWaitingNotices' | 'maxWaitingBytes'>): Inbox {
  let notices: Notice[] = [];
  let retries: DirtyObject[] = [];
  let isResyncDue = false;
  let isPollDue = false;
  let isBroken = false;
  let warnings: LinkWarning[] = [];
  let bytesWaiting = 0;
  let ended: string | null = null;
  let wake = (): void => undefined;
  const changed = (change: () => void): void => {
    change();
    wake();
  };
  const isEmpty = (): boolean => notices.length === 0 && retries.length === 0 && warnings.length === 0 && !isResyncDue && !isPollDue;
  return {
    addNotices(more, bytes) {
      changed(() => {
        notices.push(...more);
        bytesWaiting += bytes;
        if (notices.length <= maxWaitingNotices && bytesWaiting <= maxWaitingBytes) return;
        notices = [];
        bytesWaiting = 0;
        isResyncDue = isBroken = true;
      });
    },
    addRetries(objects) {
      changed(() => retries.push(...objects));
    },
    demandResync(isBecauseBroken) {
      changed(() => {
        isResyncDue = true;
        isBroken ||= isBecauseBroken;
      });
    },
    demandPoll() {
      changed(() => (isPollDue = true));
    },
    addWarning(warning) {
      changed(() => warnings.push(warning));
    },
    end(reason) {
      changed(() => (ended ??= reason));
    },
    get hasEnded() {
      return ended !== null;
    },
    get endReason() {
      return ended;
    },
    async next() {
      while (ended === null && isEmpty()) await new Promise<void>((resolve) => (wake = resolve));
      if (ended !== null) return { kind: 'ended', reason: ended };
      const work = { notices, retries, isResyncDue, isPollDue, isBroken, warnings };
      [notices, retries, isResyncDue, isPollDue, isBroken, warnings, bytesWaiting] = [[], [], false, false, false, [], 0];
      return { kind: 'work', work };
    },
  };
}
