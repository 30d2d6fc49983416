import type { CarrierLinkEvent } from '../carriers/carrier-link';
import { commit, OrderMovedError, type Engine } from '../engine';
import { compareCarrier } from '../flows/compare-carrier';
import { assertNever } from '../model/assert-never';
import type { Segment } from '../model/connection';
import type { Discrepancy } from '../model/discrepancy';
import type { NetworkSubject } from '../model/network';
import { markLink } from '../network/link-state';
import { notUp } from '../network/not-up';
import { receiveChange, receiveInventory } from '../network/receive-inventory';
import { assess, impairWhatIsHit } from '../recovery/assess';
import { RoundOfOrders } from './round-of-orders';
import { checkService, type ServiceCheck } from '../recovery/check-service';
import { recordComparison } from '../reconciliation/record-comparison';
import { tellFailure } from './announcements';
import { GrowingDelay } from './growing-delay';
import type { OrderCalls } from './order-calls';
import type { OnceAsked } from './store-after';
import { TurnTaking } from './turn-taking';

/** How long after a carrier's word about a service it is read: by then the notice of what caused it has come as well. */
const serviceCheckDelayMs = 300;

/** Whatever else is called comes before a move of a sound connection. */
const leastUrgent = 9;

export type Compared =
  /** `reading`: its number, counted for the carrier since the start. */
  | { readonly kind: 'compared'; readonly carrierId: string; readonly reading: number; readonly standing: readonly Discrepancy[] }
  | { readonly kind: 'lost'; readonly carrierId: string; readonly reason: string };

/** What carriers tell, and what operators enter of the network: one at a time, each judged by what the one before has entered. */
export class Notices {
  private readonly engine: Engine;
  private readonly calls: OrderCalls;
  private readonly turns = new TurnTaking();
  private readonly toCheck = new Set<string>();
  private readonly linkWatchers = new Set<() => void>();
  private readonly latest = new Map<string, CarrierLinkEvent>();
  private readonly readings = new Map<string, number>();
  private readonly comparisonWatchers = new Set<(compared: Compared) => void>();
  /** Of what could not be entered, because the disk was full for a while. */
  private readonly delays: GrowingDelay;
  private readonly round: RoundOfOrders;

  /** What carriers tell waits for as long as it is being read whom it may hit, and holds nobody else up. */
  private readonly reading: Pick<OnceAsked, 'until'>;

  constructor(engine: Engine, calls: OrderCalls, reading: Pick<OnceAsked, 'until'>) {
    this.engine = engine;
    this.calls = calls;
    this.reading = reading;
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
    this.round = new RoundOfOrders(engine, this.turns, {
      judged: async ({ toCheck }) => {
        await this.assessAndRestore([]);
        for (const serviceUuid of toCheck) this.checkLater(serviceUuid, serviceCheckDelayMs);
      },
      failed: (error) => this.failed(error),
      done: () => {
        this.delays.reset('news');
      },
    });
    engine.serviceWatch.handTo((serviceUuid, why) => {
      this.checkLater(serviceUuid, why === 'under-way' ? engine.settings.servicePollMs : this.delays.next(`service ${serviceUuid}`));
    });
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.take(work);
  }

  /** Whoever waits for a comparison waits no longer. */
  close(): void {
    for (const carrierId of this.engine.links.keys()) this.tellCompared({ kind: 'lost', carrierId, reason: 'the host is ending' });
  }

  async settled(): Promise<void> {
    do {
      await this.round.settled();
      await this.turns.settled();
    } while (this.round.isUnderWay);
  }

  async everyLinkUp(): Promise<void> {
    const { links, network } = this.engine;
    const isDisconnected = (carrierId: string): boolean => network.view.linkHolds.get(carrierId)?.kind === 'disconnected';
    if ([...links.keys()].every((carrierId) => !network.view.isStale(carrierId) || isDisconnected(carrierId))) return;
    await new Promise<void>((resolve) => this.linkWatchers.add(resolve));
    await this.everyLinkUp();
  }

  /** Tells of each comparison with a carrier that was read in full, once its consequences are entered; and that one was lost. */
  onCompared(watcher: (compared: Compared) => void): () => void {
    this.comparisonWatchers.add(watcher);
    return () => void this.comparisonWatchers.delete(watcher);
  }

