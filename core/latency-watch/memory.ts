import type { NetworkSubject } from '../model/network';
import type { WatchedOrder } from '../store/store';
import { isInService } from './judge';
import { newParts, type Part, type Parts } from './parts';

/** What a transaction read, to be kept once it is durable. */
export interface Reading {
  /** The memory's state when it was read. */
  readonly stamp: number;
  readonly orders: readonly WatchedOrder[];
  readonly parts: Parts;
}

const mostRemembered = 10_000;

/**
 * What was read of orders in service and of what they run over, so that it is read once and not at each change. Whatever is written is forgotten within
 * the transaction that writes it, whether that succeeds or not; what was read is kept only once it is durable, and if it was not forgotten since.
 */
export class Memory {
  private readonly orders = new Map<string, WatchedOrder>();
  private parts = newParts();
  private forgotten = 0;
  /** When each of them was forgotten last, by its key; none of what was read before `allForgottenAt` is kept. */
  private forgottenAt = new Map<string, number>();
  private allForgottenAt = 0;

  get stamp(): number {
    return this.forgotten;
  }

  order(id: string): WatchedOrder | undefined {
    return this.orders.get(id);
  }

  part(kind: NetworkSubject['kind'], id: string): Part | undefined {
    return this.parts[kind].get(id);
  }

  forgetOrders(ids: Iterable<string>): void {
    for (const id of ids) {
      this.orders.delete(id);
      this.forget(`order ${id}`);
    }
  }

  forgetLatencies(subjects: readonly NetworkSubject[]): void {
    for (const { kind, id } of subjects) {
      this.parts[kind].delete(id);
      this.forget(`${kind} ${id}`);
    }
  }

  /** What a thing is like depends on what it stands on: where one changes, all are looked at anew. */
  forgetNetwork(): void {
    this.parts = newParts();
    this.forgetAllRead();
  }

  keep({ stamp, orders, parts }: Reading): void {
    if (stamp < this.allForgottenAt) return;
    const isFresh = (key: string): boolean => (this.forgottenAt.get(key) ?? 0) <= stamp;
    for (const order of orders) if (isInService(order.state) && isFresh(`order ${order.orderId}`)) this.orders.set(order.orderId, order);
    for (const kind of ['node', 'resource', 'interconnect', 'port'] as const)
      for (const [id, part] of parts[kind]) if (isFresh(`${kind} ${id}`)) this.parts[kind].set(id, part);
  }

  private forget(key: string): void {
    this.forgotten++;
    this.forgottenAt.set(key, this.forgotten);
    // Only what is being read now is compared with it.
    if (this.forgottenAt.size > mostRemembered) this.forgetAllRead();
  }

  private forgetAllRead(): void {
    this.forgotten++;
    this.forgottenAt.clear();
    this.allForgottenAt = this.forgotten;
  }
}
