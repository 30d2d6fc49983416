import type { LatencyDefault, LatencyReading, LatencySubject } from '../model/latency';
import { enterDefault, enterReading, withdrawDefault, withdrawReading, type LatencyEntry } from '../network/enter-latency';
import type { HostParts } from './host-parts';

export interface LatencyCommands {
  /** `by`: the operator's name, for the history; here and below. */
  enterReading(reading: LatencyReading, by?: string): Promise<LatencyEntry>;
  /** Takes back what was entered of a provenance: what is next in strength is in force again, or it is unknown. */
  withdrawReading(subject: LatencySubject, provenance: 'operator' | 'measured', by?: string): Promise<LatencyEntry>;
  enterDefault(value: Omit<LatencyDefault, 'setAtMs'>, by?: string): Promise<LatencyEntry>;
  /** What has no reading of its own there is unknown again. */
  withdrawDefault(value: Pick<LatencyDefault, 'scope' | 'scopeId'>, by?: string): Promise<LatencyEntry>;
}

/** Clocks that differ by less are not worth a word. */
const futureToleranceMs = 60_000;

export function latencyCommands({ engine, notices }: HostParts): LatencyCommands {
  const { store, network, clock } = engine;
  const entered = (enter: () => Promise<LatencyEntry>): Promise<LatencyEntry> =>
    notices.take(async () => {
      const entry = await enter();
      if (entry.kind === 'entered' && entry.changed.length > 0) await notices.onNews(entry.changed);
      return entry;
    });
  return {
    async enterReading(reading, by) {
      // It would stand in the way of every later one.
      if (reading.readAtMs > clock.now() + futureToleranceMs) {
        return { kind: 'refused', message: 'the reading is from the future; check the clock of what measured it' };
      }
      return entered(() => enterReading(store, network, reading, { by, nowMs: clock.now() + futureToleranceMs }));
    },
    withdrawReading: (subject, provenance, by) =>
      entered(() => withdrawReading(store, network, subject, provenance, { nowMs: clock.now(), by })),
    enterDefault: (value, by) => entered(() => enterDefault(store, network, { ...value, setAtMs: clock.now() }, { by })),
    withdrawDefault: (value, by) => entered(() => withdrawDefault(store, network, value, { nowMs: clock.now(), by })),
  };
}
