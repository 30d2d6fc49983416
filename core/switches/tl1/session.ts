import { assertNever } from '../../model/assert-never';
import { span } from '../../model/clock';
import type { Clock } from '../../model/clock';
import type { Unsettled } from '../creation-system';
import type { SessionTransport } from '../session-transport';
import { changeIn, createNumberWatch } from './autonomous';
import { commandText, word } from './command-text';
import type { Tl1Command } from './command-text';
import type { CorrelationTags } from './correlation-tags';
import { errorCodesIn } from './error-codes';
import type { Tl1Limits } from './limits';
import type { Acknowledgement, AutonomousMessage, Tl1Message, Tl1Response } from './messages';
import type { CommandOutcome } from './outcome';
import { createTl1Parser } from './parser';

export interface SessionOptions {
  readonly transport: SessionTransport;
  readonly tid: string;
  readonly user: string;
  readonly clock: Clock;
  readonly limits: Tl1Limits;
  readonly tags: CorrelationTags;
  readonly onAutonomous: (message: AutonomousMessage) => void;
  /** What the switch holds may not be what was read of it. */
  readonly onChanged: (reason: string) => void;
  /** Takes what is secret out of a text. */
  readonly hide: (text: string) => string;
}

/** Whose turn it is first; among the same, who asked first. */
const turns = ['probe', 'bulk', 'single'] as const;

/** `bulk`: of what is done for whole paths; `single`: of what is done for one circuit. */
export type Turn = (typeof turns)[number];

interface Order {
  readonly command: Tl1Command;
  readonly turn: Turn;
  readonly patienceMs: number;
  readonly onSent: () => void;
  readonly resolve: (outcome: CommandOutcome) => void;
  /** Whoever asked does not wait any more. */
  isGivenUp: boolean;
}

interface UnderWay extends Order {
  readonly tag: string;
  readonly texts: string[];
  length: number;
  /** Something came from the switch since it was sent. */
  isHeard: boolean;
  /** Over once no further patience is given. */
  readonly longest: ReturnType<typeof span>;
  /** Why the answer is not to be expected any more. */
  stray: string | null;
}

