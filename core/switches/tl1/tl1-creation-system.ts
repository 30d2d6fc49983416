import { backoffMs } from '../../model/backoff';
import type { Clock, Random } from '../../model/clock';
import type { IdentifierRange } from '../../model/identifier-range';
import type {
  CircuitsOutcome,
  CircuitsRequest,
  ConnectOutcome,
  CreationSystem,
  CreationSystemEvent,
  CrossConnection,
  DeleteCircuitsOutcome,
  DisconnectOutcome,
  ReadCircuitsOutcome,
  Unsettled,
} from '../creation-system';
import type { TransportOutcome } from '../session-transport';
import type { Tl1Conversation } from './ask';
import { alarmsOf } from './autonomous';
import { createCircuitsAt, deleteCircuitsAt, readCircuitsAt } from './circuit-calls';
import { createCorrelationTags } from './correlation-tags';
import { connectAt, disconnectAt } from './cross-calls';
import { createEventQueue } from './event-queue';
import type { EventQueue } from './event-queue';
import { hiding } from './hiding';
import { standardLimits } from './limits';
import type { Tl1Limits } from './limits';
import { logIn } from './log-in';
import { Session } from './session';

export interface Tl1Options {
  readonly switchId: string;
  /** The switch's name of itself, which each command bears; empty: none is sent. */
  readonly tid: string;
  readonly user: string;
  readonly password: string;
  /** Opens a way to the switch; never throws. */
  readonly connect: (signal: AbortSignal) => Promise<TransportOutcome>;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits?: Partial<Tl1Limits>;
}

/** The connection creation system of a switch that speaks TL1 (GR-831), with the commands of a GranDSLAM 4200 (V11). */
export const createTl1CreationSystem = (options: Tl1Options): CreationSystem => new Tl1CreationSystem(options);

interface Life {
  readonly reason: string;
  /** How long it was up; null: it never was. */
  readonly upMs: number | null;
  readonly isLoginRefused: boolean;
}

class Tl1CreationSystem implements CreationSystem {
  readonly switchId: string;
  readonly #options: Tl1Options;
  readonly #limits: Tl1Limits;
  readonly #tags;
  readonly #hide: (text: string) => string;
  readonly #conversation: Tl1Conversation;
  readonly #closing = new AbortController();
  #events: EventQueue | null = null;
  /** The session while it is up. */
  #session: Session | null = null;
  #running: Promise<void> = Promise.resolve();
  #downReason = 'it is not open yet';

