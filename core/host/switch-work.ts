import { commit, type ConnectedSwitch, type Engine, type EngineEvent } from '../engine';
import { compareSwitch } from '../flows/compare-switch';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import type { CreationSystem, CreationSystemEvent, SwitchAlarm } from '../switches/creation-system';
import { BulkSender } from './bulk-sender';
import { GrowingDelay } from './growing-delay';
import { LineWork } from './line-work';
import { Undertakings } from './undertakings';

/** Alarms of one switch that are told one by one within a minute; of more, how many there were. */
const alarmsPerMinute = 20;

/** All that goes on at one switch. While its session is up it is compared with the store first; only then anything is asked of it. */
export class SwitchWork implements ConnectedSwitch {
  readonly system: CreationSystem;
  isUp = false;
  private readonly undertakings: Undertakings;
  private readonly sender: BulkSender;
  private readonly lines: LineWork;
  private readonly delays: GrowingDelay;
  private cancelComparison: (() => void) | null = null;
  private isComparing = false;
  private isComparisonWanted = false;
  private isClosed = false;
  /** Of what it holds, told since the start. */
  private changes = 0;
  private alarmsTold = 0;
  private alarmsUntold = 0;
  private cancelAlarmMinute: (() => void) | null = null;
  private readonly engine: Engine;
  private readonly switchId: string;

  constructor(engine: Engine, system: CreationSystem) {
    this.engine = engine;
    this.system = system;
    this.switchId = system.switchId;
    this.undertakings = new Undertakings(engine, `switch ${system.switchId}`);
    const comparison = {
      changes: () => this.changes,
      want: () => {
        this.compare();
      },
    };
    this.sender = new BulkSender(engine, system.switchId, this.undertakings, comparison);
    this.lines = new LineWork(engine, system.switchId, this.undertakings, comparison);
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
  }

  open(): void {
    this.system.open((event) => {
      this.onEvent(event);
      return Promise.resolve();
    });
  }

  heard(event: EngineEvent): void {
    if (event.kind === 'circuit-order.changed' && event.switchId === this.switchId) this.lines.moved(event);
    if (event.kind === 'path.changed' && event.switchId === this.switchId) {
      this.sender.look(event.pathId);
      this.lines.pathChanged(event.pathId);
    }
  }

  /** Reads what the switch holds of all paths, now or as soon as it answers. */
  compare(): void {
    this.isComparisonWanted = true;
    if (this.isComparing || !this.isUp) return;
    this.undertakings.persist('comparison', () => this.compareAll());
  }

  settled(): Promise<void> {
    return this.undertakings.settled();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.isUp = false;
    this.cancelComparison?.();
    this.cancelAlarmMinute?.();
    this.sender.pause();
    this.lines.pause();
    this.undertakings.close();
    await this.system.close();
    await this.settled();
  }

  private async compareAll(): Promise<void> {
    if (this.isComparing) return;
    this.isComparing = true;
    try {
      while (this.isComparisonWanted && this.isUp) await this.compareOnce();
    } catch (error) {
      this.isComparisonWanted = true;
      throw error;
    } finally {
      this.isComparing = false;
    }
  }

  private async compareOnce(): Promise<void> {
    this.isComparisonWanted = false;
    this.cancelComparison?.();
    if (await compareSwitch(this.engine, this.switchId)) {
      this.delays.reset('comparison');
      if (!this.isUp) return;
      this.sender.resume();
      this.lines.resume();
      return;
    }
    this.cancelComparison = this.engine.clock.after(this.delays.next('comparison'), () => {
      this.compare();
    });
  }

  /** Never throws: a creation system goes on telling, whatever cannot be written for a while. */
  private onEvent(event: CreationSystemEvent): void {
    if (this.isClosed) return;
    switch (event.kind) {
      case 'up':
        this.isUp = true;
        this.markLink(true, '', event.atMs);
        this.compare();
        return;
      case 'down':
        this.stop();
        this.markLink(false, event.reason, event.atMs);
        return;
      case 'changed':
        this.changes++;
        this.compare();
        return;
      case 'alarm':
        this.tellAlarm(event.alarm);
        return;
      default:
        assertNever(event);
    }
  }

  private stop(): void {
    this.isUp = false;
    this.cancelComparison?.();
    this.sender.pause();
    this.lines.pause();
  }

  private markLink(isUp: boolean, detail: string, sinceMs: number): void {
    this.undertakings.persist('link', () =>
      commit(this.engine, async ({ tx, note, tell }) => {
        const former = (await tx.switches.links()).find(({ switchId }) => switchId === this.switchId);
        if (former?.isUp === isUp && former.detail === detail) return;
        const isChanged = former?.isUp !== isUp;
        await tx.switches.putLink({ switchId: this.switchId, isUp, detail, sinceMs: isChanged ? sinceMs : former.sinceMs });
        if (isChanged || !isUp)
          await note(isUp ? 'switch.up' : 'switch.down', this.switchId, isUp ? `up since ${formatTime(sinceMs)}` : detail);
        tell({ kind: 'switch.changed', switchId: this.switchId, isUp });
      }),
    );
  }

  /** A storm of alarms does not fill the history. */
  private tellAlarm({ severity, aid, condition, text }: SwitchAlarm): void {
    this.cancelAlarmMinute ??= this.engine.clock.after(60_000, () => {
      this.cancelAlarmMinute = null;
      const untold = this.alarmsUntold;
      this.alarmsTold = 0;
      this.alarmsUntold = 0;
      if (untold === 0) return;
      this.undertakings.run(() =>
        commit(this.engine, ({ note }) => note('switch.alarms', this.switchId, `${untold} more alarms within a minute`)),
      );
    });
    if (this.alarmsTold >= alarmsPerMinute) {
      this.alarmsUntold += 1;
      return;
    }
    this.alarmsTold += 1;
    this.undertakings.run(() =>
      commit(this.engine, ({ note }) =>
        note('switch.alarm', this.switchId, `${severity}: ${aid} ${condition}${text === '' ? '' : `: ${text}`}`),
      ),
    );
  }
}
