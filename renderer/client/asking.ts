/** How a question is asked again: what changes while an answer is awaited is asked for once, after it; no answer is given up for it. */
export interface AskingPorts {
  readonly now: () => number;
  readonly after: (ms: number, work: () => void) => () => void;
  /** Asks; settles when it is answered, or was aborted. */
  readonly ask: (key: string, signal: AbortSignal) => Promise<void>;
}

export interface AskingPace {
  /** How long it waits for more changes. */
  readonly settleMs: number;
  /** How long after the last time it is asked again at the earliest. */
  readonly everyMs: number;
}

export interface Asking {
  /** What is wanted now; `key` null: nothing. Another key gives up what was asked before; another version has it asked again. */
  readonly want: (key: string | null, version: string | number, pace: AskingPace) => void;
  /** At once, whatever was asked before. */
  readonly again: () => void;
  readonly end: () => void;
}

export function createAsking({ now, after, ask }: AskingPorts): Asking {
  let wanted: { readonly key: string; readonly version: string | number; readonly pace: AskingPace } | null = null;
  let askedAtMs: number | null = null;
  let underWay: AbortController | null = null;
  /** How often something changed while an answer was awaited. */
  let changes = 0;
  let cancelTimer: (() => void) | null = null;

  const giveUp = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    underWay?.abort();
    underWay = null;
    changes = 0;
  };
  const schedule = (ms: number): void => {
    cancelTimer ??= after(ms, () => {
      cancelTimer = null;
      void askNow();
    });
  };
  const waitMs = ({ settleMs, everyMs }: AskingPace): number =>
    askedAtMs === null ? settleMs : Math.max(settleMs, askedAtMs + everyMs - now());
  const askNow = async (): Promise<void> => {
    if (wanted === null) return;
    const { key } = wanted;
    const aborter = new AbortController();
    underWay = aborter;
    changes = 0;
    askedAtMs = now();
    await ask(key, aborter.signal);
    if (underWay !== aborter) return;
    underWay = null;
    if (changes > 0) schedule(waitMs(wanted.pace));
  };

  return {
    want(key, version, pace) {
      if (key === null) {
        giveUp();
        wanted = null;
        return;
      }
      const before = wanted;
      wanted = { key, version, pace };
      if (before?.key !== key) {
        giveUp();
        askedAtMs = null;
        schedule(pace.settleMs);
      } else if (before.version !== version) {
        if (underWay) changes += 1;
        else schedule(waitMs(pace));
      }
    },
    again() {
      if (wanted === null) return;
      giveUp();
      void askNow();
    },
    end() {
      giveUp();
      wanted = null;
    },
  };
}
