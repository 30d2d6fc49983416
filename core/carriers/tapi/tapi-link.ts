import type {
  CarrierLink,
  CarrierLinkEvent,
  CreateOutcome,
  DeleteOutcome,
  ReadOutcome,
  RerouteOutcome,
  ServiceRequest,
  Unsettled,
} from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import { LinkRecord } from '../record/link-record';
import { MessageLog } from '../record/message-log';
import type { Clock, NewId, Random } from '../../model/clock';
import { backoffMs } from '../../model/backoff';
import { clip } from './json';
import { standardLimits } from './limits';
import type { TapiLimits } from './limits';
import { isAboutOurs } from './restconf/failure';
import { faultInAuthority, faultInIdentity } from './restconf/identity';
import type { TlsIdentity } from './restconf/identity';
import { createLinkMemory } from './memory';
import type { LinkMemory } from './memory';
import { rerouteServiceAt } from './reroute-call';
import { createServiceAt, deleteServiceAt, readServiceAt } from './service-calls';
import type { ServiceContext } from './service-calls';
import { Session } from './session';

export interface TapiLinkOptions {
  readonly carrierId: string;
  /** The manager's address, `https://host:port`; its RESTCONF root is discovered. */
  readonly url: string;
  readonly tls: TlsIdentity;
  readonly mapping: CarrierMapping;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: NewId;
  readonly limits?: Partial<TapiLimits>;
  /** Where it notes what it asks and hears, for people. */
  readonly record?: LinkRecord;
}

/** The dedicated link to a manager that speaks TAPI 2.5.0 or 2.1.3 over RESTCONF (RFC 8040) with mutual TLS. */
export const createTapiLink = (options: TapiLinkOptions): CarrierLink => new TapiLink(options);

class TapiLink implements CarrierLink {
  readonly carrierId: string;
  readonly #options: TapiLinkOptions;
  readonly #limits: TapiLimits;
  readonly #subscriptionUuid: string;
  readonly #memory: LinkMemory;
  readonly #record: LinkRecord;
  #onEvent: (event: CarrierLinkEvent) => Promise<void> = () => Promise.resolve();
  #session: Session | null = null;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;
  #isDelivering = false;
  #endWait = (): void => undefined;
  /** Why the link is down, for those who ask for something meanwhile. */
  #downReason = 'it is not open yet';

  constructor(options: TapiLinkOptions) {
    this.#options = options;
    this.carrierId = options.carrierId;
    this.#limits = { ...standardLimits, ...options.limits };
    this.#subscriptionUuid = options.newId();
    this.#memory = createLinkMemory(options.mapping);
    this.#record = options.record ?? new LinkRecord(options.carrierId, new MessageLog(options.clock), options.clock);
  }

