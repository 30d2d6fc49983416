import { assertNever } from '../../core/model/assert-never';
import { unproved, type JobName } from './exchange';
import type { Run } from './measure';
import { engine } from './participants';
import { targets, type Target } from './targets';

/** What a target came to on one network. */
export interface Verdict {
  readonly job: JobName;
  readonly net: string;
  /** `J1 ≤ 0.1 × lemon, median`. */
  readonly target: string;
  readonly measured: string;
  /** Null: who it is measured by was not there. */
  readonly isMet: boolean | null;
}

export function verdictsOn(job: JobName, net: string, nodes: number, runs: readonly Run[]): readonly Verdict[] {
  const samplesOf = (name: string): Run['samples'] | undefined => runs.find((run) => run.name === name)?.samples;
  const ours = samplesOf(engine);
  return targets
    .filter((target) => target.job === job && nodes >= target.fromNodes && nodes < target.belowNodes)
    .map((target): Verdict => {
      const measured = ours === undefined ? null : measure(target, ours, samplesOf);
      return {
        ...{ job, net, target: wordsOf(target) },
        measured: measured?.words ?? 'not measured',
        isMet: measured?.isMet ?? null,
      };
    });
}

function measure(
  target: Target,
  ours: Run['samples'],
  samplesOf: (name: string) => Run['samples'] | undefined,
): { readonly words: string; readonly isMet: boolean } | null {
  switch (target.kind) {
    case 'ratio': {
      const theirs = samplesOf(target.peer)?.figures();
      const same = theirs && ours.figures(theirs.n);
      if (!theirs || !same) return null;
      const ratio = same[target.figure] / theirs[target.figure];
      return { words: `${ratioWords(ratio)} of ${same.n} questions`, isMet: ratio <= target.atMost };
    }
    case 'storm': {
      const figures = ours.figures();
      if (!figures) return null;
      const size = ours.values.length;
      const milliseconds = (figures.mean * size) / 1_000;
      const through = figures.n < size ? `, from the first ${figures.n}` : '';
      return { words: `${milliseconds.toFixed(1)} ms for ${size}${through}`, isMet: milliseconds < target.belowMs };
    }
    case 'settled': {
      const { answered } = ours;
      if (answered === 0) return null;
      const settled = [...ours.values.subarray(0, answered)].filter(
        (value, question) => value !== unproved && (ours.timeOf(question) ?? Infinity) <= target.withinMs * 1e6,
      ).length;
      return { words: `${((100 * settled) / answered).toFixed(1)} % of ${answered}`, isMet: settled >= target.atLeast * answered };
    }
    default:
      return assertNever(target);
  }
}

function wordsOf(target: Target): string {
  switch (target.kind) {
    case 'ratio':
      return `at most ${target.atMost} × ${target.peer} at the ${target.figure}`;
    case 'storm':
      return `a storm in less than ${target.belowMs} ms`;
    case 'settled':
      return `${100 * target.atLeast} % settled with proof within ${target.withinMs} ms`;
    default:
      return assertNever(target);
  }
}

export const ratioWords = (ratio: number): string =>
  `${ratio >= 10 ? ratio.toFixed(0) : ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2)} ×`;
