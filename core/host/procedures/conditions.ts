import { checkConditions } from '../../circuits/check-conditions';
import { defaultConditions, tryConditions, type Applied } from '../../circuits/conditions-table';
import { conditionsText, readConditions } from '../../circuits/conditions-text';
import type { ConditionsGiven } from '../../contract/circuit-inputs';
import type { AppliedShown, ConditionsCheckShown, TriedShown } from '../../contract/circuit-shapes';
import type { Condition, LineProblem } from '../../model/condition';
import type { SerialisationParameters } from '../../model/virtual-path';
import { whenConsulted } from '../../model/when-consulted';
import { parametersOf } from '../../pools/consult-table';
import { whatToSend, withPlausibleTimes } from '../../pools/what-to-send';
import type { PathStatus } from '../circuit-queries';
import { answer, failed, type Handlers } from './serving';
import { showApplied } from './show-applied';

/** The conditions table (V7). */
export const conditionHandlers: Handlers<'conditions.show' | 'conditions.check' | 'conditions.save' | 'conditions.try'> = {
  async 'conditions.show'({ host, clock }) {
    const { rows, savedAtMs, savedBy } = await host.conditions();
    const isSaved = savedBy !== '';
    const statuses = await host.virtualPaths();
    return answer({
      ...{ rows, text: conditionsText(rows), isDefault: conditionsText(rows) === conditionsText(defaultConditions) },
      defaultText: conditionsText(defaultConditions),
      ...{ savedAtMs: isSaved ? savedAtMs : null, savedBy: isSaved ? savedBy : null },
      paths: statuses.map((status) => ({
        ...{ pathId: status.path.id, provider: status.path.provider },
        applied: showConsulted(status, status.applied, clock.now()),
      })),
    });
  },
  'conditions.check': async (_, { table }) => answer(check(table)),
  async 'conditions.save'({ host }, { table, savedAtMs, by }) {
    const checked = check(table);
    if (checked.kind !== 'usable') return answer(checked);
    const { rows } = checked;
    const outcome = await host.saveConditions(rows, by, savedAtMs);
    if (outcome.kind === 'changed')
      return failed(
        'refused',
        `${outcome.savedBy} has saved another table since you began: nothing was changed. Keep a copy of your text, open the table again, and make your change there.`,
      );
    return answer(outcome.kind === 'refused' ? { ...outcome, rows } : outcome);
  },
  async 'conditions.try'({ host, clock }, { table, pathId, parameters }) {
    const given = table === undefined ? { kind: 'rows' as const, rows: (await host.conditions()).rows } : rowsOf(table);
    if (given.kind === 'malformed') return answer(given);
    const { rows } = given;
    const problems = checkConditions(rows);
    if (parameters) return answer({ kind: 'tried', tried: [tryGiven(rows, parameters)], problems });
    const one = pathId === undefined ? null : await host.virtualPath(pathId);
    if (pathId !== undefined && !one) return failed('not-found', `virtual path ${pathId} is not known; check its id`);
    const statuses = one ? [one] : await host.virtualPaths();
    return answer({ kind: 'tried', tried: statuses.map((status) => tryOnPath(rows, status, clock.now())), problems });
  },
};

type Given =
  | { readonly kind: 'rows'; readonly rows: readonly Condition[] }
  | { readonly kind: 'malformed'; readonly problems: readonly LineProblem[] };

const rowsOf = (table: ConditionsGiven): Given => (typeof table === 'string' ? readConditions(table) : { kind: 'rows', rows: table });

function check(table: ConditionsGiven): ConditionsCheckShown {
  const given = rowsOf(table);
  if (given.kind === 'malformed') return given;
  const { rows } = given;
  const problems = checkConditions(rows);
  return problems.length === 0 ? { kind: 'usable', rows } : { kind: 'refused', rows, problems };
}

/** What comes of a row, and when. */
function showConsulted({ path, waiting, isSwitchUp }: PathStatus, applied: Applied, atMs: number): AppliedShown {
  const shown = showApplied(path, applied, isSwitchUp, atMs);
  const { kind } = whatToSend(withPlausibleTimes(path, atMs), applied, isSwitchUp, atMs);
  const isAsking = kind === 'request' || kind === 'switch-down';
  return isAsking ? { ...shown, outcome: whenConsulted(path.status, waiting.length, shown.outcome) } : shown;
}

function tryOnPath(rows: readonly Condition[], status: PathStatus, atMs: number): TriedShown {
  const { path } = status;
  const parameters = parametersOf(path, atMs);
  const { numbers, applied, text } = tryConditions(rows, parameters);
  return {
    pathId: path.id,
    parameters: onlyParameters(parameters),
    numbers,
    applied: applied && showConsulted(status, applied, atMs),
    text,
  };
}

/** Without a path, nothing is known of its switch, of its attempts, or of where its identifiers end. */
function tryGiven(rows: readonly Condition[], parameters: SerialisationParameters): TriedShown {
  const { numbers, applied, text } = tryConditions(rows, parameters);
  const { lastVci, bulkSize } = parameters;
  const outcomes = {
    'do-not-send': 'nothing is sent',
    send: `${lastVci + 1}–${lastVci + bulkSize} are asked for, as far as the path has them`,
    'send-again': 'what the last request lacks is asked for again, not before the end of the backoff',
  } as const;
  return {
    ...{ pathId: null, parameters, numbers, text },
    applied: applied && {
      ...{ number: applied.number, action: applied.action, remaining: applied.remaining, elapsedMs: applied.elapsedMs, text: applied.text },
      outcome: outcomes[applied.action],
    },
  };
}

const onlyParameters = (all: SerialisationParameters): SerialisationParameters => ({
  ...{ currentVci: all.currentVci, lastVci: all.lastVci, status: all.status, deltaThreshold: all.deltaThreshold },
  ...{ startTimeMs: all.startTimeMs, currentTimeMs: all.currentTimeMs, timeThresholdMs: all.timeThresholdMs, bulkSize: all.bulkSize },
});
