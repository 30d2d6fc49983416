import { commit, type Engine, type EngineEvent } from '../engine';
import { serveOrders } from '../pools/serve-orders';
import type { Tx } from '../store/store';
import { Alarms } from './alarms';
import { Gathered } from './gathered';
import { Undertakings } from './undertakings';

/** Consults the conditions table when a time threshold passes, when a retry is due, and when a quarantine ends (V7), so that waiting orders never starve. */
export class PathWatch {
  private readonly alarms: Alarms;
  private readonly undertakings: Undertakings;
  /** When each was consulted about last; many changes together are one look at the store. */
  private readonly changed: Gathered<number>;
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
    this.alarms = new Alarms(engine.clock);
    this.undertakings = new Undertakings(engine, 'the watch over virtual paths');
    this.changed = new Gathered(this.undertakings, 'alarms', (paths) => this.setAlarms(paths));
  }

  /** What was due while no host ran is due now. */
  async start(): Promise<void> {
    for (const { id } of await this.engine.store.transaction((tx) => tx.paths.list())) this.consult(id);
    await this.undertakings.settled();
  }

  heard(event: EngineEvent): void {
    if (event.kind === 'path.changed') this.changed.add(event.pathId, event.atMs);
    if (event.kind === 'switch.compared') this.undertakings.persist(`switch ${event.switchId}`, () => this.consultAll(event.switchId));
  }

  settled(): Promise<void> {
    return this.undertakings.settled();
  }

  async close(): Promise<void> {
    this.alarms.close();
    this.undertakings.close();
    await this.settled();
  }

  private consult(pathId: string): void {
    this.undertakings.persist(`path ${pathId}`, () => commit(this.engine, (record) => serveOrders(this.engine, record, pathId)));
  }

  private async consultAll(switchId: string): Promise<void> {
    for (const { id } of await this.engine.store.transaction((tx) => tx.paths.ofSwitch(switchId))) this.consult(id);
  }

  private async setAlarms(changed: ReadonlyMap<string, number>): Promise<void> {
    const due = await this.engine.store.transaction(async (tx) => {
      const each: (readonly [string, number])[] = [];
      for (const [id, atMs] of changed) each.push([id, await nextDue(tx, id, atMs)]);
      return each;
    });
    for (const [id, atMs] of due) {
      if (!Number.isFinite(atMs)) this.alarms.clear(id);
      else
        this.alarms.set(id, atMs, () => {
          this.consult(id);
        });
    }
  }
}

/** What was due when the table was consulted last is seen to, or waits for something else than the time; Infinity: nothing is due. */
async function nextDue(tx: Tx, pathId: string, consultedAtMs: number): Promise<number> {
  const path = await tx.paths.get(pathId);
  if (!path) return Infinity;
  // Past its time is more than the threshold.
  const thresholdMs = path.startTimeMs === null ? null : path.startTimeMs + path.timeThresholdMs + 1;
  const due = [thresholdMs, path.retryAtMs, await tx.circuits.nextQuarantineEnd(pathId)];
  return Math.min(...due.filter((atMs) => atMs !== null && atMs > consultedAtMs).map(Number));
}
