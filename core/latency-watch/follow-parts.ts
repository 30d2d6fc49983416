import type { Clock } from '../model/clock';
import type { LatencyDefault, LatencySubject, Provenance } from '../model/latency';
import type { Tx } from '../store/store';

/** What a transaction wrote of the latency of parts, but for what it only said again. */
export interface PartsTouched {
  readonly subjects: LatencySubject[];
  readonly defaults: Pick<LatencyDefault, 'scope' | 'scopeId'>[];
  /** By part and provenance: what is known once it is durable. */
  readonly said: Map<string, string>;
}

export const noPartsTouched = (): PartsTouched => ({ subjects: [], defaults: [], said: new Map() });

const keyOf = ({ kind, id }: LatencySubject, provenance: Provenance): string => `${provenance} ${kind} ${id}`;

/**
 * Follows what is in force for every part of the network, step by step, in the transaction that changes it (N2). A full reading of a carrier says most of
 * what was said before: that is remembered, and looked at no more.
 */
export class PartFollower {
  private readonly said = new Map<string, string>();

  /** The same repository, which notes what is written. */
  noting(latency: Tx['latency'], noted: () => PartsTouched): Tx['latency'] {
    const { said } = this;
    return {
      ...latency,
      async putReading(reading, nowMs) {
        const isKept = await latency.putReading(reading, nowMs);
        const { subject, provenance, azNs, zaNs } = reading;
        const key = keyOf(subject, provenance);
        const touched = noted();
        const value = `${azNs} ${zaNs}`;
        if (isKept && (touched.said.get(key) ?? said.get(key)) !== value) {
          touched.said.set(key, value);
          touched.subjects.push(subject);
          // Who comes next may write before this is durable: to him it is new, whatever he says.
          said.delete(key);
        }
        return isKept;
      },
      async removeReading(subject, provenance) {
        await latency.removeReading(subject, provenance);
        const key = keyOf(subject, provenance);
        const touched = noted();
        if ((touched.said.get(key) ?? said.get(key)) === 'none') return;
        touched.said.set(key, 'none');
        touched.subjects.push(subject);
        said.delete(key);
      },
      async putDefault(value) {
        await latency.putDefault(value);
        noted().defaults.push({ scope: value.scope, scopeId: value.scopeId });
      },
      async removeDefault(value) {
        await latency.removeDefault(value);
        noted().defaults.push(value);
      },
    };
  }

  /** Within the transaction, once its work is done. */
  async record(tx: Tx, touched: PartsTouched, clock: Clock, most: number): Promise<void> {
    const subjects = [...touched.subjects];
    for (const value of touched.defaults) subjects.push(...(await tx.latencyRecords.partsOfDefault(value)));
    if (subjects.length > 0) await tx.latencyRecords.followParts(subjects, clock.now(), most);
  }

  /** Once it is durable. */
  keep({ said }: PartsTouched): void {
    for (const [key, value] of said) this.said.set(key, value);
  }
}
