import { OrderMovedError, type Engine } from '../engine';
import { advanceOrder } from '../flows/advance-order';
import type { Rest } from '../flows/order-steps';
import type { OrderState } from '../model/order';
import { Alarms } from './alarms';
import { tellFailure } from './announcements';
import { GrowingDelay } from './growing-delay';
import { OrderWork, type Desk, type WorkEnd } from './order-work';

/** Calls orders to be taken on by their flows: now, later, or when the time that they wait for has come. */
export class OrderCalls {
  private readonly engine: Engine;
  private readonly work: OrderWork;
  private readonly alarms: Alarms;
  /** With which orders were called last: those that wait are called again so. */
  private readonly urgency = new Map<string, number>();
  private readonly timers = new Map<string, () => void>();
  private readonly delays: GrowingDelay;

  constructor(engine: Engine) {
    this.engine = engine;
    const { concurrentBookings, concurrentOrders } = engine.settings;
    this.work = new OrderWork({ booking: concurrentBookings, carriers: concurrentOrders }, (orderId, desk) => this.workOn(orderId, desk));
    this.alarms = new Alarms(engine.clock);
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
  }

  /** `priority`: 1 first. */
  call(orderId: string, priority: number): void {
    this.urgency.set(orderId, priority);
    this.work.call(orderId, priority);
  }

  /** Those in one of the states. */
  async callEach(states: readonly OrderState[], isDue: (orderId: string) => boolean): Promise<void> {
    const orders = await this.engine.store.transaction((tx) => tx.orders.urgenciesInState(states));
    for (const { id, priority } of orders) if (isDue(id)) this.call(id, priority);
  }

  async callSome(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const orders = await this.engine.store.transaction((tx) => tx.orders.some(ids));
    for (const order of orders) this.call(order.id, order.priority);
  }

  /** Resolves when the order is neither waiting to be worked on nor worked on. */
  atRest(orderId: string): Promise<void> {
    return this.work.atRest(orderId);
  }

  callLater(orderId: string): void {
    this.engine.clock.after(this.delays.next(orderId), () => {
      this.call(orderId, 5);
    });
  }

  isWorkedOn(orderId: string): boolean {
    return this.work.isWorkedOn(orderId);
  }

  isUnderWay(orderId: string): boolean {
    return this.work.isUnderWay(orderId);
  }

  /** How many orders are being booked, or wait for that. */
  get toBeBooked(): number {
    return this.work.toBeBooked;
  }

  settled(): Promise<void> {
    return this.work.settled();
  }

  async close(): Promise<void> {
    this.alarms.close();
    for (const cancel of this.timers.values()) cancel();
    await this.work.close();
  }

  /** What it waits for is judged anew whenever it is taken up: one alarm, or one timer, per order. */
  private wake(orderId: string, end: Rest | 'try-again'): void {
    this.alarms.clear(orderId);
    this.timers.get(orderId)?.();
    this.timers.delete(orderId);
    if (typeof end !== 'object') {
      this.urgency.delete(orderId);
      return;
    }
    const call = (): void => {
      this.timers.delete(orderId);
      this.call(orderId, this.urgency.get(orderId) ?? 5);
    };
    if (end.restsUntilMs !== undefined) this.alarms.set(orderId, end.restsUntilMs, call);
    if (end.restsForMs !== undefined) this.timers.set(orderId, this.engine.clock.after(end.restsForMs, call));
  }

  private async workOn(orderId: string, desk: Desk): Promise<WorkEnd> {
    try {
      const end = await advanceOrder(this.engine, orderId, desk === 'carriers');
      if (end === 'to-carriers') return end;
      if (end === 'try-again') this.callLater(orderId);
      else this.delays.reset(orderId);
      this.wake(orderId, end);
    } catch (error) {
      if (this.engine.isEnding()) return 'done';
      if (error instanceof OrderMovedError) {
        this.call(orderId, 1);
        return 'done';
      }
      await tellFailure(this.engine, `order ${orderId}`, error);
      this.callLater(orderId);
    }
    return 'done';
  }
}
