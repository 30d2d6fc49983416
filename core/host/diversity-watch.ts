import { commit, type Engine, type OrderChanged } from '../engine';
import { isFinal, type Order } from '../model/order';
import { diversityKept } from '../recovery/diversity-kept';
import { tellFailure } from './announcements';

/**
 * Tells in the history when an order's required diversity is lost, because the other one or a carrier has moved, and when it is there again.
 * It moves nothing: the next move of the order mends it.
 */
export class DiversityWatch {
  private readonly engine: Engine;
  private readonly diverse = new Set<string>();
  /** By order, those that are to be apart from it. */
  private readonly dependants = new Map<string, Set<string>>();
  private readonly lost = new Set<string>();
  private readonly pending = new Set<string>();
  private readonly looking = new Set<Promise<void>>();
  private isStarted = false;

  constructor(engine: Engine) {
    this.engine = engine;
    engine.network.view.routes.follow((orderId) => {
      for (const concerned of [orderId, ...(this.dependants.get(orderId) ?? [])]) this.look(concerned);
    });
  }

  enlist({ id, diversity, state }: Order): void {
    if (!diversity?.isRequired || isFinal(state)) return;
    this.diverse.add(id);
    this.dependants.set(diversity.fromOrderId, (this.dependants.get(diversity.fromOrderId) ?? new Set<string>()).add(id));
  }

  /** What was lost before the start has been told. */
  async start(): Promise<void> {
    const { store, network } = this.engine;
    await store.transaction(async (tx) => {
      for (const orderId of this.diverse) {
        const order = await tx.orders.get(orderId);
        if (order && (await diversityKept(network.view, tx, order))?.isKept === false) this.lost.add(orderId);
      }
    });
    this.isStarted = true;
  }

  heard({ orderId, to }: OrderChanged): void {
    if (to === 'active') this.look(orderId);
    if (isFinal(to)) this.diverse.delete(orderId);
  }

  async settled(): Promise<void> {
    while (this.looking.size > 0) await Promise.all(this.looking);
  }

  /** Several changes at once are looked at once. */
  private look(orderId: string): void {
    if (!this.isStarted || !this.diverse.has(orderId) || this.pending.has(orderId)) return;
    this.pending.add(orderId);
    const look: Promise<void> = Promise.resolve()
      .then(() => {
        this.pending.delete(orderId);
        return this.judge(orderId);
      })
      .finally(() => this.looking.delete(look));
    this.looking.add(look);
  }

  private async judge(orderId: string): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    try {
      await commit(engine, async ({ tx, note, afterCommit }) => {
        const order = await tx.orders.get(orderId);
        if (!order?.diversity?.isRequired) return;
        const kept = await diversityKept(engine.network.view, tx, order);
        // While one of the two is not in service nothing is said: the next move may mend it.
        if (!kept || kept.isKept !== this.lost.has(orderId)) return;
        afterCommit(() => {
          if (kept.isKept) this.lost.delete(orderId);
          else this.lost.add(orderId);
        });
        await note(kept.isKept ? 'diversity.regained' : 'diversity.lost', orderId, kept.text);
      });
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, `diversity of order ${orderId}`, error);
      engine.clock.after(engine.settings.maxRetryMs, () => {
        this.look(orderId);
      });
    }
  }
}
