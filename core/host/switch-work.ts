import { commit, type ConnectedSwitch, type Engine, type EngineEvent } from '../engine';
import { compareSwitch } from '../flows/compare-switch';
import { assertNever } from '../model/assert-never';
import { formatTime } from '../model/clock';
import { serveOrders } from '../pools/serve-orders';
import type { CreationSystem, CreationSystemEvent, SwitchAlarm } from '../switches/creation-system';
import { BulkSender } from './bulk-sender';
import { GrowingDelay } from './growing-delay';
import { LineWork } from './line-work';
import { Ration } from './ration';
import { Undertakings } from './undertakings';

/** Alarms of one switch, and changes of its session, that are told one by one within a minute. */
const storm = { most: 20, windowMs: 60_000 };

/** All that goes on at one switch. While its session is up it is compared with the store first; only then anything is asked of it. */
export class SwitchWork implements ConnectedSwitch {
  readonly system: CreationSystem;
  isUp = false;
  readonly putOff = new Set<string>();
  readonly unsent = new Set<string>();
  private isInSession = false;
  /** What was told of this session's comparisons: once is enough. */
  private readonly told = new Set<string>();
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
  private readonly alarms: Ration;
  private readonly linkChanges: Ration;
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
    this.sender = new BulkSender(engine, system.switchId, this.undertakings, comparison, this.unsent, () => {
      this.useRoom();
    });
    this.lines = new LineWork(engine, system.switchId, this.undertakings, comparison);
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
    this.alarms = new Ration(engine.clock, storm, (count) => {
      this.tellMoreAlarms(count);
    });
    this.linkChanges = new Ration(engine.clock, storm, (count) => {
      this.tellMoreLinkChanges(count);
    });
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
    if (this.isComparing || !this.isInSession) return;
    this.undertakings.persist('comparison', () => this.compareAll());
  }

  settled(): Promise<void> {
    return this.undertakings.settled();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.stop();
    this.alarms.close();
    this.linkChanges.close();
    this.undertakings.close();
    await this.system.close();
    await this.settled();
  }

  private async compareAll(): Promise<void> {
    if (this.isComparing) return;
    this.isComparing = true;
    try {
      while (this.isComparisonWanted && this.isInSession) await this.compareOnce();
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
    const comparison = await compareSwitch(this.engine, this.switchId);
    if (comparison.kind === 'not-heard') {
      const reason = `what it holds could not be read: ${comparison.reason}`;
      await this.tellOnce('switch.not-compared', this.switchId, `${reason}; nothing is asked of it until it is compared`);
      this.compareLater();
      return;
    }
    for (const { pathId, words } of comparison.unread)
      await this.tellOnce('path.not-compared', pathId, `the switch refuses to say what it holds of it: ${words}`);
    // The others go on meanwhile.
    if (comparison.unread.length > 0) this.compareLater();
    else this.delays.reset('comparison');
    if (!this.isUp) await this.begin();
    if (this.isUp) this.lines.resume();
  }

  private compareLater(): void {
    this.cancelComparison = this.engine.clock.after(this.delays.next('comparison'), () => {
      this.compare();
    });
  }

  /** From now on something is asked of it. */
  private async begin(): Promise<void> {
    if (!this.isInSession || !(await this.sender.resume())) return;
    this.isUp = true;
    this.engine.announce({ kind: 'switch.compared', switchId: this.switchId });
  }

  private async tellOnce(event: string, subject: string, text: string): Promise<void> {
    if (this.told.has(`${event} ${subject}`)) return;
    await commit(this.engine, ({ note }) => note(event, subject, text));
    this.told.add(`${event} ${subject}`);
  }

  /** One path after the other that was put off, until there is no room again. */
  private useRoom(): void {
    if (this.putOff.size === 0) return;
    this.undertakings.persist('room', async () => {
      for (const pathId of [...this.putOff]) {
        // Consulted in vain, it is put off again.
        this.putOff.delete(pathId);
        await commit(this.engine, (record) => serveOrders(this.engine, record, pathId)).catch((error: unknown) => {
          this.putOff.add(pathId);
          throw error;
        });
        if (this.putOff.has(pathId) || !this.isUp) return;
      }
    });
  }

  /** Never throws: a creation system goes on telling, whatever cannot be written for a while. */
  private onEvent(event: CreationSystemEvent): void {
    if (this.isClosed) return;
    switch (event.kind) {
      case 'up':
        this.isInSession = true;
        this.told.clear();
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
    this.isInSession = false;
    this.isUp = false;
    this.putOff.clear();
    this.unsent.clear();
    this.cancelComparison?.();
    this.sender.pause();
    this.lines.pause();
  }

  /** Its state is always written; a session that comes and goes does not fill the history. */
  private markLink(isUp: boolean, detail: string, sinceMs: number): void {
    let isTold: boolean | null = null;
    this.undertakings.persist('link', () =>
      commit(this.engine, async ({ tx, note, tell }) => {
        const former = (await tx.switches.links()).find(({ switchId }) => switchId === this.switchId);
        if (former?.isUp === isUp && former.detail === detail) return;
        const isChanged = former?.isUp !== isUp;
        await tx.switches.putLink({ switchId: this.switchId, isUp, detail, sinceMs: isChanged ? sinceMs : former.sinceMs });
        // Once, however often it has to be written.
        if (isChanged || !isUp) isTold ??= this.linkChanges.take();
        if (isTold === true)
          await note(isUp ? 'switch.up' : 'switch.down', this.switchId, isUp ? `up since ${formatTime(sinceMs)}` : detail);
        tell({ kind: 'switch.changed', switchId: this.switchId, isUp });
      }),
    );
  }

  private tellMoreLinkChanges(count: number): void {
    this.undertakings.run(() =>
      commit(this.engine, async ({ tx, note }) => {
        const link = (await tx.switches.links()).find(({ switchId }) => switchId === this.switchId);
        const state = link?.isUp ? `it is up since ${formatTime(link.sinceMs)}` : `it is down: ${link?.detail ?? 'not connected'}`;
        await note('switch.changes', this.switchId, `${count} more changes of its session within a minute; ${state}`);
      }),
    );
  }

  /** A storm of alarms does not fill the history. */
  private tellAlarm({ severity, aid, condition, text }: SwitchAlarm): void {
    if (!this.alarms.take()) return;
    this.undertakings.run(() =>
      commit(this.engine, ({ note }) =>
        note('switch.alarm', this.switchId, `${severity}: ${aid} ${condition}${text === '' ? '' : `: ${text}`}`),
      ),
    );
  }

  private tellMoreAlarms(count: number): void {
    this.undertakings.run(() =>
      commit(this.engine, ({ note }) => note('switch.alarms', this.switchId, `${count} more alarms within a minute`)),
    );
  }
}
