import { unproved, type JobName } from '../exchange';
import type { Run } from '../measure';
import { engine } from '../participants';
import type { Figures } from '../samples';

/** A line of the table, and of the JSON: microseconds. */
export interface Line extends Figures {
  readonly job: JobName;
  readonly net: string;
  readonly peer: string;
  /** The engine's median over this one's at the questions that both answered; null on the engine's own. */
  readonly ratio: number | null;
  /** How many answers came without proof, and why it stopped before its time. */
  readonly unproved: number;
  readonly stopped: string | null;
}

export function linesOf(job: JobName, net: string, runs: readonly Run[]): readonly Line[] {
  const ours = runs.find(({ name }) => name === engine)?.samples;
  return runs.flatMap(({ name, samples, stopped }): Line[] => {
    const figures = samples.figures() ?? { median: NaN, mean: NaN, p95: NaN, n: 0, checksum: 0 };
    const same = name === engine ? null : ours?.figures(figures.n);
    return [
      {
        ...{ job, net, peer: name, ...figures },
        ratio: same && figures.n > 0 ? same.median / figures.median : null,
        unproved: samples.values.subarray(0, figures.n).filter((value) => value === unproved).length,
        stopped,
      },
    ];
  });
}

/** As the issue asks for it; a line of who answered nothing is left out. */
export const jsonOf = (lines: readonly Line[]): string =>
  `${JSON.stringify(
    lines
      .filter(({ n }) => n > 0)
      .map(({ job, net, peer, median, mean, p95, n, checksum, ratio }) => ({
        ...{ job, net, peer, median: rounded(median), mean: rounded(mean), p95: rounded(p95), n, checksum },
        ...(ratio === null ? {} : { ratio: Number(ratio.toPrecision(3)) }),
      })),
    null,
    1,
  )}\n`;

const rounded = (microseconds: number): number => Number(microseconds.toPrecision(4));
