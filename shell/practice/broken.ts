import type { PracticeFault } from '../../core/contract/practice';

/** Something of the practice network that was broken. */
export interface Broken {
  readonly text: string;
  /** It is over by itself then; null: only by a repair. */
  readonly untilMs: number | null;
}

/** `text`: what was done, as `disturb` says it. */
export function brokenBy(fault: PracticeFault, text: string, nowMs: number): Broken {
  switch (fault.kind) {
    case 'carrier-down':
      return { text, untilMs: nowMs + fault.seconds * 1000 };
    case 'switch-denies':
      // Whether it has denied one already is not told here.
      return { text: `${text}, if none has come since`, untilMs: null };
    case 'cut-duct':
    case 'cut-resource':
    case 'raise-latency':
      return { text, untilMs: null };
  }
}

export const stillBroken = (broken: readonly Broken[], nowMs: number): readonly Broken[] =>
  broken.filter(({ untilMs }) => untilMs === null || nowMs < untilMs);
