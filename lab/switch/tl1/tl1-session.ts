import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import type { Listener } from '../announcer';
import { Denial } from '../denial';
import type { Fault } from '../mood';
import { isUser, type Unit } from '../unit';
import { CommandSplitter } from './command-splitter';
import { acknowledgementText, responseText, type Failure, type Outcome } from './messages';
import { prepare, type Prepared } from './prepare';
import { readCommand, unquoted, type Tl1Command } from './read-command';
import { readTrunkSpans } from './aids';

/** The way back to the client. */
export interface Tl1Output {
  /** How much waits to be taken. */
  readonly backlog: number;
  write(text: string): void;
  /** After what was written. */
  end(): void;
  /** At once. */
  cut(): void;
}

const mostUnderWay = 32;
const mostLogins = 3;
const mostBacklog = 8_000_000;

type AnswerFault = Extract<Fault, { readonly kind: 'lose-answers' | 'late' | 'disconnect' | 'wrong-ctag' }>;

/** One client's session: login first, then commands, each answered under its own tag. */
export class Tl1Session implements Listener {
  readonly number: number;
  readonly #unit: Unit;
  readonly #output: Tl1Output;
  readonly #decoder = new StringDecoder('utf8');
  readonly #splitter: CommandSplitter;
  /** Tags under way, each with how often. */
  readonly #underWay: string[] = [];
  #user: string | null = null;
  #failedLogins = 0;
  #isClosed = false;

