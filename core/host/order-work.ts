import { assertNever } from '../model/assert-never';

/** Where an order is worked on: while it is decided what it gets, and from then on, where carriers are waited for. */
export type Desk = 'booking' | 'carriers';

/** `to-carriers`: the rest of it is to be done there. */
export type WorkEnd = 'done' | 'to-carriers';

/**
 * Works on orders: one piece of work per order at a time, at most so many at once at each desk, the most urgent first. An order begins at the first desk:
 * what carriers take their time for keeps no other from being booked. One that is called again while it is worked on is taken up once more afterwards.
 */
export class OrderWork {
  private readonly waiting: Readonly<Record<Desk, WaitingOrders>> = { booking: new WaitingOrders(), carriers: new WaitingOrders() };
  private readonly running = new Map<string, { readonly desk: Desk; readonly priority: number }>();
  private readonly count: Record<Desk, number> = { booking: 0, carriers: 0 };
  private readonly again = new Map<string, number>();
  private idle: (() => void)[] = [];
  private readonly resting = new Map<string, (() => void)[]>();
  private isClosed = false;
  private readonly limits: Readonly<Record<Desk, number>>;
  private readonly work: (orderId: string, desk: Desk) => Promise<WorkEnd>;

  constructor(limits: Readonly<Record<Desk, number>>, work: (orderId: string, desk: Desk) => Promise<WorkEnd>) {
    this.limits = limits;
    this.work = work;
  }

  /** `priority`: 1 first. */
  call(orderId: string, priority: number): void {
    if (this.isClosed) return;
    if (this.running.has(orderId)) this.again.set(orderId, Math.min(priority, this.again.get(orderId) ?? priority));
    else this.waiting[this.waiting.carriers.has(orderId) ? 'carriers' : 'booking'].call(orderId, priority);
    this.start();
  }

  isWorkedOn(orderId: string): boolean {
    return this.running.has(orderId);
  }

  /** Worked on, or waiting for its turn. */
  isUnderWay(orderId: string): boolean {
    return this.running.has(orderId) || this.isWaiting(orderId);
  }

  /** How many are being booked, or wait for that. */
  get toBeBooked(): number {
    return this.waiting.booking.size + this.count.booking;
  }

  /** Resolves when the order is neither waiting nor worked on. */
  async atRest(orderId: string): Promise<void> {
    if (!this.isUnderWay(orderId)) return;
    await new Promise<void>((resolve) => this.resting.set(orderId, [...(this.resting.get(orderId) ?? []), resolve]));
  }

  /** Resolves when nothing is waiting or worked on. */
  async settled(): Promise<void> {
    if (this.isIdle) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Takes nothing up any more; resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const desk of desks) for (const orderId of this.waiting[desk].empty()) this.tellAtRest(orderId);
    this.again.clear();
    await this.settled();
  }

  private get isIdle(): boolean {
    return this.running.size === 0 && desks.every((desk) => this.waiting[desk].size === 0);
  }

  private isWaiting(orderId: string): boolean {
    return desks.some((desk) => this.waiting[desk].has(orderId));
  }

  private tellAtRest(orderId: string): void {
    const waiting = this.resting.get(orderId) ?? [];
    this.resting.delete(orderId);
    for (const resolve of waiting) resolve();
  }

  private start(): void {
    for (const desk of desks) {
      while (this.count[desk] < this.limits[desk]) {
        const next = this.waiting[desk].take();
        if (!next) break;
        this.begin(next.orderId, desk, next.priority);
      }
    }
    if (!this.isIdle) return;
    const idle = this.idle;
    this.idle = [];
    for (const resolve of idle) resolve();
  }

  private begin(orderId: string, desk: Desk, priority: number): void {
    this.running.set(orderId, { desk, priority });
    this.count[desk] += 1;
    let end: WorkEnd = 'done';
    void this.work(orderId, desk)
      .then((given) => (end = given))
      .finally(() => {
        this.running.delete(orderId);
        this.count[desk] -= 1;
        this.end(orderId, end, priority);
        this.start();
      });
  }

  private end(orderId: string, end: WorkEnd, priority: number): void {
    const calledAgain = this.again.get(orderId);
    this.again.delete(orderId);
    switch (end) {
      case 'to-carriers':
        if (this.isClosed) this.tellAtRest(orderId);
        else this.waiting.carriers.call(orderId, Math.min(priority, calledAgain ?? priority));
        return;
      case 'done':
        if (calledAgain !== undefined) this.waiting.booking.call(orderId, calledAgain);
        else this.tellAtRest(orderId);
        return;
      default:
        assertNever(end);
    }
  }
}

const desks: readonly Desk[] = ['booking', 'carriers'];

/** Orders that wait, by their urgency, and among equals in the order of the calls. However many there are, the next is found at once. */
class WaitingOrders {
  private readonly priorities = new Map<string, number>();
  /** By priority; few different ones. */
  private readonly byPriority = new Map<number, Set<string>>();

  get size(): number {
    return this.priorities.size;
  }

  has(orderId: string): boolean {
    return this.priorities.has(orderId);
  }

  /** The most urgent call counts. */
  call(orderId: string, priority: number): void {
    const known = this.priorities.get(orderId);
    if (known !== undefined && known <= priority) return;
    if (known !== undefined) this.leave(orderId, known);
    this.priorities.set(orderId, priority);
    this.byPriority.set(priority, (this.byPriority.get(priority) ?? new Set<string>()).add(orderId));
  }

  take(): { readonly orderId: string; readonly priority: number } | undefined {
    let priority = Infinity;
    for (const each of this.byPriority.keys()) priority = Math.min(priority, each);
    for (const orderId of this.byPriority.get(priority) ?? []) {
      this.leave(orderId, priority);
      this.priorities.delete(orderId);
      return { orderId, priority };
    }
    return undefined;
  }

  /** Gives all up. */
  empty(): readonly string[] {
    const all = [...this.priorities.keys()];
    this.priorities.clear();
    this.byPriority.clear();
    return all;
  }

  private leave(orderId: string, priority: number): void {
    const equals = this.byPriority.get(priority);
    equals?.delete(orderId);
    if (equals?.size === 0) this.byPriority.delete(priority);
  }
}
