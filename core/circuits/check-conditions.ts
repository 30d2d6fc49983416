import type { Condition, ConditionProblem } from '../model/condition';
import { requestStatuses, type SerialisationParameters } from '../model/virtual-path';
import { actionWords, applyingRows, type Combination } from './conditions-table';

/** Why a conditions table cannot be saved (V7): every combination of the parameters is walked. Empty: it can. */
export function checkConditions(rows: readonly Condition[]): readonly ConditionProblem[] {
  const walked = combinations.map((combination) => ({ combination, numbers: applyingRows(rows, combination) }));
  const found = walked.flatMap(({ combination, numbers }) => problemsOf(rows, combination, numbers));
  const applied = new Set(walked.flatMap(({ numbers }) => numbers));
  const unreached = rows.flatMap((row, index) => (applied.has(index + 1) ? [] : [neverApplies(row, index + 1)]));
  return [...oncePerStatus(found), ...unreached];
}

/** All that conditions can tell apart: without a request in process, no time has elapsed. */
const combinations: readonly Combination[] = requestStatuses.flatMap((status) =>
  (status === 'IN_PROCESS' ? [-1, 0, 1] : [null]).flatMap((elapsedSign) =>
    [-1, 0, 1].map((remainingSign) => ({ status, remainingSign, elapsedSign })),
  ),
);

interface Found {
  readonly kind: ConditionProblem['kind'];
  readonly rows: readonly number[];
  readonly combination: Combination;
  readonly text: string;
}

function problemsOf(rows: readonly Condition[], combination: Combination, numbers: readonly number[]): readonly Found[] {
  const { status, remainingSign, elapsedSign } = combination;
  const [first, second] = numbers;
  const sending = numbers.filter((number) => rows[number - 1]?.action !== 'do-not-send');
  const isPending = elapsedSign !== null && elapsedSign <= 0;
  const example = exampleText(combination);
  const found: Found[] = [];
  if (first === undefined) {
    found.push({ kind: 'gap', rows: [], combination, text: `no row applies to ${example}; add one, or widen one, to cover it` });
  } else if (second !== undefined) {
    const text = `rows ${list(numbers)} ${numbers.length === 2 ? 'both' : 'all'} apply to ${example}; let only one of them cover it`;
    found.push({ kind: 'overlap', rows: numbers, combination, text });
  }
  if (isPending) {
    for (const number of sending) {
      const action = actionWords[rows[number - 1]?.action ?? 'send'];
      const why = `row ${number} would ${action} while a request is in process and not past its time: ${example}`;
      const text = `${why}; let it apply only to elapsed > time threshold, or make its action "do not send"`;
      found.push({ kind: 'unsafe', rows: [number], combination, text });
    }
  } else if (first !== undefined && sending.length === 0 && remainingSign < 0) {
    const text = `row ${list(numbers)} sends nothing for ${example}, ${neverAgain[status]}; make its action "${remedy[status]}"`;
    found.push({ kind: 'starves', rows: numbers, combination, text });
  }
  return found;
}

const neverAgain: Readonly<Record<Combination['status'], string>> = {
  SUCCESS: 'so that a path whose circuits are given would never get more, and a new one none at all',
  FAIL: 'so that after one failure its orders would wait for ever',
  IN_PROCESS: 'so that after one lost answer its orders would wait for ever',
};

const remedy: Readonly<Record<Combination['status'], string>> = { SUCCESS: 'send', FAIL: 'send again', IN_PROCESS: 'send again' };

/** One problem of a kind, with the same rows, per status: the first combination is the example, the rest are counted. */
function oncePerStatus(found: readonly Found[]): readonly ConditionProblem[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = `${one.kind} ${one.rows.join()} ${one.combination.status}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const others =
      more.length === 0 ? '' : ` (and ${more.length} more combination${more.length === 1 ? '' : 's'} of ${first.combination.status})`;
    return [{ kind: first.kind, rows: first.rows, example: exampleOf(first.combination), text: `${first.text}${others}` }];
  });
}

function neverApplies(row: Condition, number: number): ConditionProblem {
  const why =
    row.status !== 'IN_PROCESS' && row.status !== null && row.elapsed !== null
      ? `no time elapses with ${row.status}, since no request is in process; leave the comparison of elapsed out`
      : 'no combination of the parameters reaches it; remove it';
  return { kind: 'never-applies', rows: [number], example: null, text: `row ${number} never applies: ${why}` };
}

const exampleThresholds = { deltaThreshold: 8, timeThresholdMs: 30_000 };
const exampleLastVci = 131;

function exampleOf({ status, remainingSign, elapsedSign }: Combination): SerialisationParameters {
  const currentTimeMs = 60_000;
  return {
    currentVci: exampleLastVci - (exampleThresholds.deltaThreshold + remainingSign),
    lastVci: exampleLastVci,
    status,
    startTimeMs: elapsedSign === null ? null : currentTimeMs - (exampleThresholds.timeThresholdMs + elapsedSign * 1000),
    currentTimeMs,
    ...exampleThresholds,
    bulkSize: 32,
  };
}

/** `IN_PROCESS with 7 remaining (delta threshold 8) and 30 s elapsed (time threshold 30 s)` */
function exampleText(combination: Combination): string {
  const { currentVci, lastVci, deltaThreshold, timeThresholdMs, startTimeMs, currentTimeMs } = exampleOf(combination);
  const remaining = `${combination.status} with ${lastVci - currentVci} remaining (delta threshold ${deltaThreshold})`;
  if (startTimeMs === null) return remaining;
  return `${remaining} and ${(currentTimeMs - startTimeMs) / 1000} s elapsed (time threshold ${timeThresholdMs / 1000} s)`;
}

const list = (numbers: readonly number[]): string =>
  numbers.length < 2 ? numbers.join() : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''}`;
