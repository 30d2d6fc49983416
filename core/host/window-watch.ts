import type { Engine, EngineEvent } from '../engine';
import { advanceWindows } from '../interventions/windows/advance-windows';
import { Alarms } from './alarms';
import { tellFailure } from './announcements';
import type { Notices } from './notices';
import type { OrderCalls } from './order-calls';

/** How long after something happened to an order windows are looked at: what happens to many at once is looked at once. */
const lookDelayMs = 200;

/** What may let a window's orders go on: they moved, or may be moved again. */
const stirring = ['order.frozen', 'order.unfrozen', 'recovery.resumed'];

/** Takes maintenance windows on when their time comes, and when what they wait for has happened. */
export class WindowWatch {
  private readonly engine: Engine;
  private readonly calls: OrderCalls;
  private readonly notices: Notices;
  private readonly alarms: Alarms;
  private willLook = false;
  private willRetry = false;

  constructor(engine: Engine, calls: OrderCalls, notices: Notices) {
    this.engine = engine;
    this.calls = calls;
    this.notices = notices;
    this.alarms = new Alarms(engine.clock);
    engine.network.graph.follow(() => {
      if (this.isUnderWay()) this.retryLater();
    });
  }

  /** Looks now, in a turn of its own. A failure is told, and it is tried again. */
  async look(): Promise<void> {
    await this.notices.take(() => this.lookInTurn());
  }

  onEvent(event: EngineEvent): void {
    const isStirring =
      event.kind === 'order.changed' ||
      (event.kind === 'history.added' && (stirring.includes(event.entry.event) || event.entry.event.startsWith('move.')));
    if (isStirring && this.isUnderWay()) this.lookSoon(lookDelayMs);
  }

  close(): void {
    this.alarms.close();
  }

  private isUnderWay(): boolean {
    return [...this.engine.network.view.windows.values()].some(({ state }) => state !== 'planned');
  }

  /** The network has changed: perhaps what could not be moved away can be now. Not at every change. */
  private retryLater(): void {
    if (this.willRetry) return;
    this.willRetry = true;
    this.engine.clock.after(this.engine.settings.alternativesRetryMs, () => {
      this.willRetry = false;
      void this.look();
    });
  }

  private lookSoon(delayMs: number): void {
    if (this.willLook) return;
    this.willLook = true;
    this.engine.clock.after(delayMs, () => {
      this.willLook = false;
      void this.look();
    });
  }

  private async lookInTurn(): Promise<void> {
    const { engine } = this;
    if (engine.isEnding()) return;
    try {
      const { toCall, isReleased, nextMs } = await advanceWindows(engine);
      if (nextMs === null) this.alarms.clear('due');
      else this.alarms.set('due', nextMs, () => void this.look());
      for (const orderId of toCall) this.calls.call(orderId, 5);
      if (isReleased) await this.notices.onNews([]);
    } catch (error) {
      if (engine.isEnding()) return;
      await tellFailure(engine, 'maintenance windows', error);
      this.lookSoon(engine.settings.maxRetryMs);
    }
  }
}
