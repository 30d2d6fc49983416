import { commit, type Engine, type OrderChanged } from '../engine';
import { isFinal, type Order } from '../model/order';
import { SubjectIndex } from '../network/subject-index';
import { subjectsOf } from '../network/routes-in-use';
import { judgeRevert } from '../recovery/judge-revert';
import { tellFailure } from './announcements';
import type { OrderCalls } from './order-calls';

/**
 * Has orders return to their first route once everything on it has been whole for the wait-to-restore time. If it breaks meanwhile the wait begins
 * anew, and so it does at a start. The wait is measured by a timer, so a clock that jumps neither shortens nor lengthens it.
 */
export class Reversions {
  private readonly engine: Engine;
  private readonly calls: OrderCalls;
  private readonly reverting = new Set<string>();
  private readonly waiting = new Map<string, () => void>();
  /** First routes of orders that are away from them. */
  private readonly homes = new SubjectIndex();
  private readonly looking = new Set<Promise<void>>();

  constructor(engine: Engine, calls: OrderCalls) {
    this.engine = engine;
    this.calls = calls;
    engine.network.graph.follow((changed) => {
      for (const orderId of this.homes.using(changed)) this.look(orderId);
    });
  }

  enlist({ id, revert, state }: Order): void {
    if (revert === 'automatic' && !isFinal(state)) this.reverting.add(id);
  }

  start(): void {
    for (const orderId of this.reverting) this.look(orderId);
  }

  heard({ orderId, to }: OrderChanged): void {
    if (to !== 'active') this.stopWaiting(orderId);
    else if (this.reverting.has(orderId)) this.look(orderId);
    if (isFinal(to)) this.reverting.delete(orderId);
  }

  async settled(): Promise<void> {
    while (this.looking.size > 0) await Promise.all(this.looking);
  }

  async close(): Promise<void> {
    for (const orderId of [...this.waiting.keys()]) this.stopWaiting(orderId);
    await this.settled();
  }

  private look(orderId: string, isDue = false): void {
    const look: Promise<void> = this.judge(orderId, isDue).finally(() => this.looking.delete(look));
    this.looking.add(look);
  }

  private stopWaiting(orderId: string): void {
    this.waiting.get(orderId)?.();
    this.waiting.delete(orderId);
  }

  /** `isDue`: it has been whole for long enough. */
  private async judge(orderId: string, isDue: boolean): Promise<void> {
    const { engine } = this;
    const { network, clock, settings } = engine;
    if (engine.isEnding()) return;
    try {
      const isAsked = await commit(engine, async ({ tx, note }) => {
        const judged = await judgeRevert(engine, tx, orderId);
        if (judged.kind === 'not-due') this.homes.remove(orderId);
        else this.homes.put(orderId, subjectsOf(network.view, judged.home));
        if (judged.kind !== 'whole') {
          this.stopWaiting(orderId);
          return false;
        }
        if (isDue && judged.against === '') {
          const text = `its first route has been whole for ${settings.waitToRestoreMs / 1000} s`;
          await tx.interventions.putMove({
            orderId,
            cause: 'revert',
            route: judged.home,
            text,
            actor: 'engine',
            requestedAtMs: clock.now(),
          });
          await note('revert.asked', orderId, text);
          return true;
        }
        if (!this.waiting.has(orderId)) {
          if (!isDue)
            await note('revert.waits', orderId, `its first route is whole; it returns to it after ${settings.waitToRestoreMs / 1000} s`);
          this.wait(orderId);
        }
        return false;
      });
      if (isAsked) this.calls.call(orderId, 5);
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, `reversion of order ${orderId}`, error);
      clock.after(settings.maxRetryMs, () => {
        if (this.reverting.has(orderId) && !this.waiting.has(orderId)) this.look(orderId, isDue);
      });
    }
  }

  private wait(orderId: string): void {
    const { clock, settings } = this.engine;
    this.waiting.set(
      orderId,
      clock.after(settings.waitToRestoreMs, () => {
        this.waiting.delete(orderId);
        this.look(orderId, true);
      }),
    );
  }
}
