import { unproved, type JobName } from './exchange';
import type { Run } from './measure';
import { engine, isEngine, participants } from './participants';

/** Two that were asked the same and do not say the same. */
export interface Difference {
  readonly job: JobName;
  readonly net: string;
  readonly peer: string;
  readonly against: string;
  /** The first question of which they differ, from 0. */
  readonly question: number;
  readonly value: number;
  readonly expected: number;
}

export const blockSize = 50;

export const differenceWords = ({ job, net, peer, against, question, value, expected }: Difference): string =>
  `${job} on ${net}: ${peer} says ${value}, ${against} says ${expected} to question ${question} (block ${Math.floor(question / blockSize)} of ${blockSize})`;

/** Each against the first that was asked for the same measure, the engine before all; what is not proved is no answer. */
export function differencesIn(job: JobName, net: string, runs: readonly Run[]): readonly Difference[] {
  const differences: Difference[] = [];
  for (const measure of ['latency', 'price'] as const) {
    const asked = runs.filter(({ name }) => participants.find((one) => one.name === name)?.jobs[job] === measure);
    const [first, ...others] = [...asked].sort((one, other) => rankOf(one.name) - rankOf(other.name));
    if (first === undefined) continue;
    for (const { name, samples } of [first, ...others]) {
      if (samples.wavering !== null) {
        const at = samples.wavering;
        differences.push({
          job,
          net,
          peer: name,
          against: `${name}, asked again,`,
          question: at,
          value: samples.values[at] ?? NaN,
          expected: NaN,
        });
      }
    }
    for (const { name, samples } of others) {
      const question = samples.values.findIndex((value, at) => differ(value, first.samples.values[at] ?? NaN));
      if (question === -1) continue;
      const expected = first.samples.values[question] ?? NaN;
      differences.push({ job, net, peer: name, against: first.name, question, value: samples.values[question] ?? NaN, expected });
    }
  }
  return differences;
}

const rankOf = (name: string): number => (name === engine ? 0 : isEngine(name) ? 1 : 2);

const differ = (one: number, other: number): boolean =>
  one !== other && !Number.isNaN(one) && !Number.isNaN(other) && one !== unproved && other !== unproved;