  /** How often the carrier was read in full, those included that are being entered. */
  readingsOf(carrierId: string): number {
    return this.readings.get(carrierId) ?? 0;
  }

  private tellCompared(compared: Compared): void {
    for (const watcher of [...this.comparisonWatchers]) watcher(compared);
  }

  /** Reads a service back at once, with what follows for its order. */
  async checkNow(serviceUuid: string): Promise<ServiceCheck> {
    const check = await checkService(this.engine, serviceUuid);
    if (check.kind === 'entered') await this.take(() => this.assessAndRestore([]));
    return check;
  }

  /**
   * The network, or what may be used of it, has changed: what is hit is marked; what is impaired or waits is tried again, with an open mind about what carriers
   * refused. Call it in a turn. What was entered stays entered: if this fails it is told, and done again later. `everything`: it is not known what changed, or
   * something may have been missed: every order in service is judged, in turns of their own.
   */
  async onNews(changed: readonly NetworkSubject[] | 'everything'): Promise<void> {
    const { engine } = this;
    try {
      await this.assessAndRestore(changed === 'everything' ? [] : changed);
      await commit(engine, async ({ tx }) => {
        const impaired = await tx.orders.urgenciesInState(['impaired']);
        // Planned is also what an order is for a moment on its way: then it goes by what it was just refused.
        const waiting = (await tx.orders.urgenciesInState(['planned'])).filter(({ id }) => !this.calls.isWorkedOn(id));
        await tx.connections.forgetRefusals([...impaired, ...waiting].map(({ id }) => id));
      });
      await this.calls.callEach(['planned'], () => true);
      if (changed === 'everything') this.round.begin();
      else this.delays.reset('news');
    } catch (error) {
      if (engine.isEnding()) throw error;
      await this.failed(error);
    }
  }