  constructor(options: Tl1Options) {
    this.#options = options;
    this.switchId = options.switchId;
    this.#limits = { ...standardLimits, ...options.limits };
    this.#tags = createCorrelationTags(options.random);
    this.#hide = hiding(options.password);
    this.#conversation = {
      send: (command, signal) => this.#session?.send(command, signal) ?? Promise.resolve(this.#downOutcome()),
      pause: (attempt, signal) =>
        this.#pause(backoffMs(attempt, this.#limits.busyMinMs, this.#limits.busyMaxMs, options.random), signal ?? null),
      limits: this.#limits,
      hide: this.#hide,
      knowsAll: { isDoubted: false },
    };
  }

  open(onEvent: (event: CreationSystemEvent) => Promise<void>): void {
    if (this.#events || this.#isClosed()) throw new Error(`the session with ${this.switchId} was opened before: create another one`);
    const { clock } = this.#options;
    this.#events = createEventQueue({
      deliver: onEvent,
      // What it was told of is read again when the session is up again.
      onFailure: (error) => {
        this.#session?.end(`what the switch told could not be processed on our side (${String(error).slice(0, 200)}): report this`);
      },
      clock,
      limits: this.#limits,
    });
    this.#running = this.#run(this.#events);
  }

  createCircuits(request: CircuitsRequest, signal?: AbortSignal, onSent?: () => void): Promise<CircuitsOutcome> {
    return this.#call(() => createCircuitsAt(this.#conversation, request, signal));
  }

  deleteCircuits(request: CircuitsRequest, signal?: AbortSignal): Promise<DeleteCircuitsOutcome> {
    return this.#call(() => deleteCircuitsAt(this.#conversation, request, signal));
  }

  readCircuits(vpi: number, range: IdentifierRange): Promise<ReadCircuitsOutcome> {
    return this.#call(() => readCircuitsAt(this.#conversation, vpi, range));
  }

  connect(cross: CrossConnection): Promise<ConnectOutcome> {
    return this.#call(() => connectAt(this.#conversation, cross));
  }

  disconnect(cross: CrossConnection): Promise<DisconnectOutcome> {
    return this.#call(() => disconnectAt(this.#conversation, cross));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#downReason = 'it is closed';
    const events = this.#events;
    // Whoever closes from inside the handler of an event cannot wait for that handler.
    const isInHandler = events?.isDelivering ?? false;
    const quiet = events?.close();
    const session = this.#session;
    this.#session = null;
    await session?.close();
    await this.#running;
    if (!isInHandler) await quiet;
  }

  async #call<Outcome>(call: () => Promise<Outcome>): Promise<Outcome | Unsettled> {
    return this.#session ? call() : this.#downOutcome();
  }

  #downOutcome(): Unsettled {
    const reason = `the session with ${this.switchId} is down (${this.#downReason}): nothing was sent`;
    return { kind: 'unsettled', reason, isLinkLost: true };
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #run(events: EventQueue): Promise<void> {
    const { clock, random } = this.#options;
    const { backoffMinMs, backoffMaxMs } = this.#limits;
    let attempt = 0;
    let reported: string | null = null;
    while (!this.#isClosed()) {
      const { reason, upMs, isLoginRefused } = await this.#liveOnce(events);
      if (this.#isClosed()) return;
      if (upMs !== null) reported = null;
      if (upMs !== null && upMs >= backoffMaxMs) attempt = 0;
      this.#downReason = reason;
      // The same reason again is no news, also where it names another command.
      const gist = reason.replace(/\bC\d{5}\b/g, '');
      if (gist !== reported) events.tell({ kind: 'down', reason, atMs: clock.now() });
      reported = gist;
      const leastMs = isLoginRefused ? backoffMaxMs / 2 : 0;
      await this.#pause(leastMs + backoffMs(attempt, backoffMinMs, backoffMaxMs - leastMs, random), null);
      attempt += 1;
    }
  }

  /** One session, from connecting to its loss. */
  async #liveOnce(events: EventQueue): Promise<Life> {
    const { connect, tid, user, password, clock } = this.#options;
    const opened = await connect(this.#closing.signal);
    if (opened.kind === 'failed') return { reason: this.#hide(opened.message), upMs: null, isLoginRefused: false };
    if (this.#isClosed()) {
      opened.transport.close();
      return { reason: 'it is closed', upMs: null, isLoginRefused: false };
    }
    const session = new Session({
      transport: opened.transport,
      tid,
      user,
      clock,
      limits: this.#limits,
      tags: this.#tags,
      onAutonomous: (message) => {
        for (const alarm of alarmsOf(message, this.#hide)) events.alarm(alarm);
      },
      onChanged: (reason) => {
        events.changed(this.#hide(reason));
      },
      hide: this.#hide,
    });
    const onClosing = (): void => {
      session.end('it is closed');
    };
    this.#closing.signal.addEventListener('abort', onClosing, { once: true });
    const login = await logIn(session, { tid, user, password }, this.#hide);
    this.#closing.signal.removeEventListener('abort', onClosing);
    if (login.kind === 'failed') {
      session.end(login.reason);
      return { reason: login.reason, upMs: null, isLoginRefused: login.isRefused };
    }
    if (this.#isClosed()) {
      await session.close();
      return { reason: 'it is closed', upMs: null, isLoginRefused: false };
    }
    this.#session = session;
    const sinceMs = clock.now();
    events.tell({ kind: 'up', atMs: sinceMs });
    const reason = this.#hide(await session.ended);
    // Closing has taken it already.
    if (this.#session === session) this.#session = null;
    return { reason, upMs: clock.now() - sinceMs, isLoginRefused: false };
  }

  /** Ends early when the signal is aborted, or when all is closed. */
  #pause(delayMs: number, signal: AbortSignal | null): Promise<void> {
    const signals = [this.#closing.signal, ...(signal ? [signal] : [])];
    if (signals.some(({ aborted }) => aborted)) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        for (const each of signals) each.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#options.clock.after(delayMs, end);
      for (const each of signals) each.addEventListener('abort', end, { once: true });
    });
  }
}