  constructor(unit: Unit, output: Tl1Output) {
    this.#unit = unit;
    this.#output = output;
    unit.sessions += 1;
    this.number = unit.sessions;
    unit.announcer.listeners.add(this);
    this.#splitter = new CommandSplitter(
      (text) => {
        this.#begin(text);
      },
      () => {
        this.#respond('0', denied(new Denial('IISP', 'a command has no end')));
      },
    );
  }

  get isLoggedIn(): boolean {
    return this.#user !== null && !this.#isClosed;
  }

  take(bytes: Buffer): void {
    if (!this.#isClosed) this.#splitter.take(this.#decoder.write(bytes));
  }

  hear(text: string): void {
    this.#say(text);
    if (this.#output.backlog > mostBacklog) this.#output.cut();
  }

  /** The client is gone; what it asked for is carried out. */
  close(): void {
    this.#isClosed = true;
    this.#unit.announcer.listeners.delete(this);
  }

  #begin(text: string): void {
    if (text.trim() === '') return;
    this.#run(text).catch((error: unknown) => {
      process.stderr.write(`switch ${this.#unit.tid}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      this.#output.cut();
    });
  }

  async #run(text: string): Promise<void> {
    const { mood, bulkLog } = this.#unit;
    let command: Tl1Command;
    try {
      command = readCommand(text);
    } catch (error) {
      this.#respond('0', denied(denial(error)));
      return;
    }
    const entry = this.isLoggedIn ? this.#enter(command) : null;
    const done = (outcome: string, isAnswered: boolean) => {
      if (entry !== null) bulkLog.done(entry, outcome, isAnswered && !this.#isClosed, Date.now());
    };
    if (mood.silent === 'ignore') {
      done('none', false);
      return;
    }
    if (this.#underWay.length >= mostUnderWay || mood.take(['repeat-later'], command.code)) {
      done('RL', true);
      this.#say(acknowledgementText('RL', command.ctag));
      return;
    }
    this.#underWay.push(command.ctag);
    const fault = mood.take(['lose-answers', 'late', 'disconnect', 'wrong-ctag'], command.code);
    const acknowledge = setTimeout(() => {
      if (fault?.kind !== 'lose-answers') this.#say(acknowledgementText(command.code.startsWith('RTRV-') ? 'PF' : 'IP', command.ctag));
    }, this.#unit.acknowledgeMs);
    try {
      const carried = await this.#carryOut(command);
      if (!carried) return;
      if (fault?.kind === 'late') await pause(fault.ms);
      done(carried.outcome.kind, fault?.kind !== 'lose-answers' && fault?.kind !== 'disconnect' && !this.#isMute);
      this.#answer(command, carried.outcome, fault);
      carried.after();
    } finally {
      clearTimeout(acknowledge);
      this.#underWay.splice(this.#underWay.indexOf(command.ctag), 1);
    }
  }

  get #isMute(): boolean {
    return this.#unit.mood.silent !== 'off';
  }

  /** Null where the switch was restarted meanwhile. */
  async #carryOut(command: Tl1Command): Promise<{ readonly outcome: Outcome; after(): void } | null> {
    const { mood, tid } = this.#unit;
    const { life } = this.#unit;
    if (mood.slowMs > 0) await pause(mood.slowMs);
    if (life !== this.#unit.life) return null;
    const only = (outcome: Outcome) => ({ outcome, after: () => undefined });
    try {
      if (command.tid !== '' && command.tid !== tid) throw new Denial('IITA', `this is ${tid}, not ${command.tid}`);
      const refusal = mood.take(['deny'], command.code);
      if (refusal) throw new Denial(refusal.code, refusal.words);
      if (command.code === 'ACT-USER') return only(this.#logIn(command));
      if (this.#user === null) throw new Denial('PLNA', 'log in first, with ACT-USER');
      if (command.code === 'CANC-USER') return this.#logOut(command, this.#user);
      const prepared = prepare(this.#unit.multiplexer, command);
      if (prepared.kind === 'retrieve') return only({ kind: 'COMPLD', lines: prepared.lines() });
      return await this.#change(command, prepared, this.#user);
    } catch (error) {
      return only(denied(denial(error)));
    }
  }

  /** One identifier after another, whatever becomes of the others. */
  async #change(command: Tl1Command, prepared: Extract<Prepared, { readonly kind: 'change' }>, user: string) {
    const unit = this.#unit;
    const { mood, multiplexer, announcer, life } = unit;
    const done: number[] = [];
    const failures: Failure[] = [];
    const isCut = await unit.turns.take(async () => {
      const partial = mood.take(['partial'], command.code);
      for (let index = 0; index < prepared.count; index += 1) {
        if (mood.processingMs > 0) await pause(mood.processingMs);
        if (life !== unit.life) return true;
        try {
          if (partial && done.length >= partial.after) throw new Denial(partial.code ?? 'SROF', `${prepared.aidList([index])} failed`);
          prepared.change(index);
          done.push(index);
          if (mood.processingMs > 0) multiplexer.save();
        } catch (error) {
          const { code, message } = denial(error);
          failures.push({ code, words: message });
        }
      }
      if (mood.processingMs === 0 && done.length > 0) multiplexer.save();
      return false;
    });
    if (isCut) return null;
    const aids = prepared.aidList(done);
    return {
      outcome: outcomeOf(aids, done.length, failures),
      after: () => {
        if (done.length > 0) announcer.changed(command.code, aids, command.state, { source: command.ctag, user });
      },
    };
  }

  #logIn(command: Tl1Command): Outcome {
    if (this.#user !== null) throw new Denial('SNVS', `${this.#user} is logged in already: CANC-USER first`);
    // ACT-USER:[TID]:user:CTAG::password;
    const user = unquoted(command.aid);
    const { users } = this.#unit;
    const found = users.find((each) => each.user.toUpperCase() === user.toUpperCase());
    if (!found || !isUser(this.#unit, found.user, unquoted(command.positional))) {
      this.#failedLogins += 1;
      throw new Denial('PIUI', 'no such user, or not this password');
    }
    this.#user = found.user;
    return { kind: 'COMPLD', lines: [] };
  }

  #logOut(command: Tl1Command, user: string): { readonly outcome: Outcome; after(): void } {
    const named = unquoted(command.aid);
    if (named !== '' && named.toUpperCase() !== user.toUpperCase()) throw new Denial('PIUI', `${named} is not logged in here`);
    this.#user = null;
    return {
      outcome: { kind: 'COMPLD', lines: [] },
      after: () => {
        this.#output.end();
      },
    };
  }

  #answer(command: Tl1Command, outcome: Outcome, fault: AnswerFault | null): void {
    if (fault?.kind === 'lose-answers') return;
    const ctag =
      fault?.kind === 'wrong-ctag' ? (this.#underWay.find((each) => each !== command.ctag) ?? otherTag(command.ctag)) : command.ctag;
    if (fault?.kind === 'disconnect') {
      const text = this.#responseText(ctag, outcome);
      this.#say(text.slice(0, Math.ceil(text.length / 2)));
      this.#output.end();
      return;
    }
    this.#respond(ctag, outcome);
    if (this.#failedLogins >= mostLogins) this.#output.end();
  }

  #respond(ctag: string, outcome: Outcome): void {
    this.#say(this.#responseText(ctag, outcome));
  }

  #responseText(ctag: string, outcome: Outcome): string {
    return responseText({ tid: this.#unit.tid, atMs: Date.now() }, ctag, outcome, this.#unit.linesPerPart);
  }

  #say(text: string): void {
    if (!this.#isClosed && !this.#isMute) this.#output.write(text);
  }

  #enter({ code, ctag, aid }: Tl1Command): number | null {
    if (code !== 'ENT-VCL') return null;
    return this.#unit.bulkLog.received({ session: this.number, ctag, aid, vpis: vpisOf(aid) }, Date.now());
  }
}

function outcomeOf(aids: string, done: number, failures: readonly Failure[]): Outcome {
  if (failures.length === 0) return { kind: 'COMPLD', lines: [] };
  return done > 0 ? { kind: 'PRTL', done: aids, failures } : { kind: 'DENY', failures };
}

const denied = ({ code, message }: Denial): Outcome => ({ kind: 'DENY', failures: [{ code, words: message }] });

function denial(error: unknown): Denial {
  if (error instanceof Denial) return error;
  throw error;
}

function vpisOf(aid: string): readonly number[] {
  try {
    return [...new Set(readTrunkSpans(aid).map((span) => span.vpi))];
  } catch {
    return [];
  }
}

/** A tag of the same form that is not this one. */
const otherTag = (ctag: string): string => (ctag.endsWith('9') ? `${ctag.slice(0, -1)}8` : `${ctag.slice(0, -1)}9`);
