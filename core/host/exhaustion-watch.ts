import { commit, type Engine, type EngineEvent } from '../engine';
import { pathOutlook } from '../pools/path-outlook';
import { Alarms } from './alarms';
import { Undertakings } from './undertakings';

/** A path is judged no more often than this. */
const restMs = 60_000;

/** Warns once of each virtual path that is running out, and again only after it was not in between. */
export class ExhaustionWatch {
  private readonly judgedAtMs = new Map<string, number>();
  /** Whose judgement is put off. */
  private readonly awaited = new Set<string>();
  private readonly alarms: Alarms;
  private readonly undertakings: Undertakings;
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
    this.alarms = new Alarms(engine.clock);
    this.undertakings = new Undertakings(engine, 'the watch over paths that run out');
  }

  heard(event: EngineEvent): void {
    if (event.kind !== 'path.changed') return;
    const { pathId } = event;
    const nowMs = this.engine.clock.now();
    const judgedAtMs = this.judgedAtMs.get(pathId);
    // A clock that was set back puts no judgement off.
    if (judgedAtMs === undefined || Math.abs(nowMs - judgedAtMs) >= restMs) this.judge(pathId, nowMs);
    else if (!this.awaited.has(pathId)) {
      this.awaited.add(pathId);
      this.alarms.set(pathId, judgedAtMs + restMs, () => {
        this.judge(pathId, this.engine.clock.now());
      });
    }
  }

  settled(): Promise<void> {
    return this.undertakings.settled();
  }

  async close(): Promise<void> {
    this.alarms.close();
    await this.settled();
  }

  private judge(pathId: string, nowMs: number): void {
    this.judgedAtMs.set(pathId, nowMs);
    if (this.awaited.delete(pathId)) this.alarms.clear(pathId);
    this.undertakings.run(() => this.warn(pathId));
  }

  private warn(pathId: string): Promise<void> {
    return commit(this.engine, async ({ tx, note, atMs }) => {
      const path = await tx.paths.get(pathId);
      if (!path) {
        this.judgedAtMs.delete(pathId);
        return;
      }
      const wasLow = (await tx.paths.lowSince(pathId)) !== null;
      const { isLow, exhaustion, exhausts, pool, rate } = await pathOutlook(tx, path, this.engine.settings, atMs);
      if (isLow === wasLow) return;
      await tx.paths.putLow(pathId, isLow ? atMs : null);
      if (isLow)
        await note(
          'path.running-out',
          pathId,
          `${pool.left} of ${pool.total} identifiers are left; ${exhaustion.text}; ${exhausts.text}; rate of use: ${rate.text}`,
        );
    });
  }
}