  /** What was entered may not have been judged. */
  private async failed(error: unknown): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    await tellFailure(engine, 'news of the network', error);
    engine.clock.after(this.delays.next('news'), () => {
      if (!engine.isEnding()) void this.take(() => this.onNews('everything'));
    });
  }

  async onLinkEvent(carrierId: string, event: CarrierLinkEvent): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    this.latest.set(carrierId, event);
    try {
      const until = this.reading.until();
      if (until) await until;
      await this.enter(carrierId, event);
      if (event.kind === 'up') this.delays.reset(`link ${carrierId}`);
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, `link to ${carrierId}`, error);
      this.hearAgainLater(carrierId, event);
    }
  }

  /** What it told is not entered, and is not told twice: everything of it is read again; that it is down is entered, unless it has been heard since. */
  private hearAgainLater(carrierId: string, event: CarrierLinkEvent): void {
    this.engine.clock.after(this.delays.next(`link ${carrierId}`), () => {
      if (event.kind !== 'down') this.engine.links.get(carrierId)?.resynchronise();
      else if (this.latest.get(carrierId) === event) void this.onLinkEvent(carrierId, event);
    });
  }

  /** What comes of a carrier behind its removal, because its link is closed only then, is not entered: it would be there without its carrier. */
  private isKnown(carrierId: string): boolean {
    return this.engine.network.view.carriers.has(carrierId);
  }

  private async enter(carrierId: string, event: CarrierLinkEvent): Promise<void> {
    const { store, network, clock } = this.engine;
    switch (event.kind) {
      case 'up': {
        const reading = this.readingsOf(carrierId) + 1;
        this.readings.set(carrierId, reading);
        let changed: readonly NetworkSubject[] = [];
        const isEntered = await this.take(async () => {
          if (!this.isKnown(carrierId)) return false;
          changed = await receiveInventory(store, network, carrierId, event.inventory, event.atMs, clock.now());
          await markLink(store, network, carrierId, true, '', event.atMs);
          // What an earlier reading told, and a host did not live to judge, as well.
          changed = [...changed, ...notUp(network.view, carrierId)];
          await impairWhatIsHit(this.engine, changed);
          return true;
        });
        if (!isEntered) return;
        for (const wake of this.linkWatchers) wake();
        this.linkWatchers.clear();
        const seen = await compareCarrier(this.engine, carrierId, event.inventory);
        await this.take(() => this.onNews(changed));
        this.round.begin();
        if (!this.isKnown(carrierId)) return;
        const standing = await recordComparison(this.engine, carrierId, event.inventory, seen);
        await this.callOwedBy(carrierId, standing);
        this.tellCompared({ kind: 'compared', carrierId, reading, standing });
        return;
      }
      case 'down':
        await this.take(async () => {
          if (this.isKnown(carrierId)) await markLink(store, network, carrierId, false, event.reason, event.atMs);
        });
        this.tellCompared({ kind: 'lost', carrierId, reason: event.reason });
        return;
      case 'changed':
        return this.take(async () => {
          if (!this.isKnown(carrierId)) return;
          const changed = await receiveChange(store, network, carrierId, event.change, event.atMs, clock.now());
          await markLink(store, network, carrierId, true, '', event.atMs);
          if (changed.length > 0) await this.onNews(changed);
        });
      case 'service-changed':
        this.engine.serviceWatch.changed(event.serviceUuid);
        this.checkLater(event.serviceUuid, serviceCheckDelayMs);
        return;
      default:
        assertNever(event);
    }
  }

  /** Orders of which the carrier has not confirmed a deletion, or has not said where a segment is, or whose services are to be settled. */
  private async callOwedBy(carrierId: string, standing: readonly Discrepancy[]): Promise<void> {
    const { owed, making } = await this.engine.store.transaction(async (tx) => {
      const unsettled = [...(await tx.connections.segmentsInState(['deleting']))];
      for (const { id } of await tx.connections.inState(['releasing'])) {
        for (const { segmentId } of await tx.connections.carryOvers(id)) {
          const segment = await tx.connections.segment(segmentId);
          if (segment) unsettled.push(segment);
        }
      }
      const creating = await tx.connections.segmentsInState(['creating']);
      const ofCarrier = (segment: Segment): boolean => segment.carrierId === carrierId;
      return { owed: unsettled.filter(ofCarrier), making: creating.filter(ofCarrier) };
    });
    // What is under way may be confirmed by an answer that is older than this reading.
    for (const { id } of [...owed, ...making]) this.checkLater(id, serviceCheckDelayMs);
    const owing = new Set(owed.map(({ orderId }) => orderId));
    for (const { orderId, state } of standing) if (orderId !== null && state === 'under-way') owing.add(orderId);
    await this.calls.callSome([...owing]);
  }

  /** What is hit is marked, and everything impaired is taken up, the most urgent first; and what is asked to move, if it is whole again. */
  private async assessAndRestore(changed: readonly NetworkSubject[]): Promise<void> {
    const { toRestore, toCheck } = await assess(this.engine, changed);
    for (const serviceUuid of toCheck) this.checkLater(serviceUuid, serviceCheckDelayMs);
    for (const [index, orderId] of toRestore.entries()) this.calls.call(orderId, 1 + index / (toRestore.length + 1));
    // What was under way when the last host ended is taken up by `resume`, once links are up.
    const toMove = await this.engine.store.transaction(async (tx) => {
      const orders = await Promise.all((await tx.interventions.moves()).map(({ orderId }) => tx.orders.get(orderId)));
      return orders.filter((order) => order?.state === 'active').flatMap((order) => order?.id ?? []);
    });
    for (const orderId of toMove) this.calls.call(orderId, leastUrgent);
  }

  /** Several words about one service are looked at once. */
  private checkLater(serviceUuid: string, delayMs: number): void {
    if (this.toCheck.has(serviceUuid)) return;
    this.toCheck.add(serviceUuid);
    this.engine.clock.after(delayMs, () => {
      this.toCheck.delete(serviceUuid);
      void this.checkAndRestore(serviceUuid);
    });
  }

  private async checkAndRestore(serviceUuid: string): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    try {
      const check = await this.checkNow(serviceUuid);
      if (check.kind === 'deletion-owed') this.calls.callLater(check.orderId);
      if (check.kind !== 'unclear') this.delays.reset(`service ${serviceUuid}`);
    } catch (error) {
      if (engine.isEnding()) return;
      if (!(error instanceof OrderMovedError)) await tellFailure(engine, `service ${serviceUuid}`, error);
      this.checkLater(serviceUuid, this.delays.next(`service ${serviceUuid}`));
    }
  }
}
