import type { SwitchCommand } from './commands';

/** What was ordered for the next commands. */
export type Fault = Extract<
  SwitchCommand,
  { readonly kind: 'deny' | 'partial' | 'repeat-later' | 'lose-answers' | 'late' | 'disconnect' | 'wrong-ctag' }
>;

/** Logging in and keeping the session alive are spared where no verb is named. */
const spared: readonly string[] = ['ACT-USER', 'CANC-USER', 'RTRV-HDR'];

/** How the switch behaves; forgotten with the process. */
export class Mood {
  slowMs = 0;
  /** Of each identifier of a change. */
  processingMs: number;
  silent: 'off' | 'carry-out' | 'ignore' = 'off';
  readonly #usualProcessingMs: number;
  #faults: readonly { readonly fault: Fault; readonly left: number }[] = [];

  constructor(processingMs: number) {
    this.#usualProcessingMs = processingMs;
    this.processingMs = processingMs;
  }

  order(fault: Fault): void {
    this.#faults = [...this.#faults, { fault, left: fault.count }];
  }

  /** What was ordered first of these kinds for such a command, once less from now on. */
  take<K extends Fault['kind']>(kinds: readonly K[], verb: string): Extract<Fault, { readonly kind: K }> | null {
    const isOne = (fault: Fault): fault is Extract<Fault, { readonly kind: K }> => kinds.some((kind) => kind === fault.kind);
    for (const ordered of this.#faults) {
      const { fault, left } = ordered;
      if (!isOne(fault) || !(fault.verb === undefined ? !spared.includes(verb) : fault.verb === verb)) continue;
      this.#faults = this.#faults.flatMap((each) => (each !== ordered ? [each] : left > 1 ? [{ fault, left: left - 1 }] : []));
      return fault;
    }
    return null;
  }

  heal(): void {
    this.slowMs = 0;
    this.processingMs = this.#usualProcessingMs;
    this.silent = 'off';
    this.#faults = [];
  }
}
