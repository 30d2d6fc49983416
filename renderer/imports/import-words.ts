import type { ImportShown } from '../../core/contract/imports';
import { assertNever } from '../../core/model/assert-never';
import { importNouns, type ImportJob, type ImportKind, type OutcomeCounts, type RowOutcome } from '../../core/model/import-job';
import { counted, formatCount } from '../ui/numbers';
import type { Mark } from '../ui/severity';

interface OutcomeWords {
  readonly mark: Mark;
  readonly word: string;
}

export function outcomeWords(outcome: RowOutcome, kind: ImportKind): OutcomeWords {
  switch (outcome) {
    case 'new':
      return { mark: { shape: 'circle' }, word: kind === 'releases' ? 'would be released' : 'new' };
    case 'same':
      return { mark: { shape: 'dash' }, word: kind === 'releases' ? 'released already' : 'there, the same' };
    case 'differs':
      return { mark: { severity: 'minor' }, word: 'there, differs' };
    case 'malformed':
      return { mark: { shape: 'cross' }, word: 'cannot be read' };
    case 'refused':
      return { mark: { shape: 'cross' }, word: 'would be refused' };
    case 'no-route':
      return { mark: { severity: 'minor' }, word: 'no route' };
    case 'entered':
      return { mark: { shape: 'dot' }, word: importNouns[kind].done };
    case 'failed':
      return { mark: { severity: 'major' }, word: 'refused' };
    case 'taken-back':
      return { mark: { shape: 'dash' }, word: 'taken back' };
    default:
      return assertNever(outcome);
  }
}

export const sumOf = (counts: OutcomeCounts, outcomes: readonly RowOutcome[]): number =>
  outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);

/** What stands, in a sentence: the thing, the fact, and what comes of it. */
export function stateWords(job: ImportJob): string {
  const { name, state, total, counts, read } = job;
  const { one, many, done } = importNouns[job.kind];
  const [entered, left] = [counts.entered ?? 0, sumOf(counts, ['new', 'failed'])];
  switch (state) {
    case 'reading':
      return `${name}: ${formatCount(read)} of ${counted(total, 'row')} tried. Nothing is ${done} yet.`;
    case 'checked':
      return `${name}: ${formatCount(counts.new ?? 0)} of ${counted(total, 'row')} would be ${done}; the others change nothing.`;
    case 'entering':
      return `${formatCount(job.run?.done ?? 0)} of ${counted(job.run?.toDo ?? 0, one, many)} done. The host goes on by itself, also when this window is closed.`;
    case 'stopped':
      return `${name} was stopped: ${counted(entered, one, many)} ${done}, ${formatCount(left)} left to do.`;
    case 'done':
      return `${name}: ${counted(entered, one, many)} ${done}${(counts.failed ?? 0) > 0 ? `, ${formatCount(counts.failed ?? 0)} refused` : ''}${others(job)}.`;
    case 'undoing':
      return `${formatCount(job.run?.done ?? 0)} of ${counted(job.run?.toDo ?? 0, one, many)} taken back.`;
    case 'undone':
      return `${name}: ${counted(counts['taken-back'] ?? 0, one, many)} taken back${entered > 0 ? `, ${formatCount(entered)} not` : ''}.`;
    default:
      return assertNever(state);
  }
}

/** Rows a second and the time left, once they mean something; empty: not yet. */
export function paceWords({ run }: Pick<ImportShown, 'run'>, nowMs: number): string {
  if (!run || run.done === 0) return '';
  const perSecond = run.done / Math.max(0.2, (nowMs - run.sinceMs) / 1000);
  const leftS = Math.ceil((run.toDo - run.done) / perSecond);
  const left = leftS < 90 ? `${leftS} s` : `${Math.ceil(leftS / 60)} min`;
  return `${formatCount(Math.round(perSecond))} a second, about ${left} left`;
}

/** Rows of the file that were left as they are. */
function others({ counts }: ImportJob): string {
  const left = sumOf(counts, ['malformed', 'refused', 'no-route', 'differs']);
  return left === 0 ? '' : `; ${counted(left, 'row')} changed nothing`;
}
