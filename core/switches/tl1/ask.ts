import type { SwitchRefusal, Unsettled } from '../creation-system';
import type { Tl1Command } from './command-text';
import { errorCodesIn, isBusy, refusalOf } from './error-codes';
import type { Tl1Limits } from './limits';
import type { CommandOutcome } from './outcome';

/** What calls to a switch are made with. */
export interface Tl1Conversation {
  send(command: Tl1Command, signal?: AbortSignal): Promise<CommandOutcome>;
  /** Before the next attempt at what was put off; `attempt` counts from 0. Ends at once where the signal is aborted. */
  pause(attempt: number, signal?: AbortSignal): Promise<void>;
  readonly limits: Pick<Tl1Limits, 'busyAttempts'>;
  /** Takes what is secret out of a text. */
  readonly hide: (text: string) => string;
  /** Whether the switch understands `ALL` for the circuits of a path: found out by asking. */
  readonly knowsAll: { isDoubted: boolean };
}

/** An answer that was given, in the terms of GR-831. */
export type Asked =
  | { readonly kind: 'done'; readonly text: string }
  /** `PRTL`: for some of the identifiers. */
  | { readonly kind: 'partly'; readonly text: string; readonly codes: readonly string[]; readonly refusal: SwitchRefusal }
  | { readonly kind: 'refused'; readonly text: string; readonly codes: readonly string[]; readonly refusal: SwitchRefusal }
  /** Put off again and again. */
  | { readonly kind: 'busy'; readonly refusal: SwitchRefusal }
  /** The signal was aborted before it was sent. */
  | { readonly kind: 'stopped' }
  | Unsettled;

/** Sends a command; what the switch puts off is sent again, with backoff, a bounded number of times. */
export async function ask(conversation: Tl1Conversation, command: Tl1Command, signal?: AbortSignal): Promise<Asked> {
  for (let attempt = 0; ; attempt++) {
    if (signal?.aborted === true) return { kind: 'stopped' };
    const asked = read(await conversation.send(command, signal), conversation);
    if (asked.kind !== 'busy' || attempt + 1 >= conversation.limits.busyAttempts) return asked;
    await conversation.pause(attempt, signal);
  }
}

function read(outcome: CommandOutcome, { hide }: Tl1Conversation): Asked {
  if (outcome.kind === 'unsettled') return { ...outcome, reason: hide(outcome.reason) };
  if (outcome.kind === 'repeat-later') return { kind: 'busy', refusal: { code: 'RL', message: 'the switch puts it off: repeat later' } };
  const { completion, text } = outcome;
  if (completion === 'COMPLD') return { kind: 'done', text };
  const codes = errorCodesIn(text);
  const refusal = refusalOf(completion, text, hide);
  if (completion === 'PRTL') return { kind: 'partly', text, codes, refusal };
  if (completion === 'DENY') return isBusy(codes) ? { kind: 'busy', refusal } : { kind: 'refused', text, codes, refusal };
  return { kind: 'unsettled', reason: `the switch answered ${completion}, which leaves open what became of it`, isLinkLost: false };
}
