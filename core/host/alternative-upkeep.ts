import type { Engine, OrderChanged } from '../engine';
import { sleep } from '../model/clock';
import { isFinal, type Order } from '../model/order';
import { keepAlternatives } from '../recovery/keep-alternatives';
import { tellFailure } from './announcements';
import type { HostParts } from './host-parts';
import type { Notices } from './notices';
import type { OrderCalls } from './order-calls';

/** Longest that looking after alternatives waits for notices and orders that are being worked on. */
const longestWaitMs = 1_000;

/** Looks after stored alternatives in the background, by priority: those that a change may concern, and those of orders whose route has changed. */
export class AlternativeUpkeep {
  private readonly engine: Engine;
  private readonly calls: OrderCalls;
  private readonly notices: Notices;
  /** Orders that alternatives are kept for. */
  private readonly kept = new Set<string>();
  private readonly pending = new Set<string>();
  /** Orders that ended before the start. */
  private readonly endedBefore = new Set<string>();
  /** Orders that could be given too few. */
  private readonly wanting = new Set<string>();
  private cancelRetry: (() => void) | null = null;
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;
  private isStarted = false;

  constructor({ engine, calls, notices }: HostParts) {
    this.engine = engine;
    this.calls = calls;
    this.notices = notices;
    engine.network.graph.follow((changed) => {
      if (!this.isStarted) return;
      for (const orderId of engine.network.view.routes.ordersWithAlternativesOver(changed)) this.call(orderId);
      this.retryWanting();
    });
  }

  enlist({ id, recovery, state }: Order): void {
    if (recovery === 'after') return;
    // One that has ended before it was read here may have some that nobody else lets go of.
    if (isFinal(state)) this.ended(id);
    else this.kept.add(id);
  }

  /** Looks at all of them once; before, what is known of the network may be stale. */
  start(): void {
    this.isStarted = true;
    for (const orderId of [...this.kept, ...this.endedBefore]) this.call(orderId);
    this.endedBefore.clear();
  }

  heard({ orderId, to }: OrderChanged): void {
    if (!this.isStarted && isFinal(to)) this.ended(orderId);
    if (this.kept.has(orderId) && (to === 'active' || isFinal(to))) this.call(orderId);
    if (isFinal(to)) this.kept.delete(orderId);
  }

  async settled(): Promise<void> {
    while (this.isRunning) await this.running;
  }

  async close(): Promise<void> {
    this.isStarted = false;
    this.pending.clear();
    this.cancelRetry?.();
    await this.running;
  }

  private ended(orderId: string): void {
    if (this.isStarted) this.call(orderId);
    else this.endedBefore.add(orderId);
  }

  private call(orderId: string): void {
    if (!this.isStarted) return;
    this.pending.add(orderId);
    if (this.isRunning) return;
    this.isRunning = true;
    this.running = this.run().finally(() => {
      this.isRunning = false;
    });
  }

  private async run(): Promise<void> {
    while (this.pending.size > 0 && !this.engine.isEnding()) {
      const called = [...this.pending];
      this.pending.clear();
      for (const { id, recovery } of await this.byPriority(called)) {
        if (recovery === 'after') continue;
        // Notices and restorations come first.
        const atRest = this.notices.settled().then(() => this.calls.settled());
        await Promise.race([atRest, sleep(this.engine.clock, longestWaitMs)]);
        await this.look(id);
      }
    }
  }

  private async byPriority(orderIds: readonly string[]): Promise<readonly Order[]> {
    try {
      const orders = await this.engine.store.transaction(async (tx) => {
        const read: (Order | undefined)[] = [];
        for (const id of orderIds) read.push(await tx.orders.get(id));
        return read.filter((order) => order !== undefined);
      });
      return orders.sort((one, other) => one.priority - other.priority);
    } catch (error) {
      if (!this.engine.isEnding()) await tellFailure(this.engine, 'stored alternatives', error);
      for (const id of orderIds) this.lookAgain(id);
      return [];
    }
  }

  private async look(orderId: string): Promise<void> {
    if (this.engine.isEnding()) return;
    try {
      if ((await keepAlternatives(this.engine, orderId)) === 'too-few') this.wanting.add(orderId);
      else this.wanting.delete(orderId);
    } catch (error) {
      if (!this.engine.isEnding()) await tellFailure(this.engine, `alternatives of order ${orderId}`, error);
      this.lookAgain(orderId);
    }
  }

  /** What could not be written, because the disk was full for a while, is judged again. */
  private lookAgain(orderId: string): void {
    this.wanting.add(orderId);
    this.retryWanting();
  }

  /** Something has changed: perhaps there is another one now. Not at every change. */
  private retryWanting(): void {
    if (this.wanting.size === 0 || this.cancelRetry || this.engine.isEnding()) return;
    this.cancelRetry = this.engine.clock.after(this.engine.settings.alternativesRetryMs, () => {
      this.cancelRetry = null;
      for (const orderId of this.wanting) this.call(orderId);
    });
  }
}
