import type { Engine, EngineEvent } from '../engine';
import { isFinal, type OrderState } from '../model/order';
import { followOrder } from '../reconciliation/follow-order';
import { isOrphanToRemove, removeOrphan } from '../reconciliation/remove-orphan';
import { tellFailure } from './announcements';
import { GrowingDelay } from './growing-delay';
import type { Compared, Notices } from './notices';

/** What becomes of an order may settle what differs about it. */
const tellingStates: readonly OrderState[] = ['active', 'impaired'];

/** Carries out what was asked for about services that no order wants, and keeps orders' discrepancies to where the orders are (N11). */
export class DiscrepancyWork {
  private readonly engine: Engine;
  private readonly delays: GrowingDelay;
  /** Orders with discrepancies that stand, so that the others cost nothing. */
  private readonly concerned = new Set<string>();
  private readonly removing = new Map<string, Promise<void>>();
  private readonly following = new Set<Promise<void>>();

  constructor(engine: Engine, notices: Notices) {
    this.engine = engine;
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
    notices.onCompared((compared) => {
      this.onCompared(compared);
    });
  }

  /** What the last host left. */
  async start(): Promise<void> {
    const standing = await this.engine.store.transaction((tx) => tx.discrepancies.standing());
    for (const { orderId } of standing) if (orderId !== null) this.concern(orderId);
    for (const discrepancy of standing) if (isOrphanToRemove(discrepancy)) void this.remove(discrepancy.id);
    for (const orderId of [...this.concerned]) this.follow(orderId);
  }

  heard(event: EngineEvent): void {
    if (event.kind === 'order.changed') {
      if (this.concerned.has(event.orderId) && (tellingStates.includes(event.to) || isFinal(event.to))) this.follow(event.orderId);
    } else if (event.kind === 'history.added' && event.entry.event.startsWith('move.') && this.concerned.has(event.entry.subject))
      this.follow(event.entry.subject);
  }

  concern(orderId: string): void {
    this.concerned.add(orderId);
  }

  /** Has the carrier delete the service; one request at a time, again and again while it is heard and does not confirm. */
  remove(id: string): Promise<void> {
    const known = this.removing.get(id);
    if (known) return known;
    const removal = this.removeOnce(id).finally(() => this.removing.delete(id));
    this.removing.set(id, removal);
    return removal;
  }

  async settled(): Promise<void> {
    while (this.following.size + this.removing.size > 0) await Promise.all([...this.following, ...this.removing.values()]);
  }

  private onCompared(compared: Compared): void {
    if (compared.kind !== 'compared') return;
    for (const discrepancy of compared.standing) {
      if (discrepancy.orderId !== null) {
        this.concern(discrepancy.orderId);
        // It may have come to rest before it was known to be concerned; a latency was compared just now.
        if (discrepancy.kind !== 'latency-drift' || discrepancy.state === 'under-way') this.follow(discrepancy.orderId);
      }
      if (isOrphanToRemove(discrepancy)) void this.remove(discrepancy.id);
    }
  }

  private async removeOnce(id: string): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    try {
      const outcome = await removeOrphan(engine, id);
      if (outcome === 'settled') this.delays.reset(id);
      if (outcome === 'unconfirmed') this.removeLater(id);
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, `removal of discrepancy ${id}`, error);
      this.removeLater(id);
    }
  }

  private removeLater(id: string): void {
    this.engine.clock.after(this.delays.next(id), () => void this.remove(id));
  }

  private follow(orderId: string): void {
    const follow: Promise<void> = this.followOnce(orderId).finally(() => this.following.delete(follow));
    this.following.add(follow);
  }

  private async followOnce(orderId: string): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    try {
      if (!(await followOrder(engine, orderId))) this.concerned.delete(orderId);
    } catch (error) {
      // The next comparison, or the order's next state, brings it up again.
      if (!engine.isEnding()) await tellFailure(engine, `discrepancies of order ${orderId}`, error);
    }
  }
}