/**
 * One session with a switch over an open transport: commands and their answers, until it is lost.
 *
 * One command is under way at a time. Units of this kind carry commands out one after another anyway; and where an answer comes under a wrong
 * tag, it can never be the tag of another command that is waited for, and so be taken for that one's answer.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #numbers = createNumberWatch();
  readonly #waiting: Order[] = [];
  readonly #unread: Tl1Message[] = [];
  #isReading = false;
  #current: UnderWay | null = null;
  #cancelDeadline = (): void => undefined;
  #cancelKeepAlive = (): void => undefined;
  #isHeard = false;
  #sid: string | null = null;
  #endedBecause: string | null = null;
  #onEnd: (reason: string) => void = () => undefined;
  /** Resolves with the reason when the session is over. */
  readonly ended: Promise<string>;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => (this.#onEnd = resolve));
    const { stream, ended } = options.transport;
    const parser = createTl1Parser((message) => this.#unread.push(message));
    stream.on('data', (bytes: Buffer) => {
      this.#isHeard = true;
      if (this.#current) this.#current.isHeard = true;
      parser.push(bytes);
      this.#readAll();
    });
    const lost = (): void =>
      void ended.then(({ text }) => {
        this.end(text);
      });
    stream.once('end', lost);
    stream.once('close', lost);
    stream.on('error', lost);
    this.#watchForSilence();
  }

  /** The switch’s name of itself, in its first answer; null: it has not answered yet. */
  get sid(): string | null {
    return this.#sid;
  }

  /**
   * By their turn, then in the order in which they are asked for: a bulk request has a time threshold, and the many cross-connections that may wait
   * would use it up. Once the signal is aborted nothing is waited for any more; what is not sent yet never is.
   */
  send(command: Tl1Command, turn: Exclude<Turn, 'probe'> = 'single', signal?: AbortSignal, onSent?: () => void): Promise<CommandOutcome> {
    return this.#enqueue(command, turn, this.#options.limits.answerMs, signal, onSent);
  }

  /** The session is over: what is under way is unsettled. */
  end(reason: string): void {
    if (this.#endedBecause !== null) return;
    this.#endedBecause = reason;
    this.#cancelDeadline();
    this.#cancelKeepAlive();
    const { transport, tags } = this.#options;
    if (this.#current) tags.giveUp(this.#current.tag);
    this.#current?.longest.cancel();
    for (const order of [this.#current, ...this.#waiting]) order?.resolve(this.#lost(order === this.#current));
    this.#current = null;
    this.#waiting.length = 0;
    transport.close();
    this.#onEnd(reason);
  }

  /** Logs out, if the switch is quick about it, and ends. */
  async close(): Promise<void> {
    const { clock, limits, user } = this.#options;
    const isBusy = this.#current !== null;
    if (this.#endedBecause === null && !isBusy && this.#sid !== null) {
      void this.#enqueue({ verb: 'CANC-USER', aid: word(user) }, 'single', limits.farewellMs).then(() => {
        this.end('it is closed');
      });
      const cancel = clock.after(limits.farewellMs, () => {
        this.end('it is closed');
      });
      await this.ended;
      cancel();
    }
    this.end('it is closed');
  }

  #lost(isSent: boolean): Unsettled {
    const words = isSent ? 'the session was lost before the answer came' : 'the session was lost before it was sent';
    return { kind: 'unsettled', reason: `${words}: ${this.#endedBecause ?? ''}`, isLinkLost: true };
  }

  #enqueue(
    command: Tl1Command,
    turn: Turn,
    patienceMs: number,
    signal?: AbortSignal,
    onSent: () => void = () => undefined,
  ): Promise<CommandOutcome> {
    if (this.#endedBecause !== null) return Promise.resolve(this.#lost(false));
    return new Promise((resolve) => {
      const order: Order = {
        command,
        turn,
        patienceMs,
        onSent,
        isGivenUp: false,
        resolve: (outcome) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(outcome);
        },
      };
      const giveUp = (): void => {
        this.#giveUp(order);
      };
      if (signal?.aborted === true) {
        order.resolve({ kind: 'unsettled', reason: 'it was given up before it was sent', isLinkLost: false });
        return;
      }
      signal?.addEventListener('abort', giveUp, { once: true });
      const before = this.#waiting.findIndex((waiting) => turns.indexOf(waiting.turn) > turns.indexOf(turn));
      this.#waiting.splice(before < 0 ? this.#waiting.length : before, 0, order);
      this.#sendNext();
    });
  }

  #giveUp(order: Order): void {
    const at = this.#waiting.indexOf(order);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (this.#current?.resolve === order.resolve) {
      this.#current.isGivenUp = true;
      this.#options.tags.giveUp(this.#current.tag);
    }
    const when = at >= 0 ? 'before it was sent' : 'before the answer came';
    order.resolve({ kind: 'unsettled', reason: `${order.command.verb} was given up ${when}`, isLinkLost: false });
  }

  #sendNext(): void {
    if (this.#current || this.#endedBecause !== null) return;
    const order = this.#waiting.shift();
    if (!order) return;
    const { transport, tags, tid, clock, limits } = this.#options;
    const tag = tags.next();
    const longest = span(clock, limits.longestMs);
    this.#current = { ...order, tag, texts: [], length: 0, isHeard: false, longest, stray: null };
    this.#expectWithin(order.patienceMs);
    transport.stream.write(commandText(order.command, tid, tag));
    order.onSent();
  }

  #expectWithin(delayMs: number): void {
    if (this.#current?.longest.isOver() === true) {
      this.#giveUpWaiting(this.#options.limits.longestMs);
      return;
    }
    this.#cancelDeadline();
    this.#cancelDeadline = this.#options.clock.after(delayMs, () => {
      this.#giveUpWaiting(delayMs);
    });
  }

  #giveUpWaiting(afterMs: number): void {
    const current = this.#current;
    if (!current) return;
    const { verb } = current.command;
    const why =
      current.stray === null
        ? `no answer to ${verb} (${current.tag}) came within ${afterMs / 1000} s`
        : `${current.stray}; ${verb} (${current.tag}) has no answer`;
    this.#settle({ kind: 'unsettled', reason: why, isLinkLost: false });
    if (!current.isHeard && verb !== 'RTRV-HDR' && this.#sid !== null) this.#probe(`the switch is silent: ${why}`);
  }

  #settle(outcome: CommandOutcome): void {
    const current = this.#current;
    if (!current) return;
    this.#cancelDeadline();
    current.longest.cancel();
    this.#current = null;
    if (outcome.kind === 'unsettled') this.#options.tags.giveUp(current.tag);
    else if (current.isGivenUp) this.#late(current.tag);
    current.resolve(outcome);
    this.#sendNext();
  }

  #late(tag: string): void {
    this.#options.onChanged(`a late answer came to a command that had been given up (${tag})`);
  }

  /** In order, also where an answer to what one of them makes us send comes in before the others are read. */
  #readAll(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    for (let message = this.#unread.shift(); message; message = this.#unread.shift()) this.#receive(message);
    this.#isReading = false;
  }

  #receive(message: Tl1Message): void {
    if (this.#endedBecause !== null) return;
    switch (message.kind) {
      case 'acknowledgement':
        this.#acknowledged(message);
        return;
      case 'response':
        this.#answered(message);
        return;
      case 'autonomous':
        this.#heard(message);
        return;
      case 'cut-off':
        if (message.ctag !== null && message.ctag === this.#current?.tag)
          this.#settle({ kind: 'unsettled', reason: message.reason, isLinkLost: false });
        else this.#options.onChanged(message.reason);
        return;
      default:
        assertNever(message);
    }
  }

  #acknowledged({ code, ctag }: Acknowledgement): void {
    const current = this.#current;
    // Only one command is under way: an acknowledgement that names none can mean no other.
    const isOurs = current !== null && (ctag === current.tag || ctag === '' || ctag === '0');
    if (!isOurs) {
      if (this.#options.tags.ownerOf(ctag) === 'unknown') this.#strayed(ctag);
    } else if (code === 'RL') this.#settle({ kind: 'repeat-later' });
    else this.#expectWithin(this.#options.limits.inProgressMs);
  }

  #answered({ ctag, sid, completion, text, isLast }: Tl1Response): void {
    const current = this.#current;
    if (ctag !== current?.tag) {
      const owner = this.#options.tags.ownerOf(ctag);
      if (owner === 'unknown') this.#strayed(ctag);
      else if (isLast) this.#late(ctag);
      return;
    }
    this.#sid ??= sid;
    current.texts.push(text);
    current.length += text.length;
    const { limits } = this.#options;
    if (current.length > limits.maxAnswerBytes) {
      const reason = `the answer to ${current.command.verb} (${current.tag}) is longer than ${limits.maxAnswerBytes} bytes: it was not kept`;
      this.#settle({ kind: 'unsettled', reason, isLinkLost: false });
    } else if (isLast) this.#complete(current, completion);
    else this.#expectWithin(limits.answerMs);
  }

  #complete({ command, texts }: UnderWay, completion: string): void {
    const text = texts.join('');
    // Its own doing, after a time without commands, say: logged in again, the same command may well be carried out.
    if (command.verb !== 'ACT-USER' && completion === 'DENY' && errorCodesIn(text)[0] === 'PLNA')
      this.end('the switch does not hold us for logged in any more (PLNA)');
    else this.#settle({ kind: 'answered', completion, text });
  }

  /** Whose it is cannot be told: what is under way is not taken to be answered by it, and most likely will not be. */
  #strayed(tag: string): void {
    const { hide, onChanged, limits } = this.#options;
    const what = `the switch answered under the correlation tag "${hide(tag)}", which no command of ours has: check with its maker`;
    if (!this.#current) {
      onChanged(what);
      return;
    }
    this.#current.stray ??= what;
    this.#expectWithin(limits.strayMs);
  }

  #heard(message: AutonomousMessage): void {
    const { onAutonomous, onChanged, user, tags, hide } = this.#options;
    const missed = this.#numbers.note(message.atag);
    if (missed !== null) onChanged(missed);
    const change = changeIn(message, user, tags);
    if (change !== null) onChanged(hide(change));
    onAutonomous(message);
  }

  #watchForSilence(): void {
    this.#cancelKeepAlive = this.#options.clock.after(this.#options.limits.keepAliveMs, () => {
      if (!this.#isHeard && !this.#current && this.#sid !== null) this.#probe('the switch does not answer any more');
      this.#isHeard = false;
      if (this.#endedBecause === null) this.#watchForSilence();
    });
  }

  /** Any answer at all will do, a refusal too. */
  #probe(reasonIfSilent: string): void {
    void this.#enqueue({ verb: 'RTRV-HDR' }, 'probe', this.#options.limits.probeMs).then((outcome) => {
      if (outcome.kind === 'unsettled') this.end(reasonIfSilent);
    });
  }
}