  open(onEvent: (event: CarrierLinkEvent) => Promise<void>): void {
    if (this.#session || this.#isClosed) throw new Error(`the link to ${this.carrierId} was opened before: create another one`);
    this.#onEvent = onEvent;
    this.#running = this.#run();
  }

  resynchronise(): void {
    if (this.#session?.isUp) this.#session.resynchronise();
  }

  createService(request: ServiceRequest): Promise<CreateOutcome> {
    return this.#call((context) => createServiceAt(context, request));
  }

  readService(uuid: string): Promise<ReadOutcome> {
    return this.#call((context) => readServiceAt(context, uuid));
  }

  rerouteService(request: ServiceRequest): Promise<RerouteOutcome> {
    return this.#call((context) => rerouteServiceAt(context, request));
  }

  deleteService(uuid: string): Promise<DeleteOutcome> {
    return this.#call((context) => deleteServiceAt(context, uuid));
  }

  /** An answer that the end of the session swallowed says nothing about the manager: the link was lost. */
  async #call<T extends CreateOutcome | ReadOutcome | RerouteOutcome | DeleteOutcome>(
    call: (context: ServiceContext) => Promise<T>,
  ): Promise<T | Unsettled> {
    const session = this.#session;
    const context = this.#serviceContext();
    if (typeof context === 'string') return { kind: 'unsettled', reason: context, isLinkLost: true };
    const outcome = await call(context);
    if (outcome.kind !== 'unsettled' || (session === this.#session && session?.isUp)) return outcome;
    return { kind: 'unsettled', reason: `the link to ${this.carrierId} was lost before the answer came`, isLinkLost: true };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#downReason = 'it is closed';
    this.#endWait();
    await this.#session?.close(true);
    // Whoever closes from inside an event's handler cannot wait for that handler.
    if (!this.#isDelivering) await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, random } = this.#options;
    let attempt = 0;
    let reported: string | null = null;
    while (!this.#hasEnded()) {
      const { reason, upMs, isOurCertificate } = await this.#liveOnce();
      if (this.#hasEnded()) return;
      if (upMs !== null) reported = null;
      if (upMs !== null && upMs >= this.#limits.backoffMaxMs) attempt = 0;
      this.#downReason = reason;
      // The same reason again is no news.
      if (reason !== reported) this.#record.noteLink('down', reason, 'major');
      if (reason !== reported) await this.#emit({ kind: 'down', reason, atMs: clock.now(), isOurCertificate });
      reported = reason;
      await this.#wait(backoffMs(attempt, this.#limits.backoffMinMs, this.#limits.backoffMaxMs, random));
      attempt += 1;
    }
  }

  #hasEnded(): boolean {
    return this.#isClosed;
  }

  /** One session, to its end; `upMs` is how long it was up, null if it never was. */
  async #liveOnce(): Promise<{ readonly reason: string; readonly upMs: number | null; readonly isOurCertificate: boolean }> {
    const { url, tls, mapping, clock } = this.#options;
    const fault = faultInAddress(url);
    if (fault !== null) return { reason: fault, upMs: null, isOurCertificate: false };
    const unfit = faultInIdentity(tls, clock.now());
    if (unfit !== null) return { reason: unfit, upMs: null, isOurCertificate: faultInAuthority(tls, clock.now()) === null };
    let upSinceMs = null as number | null;
    const emit = (event: CarrierLinkEvent): Promise<void> => {
      if (event.kind === 'up' && upSinceMs === null) {
        upSinceMs = event.atMs;
        this.#record.noteLink('up', `the link to ${url} is up`);
      }
      return this.#emit(event);
    };
    const session = new Session({
      url,
      tls,
      mapping,
      clock,
      limits: this.#limits,
      subscriptionUuid: this.#subscriptionUuid,
      memory: this.#memory,
      record: this.#record,
      emit,
    });
    this.#session = session;
    const upMs = (): number | null => (upSinceMs === null ? null : clock.now() - upSinceMs);
    try {
      const reason = await session.live();
      return { reason, upMs: upMs(), isOurCertificate: isAboutOurs(reason) };
    } catch (error) {
      // A bug on our side, in this link or in the handler of its events: told as what it is, and begun again from a full read.
      return {
        reason: `what the manager sent could not be processed on our side (${clip(String(error), 200)}): report this`,
        upMs: upMs(),
        isOurCertificate: false,
      };
    } finally {
      if (!this.#isClosed) await session.close(false);
    }
  }

  async #emit(event: CarrierLinkEvent): Promise<void> {
    if (this.#isClosed) return;
    this.#isDelivering = true;
    try {
      await this.#onEvent(event);
    } finally {
      this.#isDelivering = false;
    }
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(delayMs, resolve);
      this.#endWait = () => {
        cancel();
        resolve();
      };
    });
  }

  #serviceContext(): ServiceContext | string {
    const context = this.#isClosed ? null : (this.#session?.serviceContext() ?? null);
    return context ?? `the link to ${this.carrierId} is down (${this.#downReason}): nothing was sent`;
  }
}

function faultInAddress(url: string): string | null {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') return null;
  return `the manager's address "${clip(url, 100)}" is no https address: correct it in the carrier's settings`;
}
