import { conditionsText } from '../../core/circuits/conditions-text';
import type { TriedShown } from '../../core/contract/circuit-shapes';
import type { Condition, ConditionProblem, LineProblem } from '../../core/model/condition';
import type { Screen } from '../screen';

/** A row a line, with its number and to which paths it applies now. */
export function showRows(screen: Screen, rows: readonly Condition[], pathsOf: (number: number) => readonly string[]): void {
  const lines = rows.map((row) => {
    const words = (conditionsText([row]).split('\n')[1] ?? '').split(/ {2,}/);
    return [words[0] ?? '', words[1] ?? '', words[2] ?? ''] as const;
  });
  screen.table(
    ['row', 'status', 'and', 'action', 'applies now to'],
    lines.map((line, index) => [String(index + 1), ...line, pathsOf(index + 1).join(', ')]),
  );
}

/** Every problem in words, with its rows or line. */
export function showProblems(
  screen: Screen,
  outcome:
    | { readonly kind: 'malformed'; readonly problems: readonly LineProblem[] }
    | { readonly kind: 'refused'; readonly problems: readonly ConditionProblem[] },
): void {
  if (outcome.kind === 'malformed') {
    for (const { line, message } of outcome.problems) screen.line(`line ${line}: ${message}`);
    screen.line('it is no conditions table: nothing is saved');
    return;
  }
  for (const { kind, text } of outcome.problems) screen.line(`${kindWords[kind]}: ${text}`);
  screen.line('the table cannot be used: nothing is saved');
}

const kindWords: Readonly<Record<ConditionProblem['kind'], string>> = {
  gap: 'gap',
  overlap: 'overlap',
  unsafe: 'unsafe row',
  starves: 'orders would starve',
  'never-applies': 'row without effect',
};

export function showTried(screen: Screen, tried: readonly TriedShown[]): void {
  if (tried.length === 0) {
    screen.line('No virtual path is known; give parameters, with --status, --current and --last.');
    return;
  }
  screen.table(
    ['path', 'row and values', 'what comes of it'],
    tried.map(({ pathId, text, applied }) => [pathId ?? '–', text, applied?.outcome ?? 'just one row must apply']),
  );
}
