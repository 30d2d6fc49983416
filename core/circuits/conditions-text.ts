import { comparisons, conditionActions, type Comparison, type Condition, type LineProblem } from '../model/condition';
import { hiddenCharactersIn } from '../model/hidden-characters';
import { requestStatuses } from '../model/virtual-path';
import { actionWords } from './conditions-table';

export type ReadConditions =
  | { readonly kind: 'rows'; readonly rows: readonly Condition[] }
  | { readonly kind: 'malformed'; readonly problems: readonly LineProblem[] };

/** The table as an operator reads and edits it, a row a line: `SUCCESS     remaining <= delta threshold  send`. What `#` begins is a comment. */
export function conditionsText(rows: readonly Condition[]): string {
  const lines = rows.map((row) => [row.status ?? 'any', comparisonsText(row), actionWords[row.action]] as const);
  const heading = ['# status', 'and', 'action'] as const;
  const widthOf = (column: 0 | 1): number => Math.max(...[heading, ...lines].map((line) => line[column].length));
  const [statusWidth, comparisonsWidth] = [widthOf(0), widthOf(1)];
  return [heading, ...lines]
    .map(([status, and, action]) => `${status.padEnd(statusWidth)}  ${and.padEnd(comparisonsWidth)}  ${action}\n`)
    .join('');
}

const comparisonsText = ({ remaining, elapsed }: Condition): string =>
  [
    ...(remaining === null ? [] : [`remaining ${remaining} delta threshold`]),
    ...(elapsed === null ? [] : [`elapsed ${elapsed} time threshold`]),
  ].join(' and ') || 'any';

/** Reads such a table, every problem with its line. Whether the table can be used is another question (`checkConditions`). */
export function readConditions(text: string): ReadConditions {
  const rows: Condition[] = [];
  const problems: LineProblem[] = [];
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.replace(/#.*/, '').replaceAll('\t', ' ').trim();
    if (line === '') continue;
    const row = readRow(line);
    if (typeof row === 'string') problems.push({ line: index + 1, message: row });
    else rows.push(row);
  }
  if (rows.length === 0 && problems.length === 0) problems.push({ line: 1, message: `there is no row; ${howToWrite}` });
  return problems.length > 0 ? { kind: 'malformed', problems } : { kind: 'rows', rows };
}

const howToWrite = 'write rows such as: SUCCESS  remaining <= delta threshold  send';
const longestLine = 200;

/** The row, or what is wrong with it. */
function readRow(line: string): Condition | string {
  if (line.length > longestLine) return `the line is ${line.length} characters long; at most ${longestLine} are taken`;
  const hidden = hiddenCharactersIn(line);
  if (hidden !== null) return `the line ${hidden}`;

  const words = line
    .toLowerCase()
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replace(/<=|>=|<|>|=/g, ' $& ')
    .split(/\s+/);
  const statusWord = words.shift() ?? '';
  const status = requestStatuses.find((one) => one.toLowerCase() === statusWord) ?? null;
  if (status === null && statusWord !== 'any') return `"${statusWord}" is no status; begin with ${requestStatuses.join(', ')} or any`;

  const rest = words.join(' ');
  // The longest words first: "do not send" ends in "send".
  const action = [...conditionActions]
    .sort((one, other) => actionWords[other].length - actionWords[one].length)
    .find((one) => ` ${rest}`.endsWith(` ${actionWords[one]}`));
  if (action === undefined) return `the row ends in no action; end it in ${conditionActions.map((one) => actionWords[one]).join(', ')}`;

  const middle = rest.slice(0, rest.length - actionWords[action].length).trim();
  const compared = readComparisons(middle);
  return typeof compared === 'string' ? compared : { status, ...compared, action };
}

type Compared = Pick<Condition, 'remaining' | 'elapsed'>;

function readComparisons(text: string): Compared | string {
  let compared: Compared = { remaining: null, elapsed: null };
  if (text === '' || text === 'any') return compared;
  for (const part of text.split(' and ')) {
    const match = /^(?:(remaining) (\S+) delta threshold|(elapsed) (\S+) time threshold)$/.exec(part);
    const name = match?.[1] ? 'remaining' : 'elapsed';
    const comparison = comparisons.find((one: Comparison) => one === (match?.[2] ?? match?.[4]));
    if (!match || comparison === undefined)
      return `"${part}" is no condition; write any, remaining <= delta threshold, or elapsed > time threshold (${comparisons.join(' ')}), joined by and`;
    if (compared[name] !== null) return `${name} is compared twice; compare it once in a row`;
    compared = { ...compared, [name]: comparison };
  }
  return compared;
}
