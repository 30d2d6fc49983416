import type { EngineSettings } from '../engine';
import type { Condition, NetworkSubject } from '../model/network';

/** What became of a subject's condition: `steady`: nothing that matters; `changed`; `flaps`: it went down too often. */
export type FlapJudgement = 'steady' | 'changed' | 'flaps';

/**
 * Counts how often each thing went down within the window (N8). Only what has ever not been up is remembered.
 * A time that lies in the future was counted before the clock was put back: it counts no more. A clock put forward ends windows early.
 */
export class FlapCount {
  private readonly settings: Pick<EngineSettings, 'flapCount' | 'flapWindowMs'>;
  private readonly conditions = new Map<string, Condition>();
  private readonly fallsMs = new Map<string, readonly number[]>();

  constructor(settings: Pick<EngineSettings, 'flapCount' | 'flapWindowMs'>) {
    this.settings = settings;
  }

  /** What is known at the start: it has not just gone down. */
  begin(subject: NetworkSubject, condition: Condition): void {
    if (condition !== 'up') this.conditions.set(keyOf(subject), condition);
  }

  observe(subject: NetworkSubject, condition: Condition, atMs: number): FlapJudgement {
    const key = keyOf(subject);
    const before = this.conditions.get(key) ?? 'up';
    if (condition === before) return 'steady';
    if (condition === 'up') this.conditions.delete(key);
    else this.conditions.set(key, condition);
    if (before !== 'up') return 'changed';
    const within = (this.fallsMs.get(key) ?? []).filter((fallMs) => fallMs <= atMs && atMs - fallMs < this.settings.flapWindowMs);
    const falls = [...within, atMs];
    if (falls.length < this.settings.flapCount) {
      this.fallsMs.set(key, falls);
      return 'changed';
    }
    this.fallsMs.delete(key);
    return 'flaps';
  }
}

const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
