import { diversityKinds, type Diversity } from '../model/diversity';
import { maxLatencyNs, provenances, type Provenance } from '../model/latency';
import {
  objectives,
  recoveryPolicies,
  revertRules,
  type LatencyLimit,
  type Objective,
  type OrderRequest,
  type RecoveryPolicy,
} from '../model/order';
import { readEnd } from '../model/order-cells';
import type { OrderField, OrderFields } from '../model/order-fields';
import { readFields, type FieldProblem } from '../model/read-fields';
import { shortened } from '../model/shortened';
import { isSignal, signals } from '../model/signal';

export type IntakeProblem = FieldProblem<OrderField>;

export type Intake =
  | { readonly kind: 'request'; readonly request: OrderRequest }
  | { readonly kind: 'malformed'; readonly problems: readonly IntakeProblem[] };

/** Reads an order. All that is wrong with it is told at once; whether the network can serve it is another question. */
export function readOrder(fields: OrderFields): Intake {
  const { problems, problem, text, oneOf } = readFields(fields);

  const id = text('order');
  const customer = text('customer');
  const accessingCarrierId = text('accessing');
  const a = readEnd(text('a'));
  const z = readEnd(text('z'));
  if (a.id !== '' && a.kind === z.kind && a.id === z.id)
    problem('z', `a and z are both ${shortened(a.id)}; a connection needs two different ends`);
  const signalText = text('signal');
  if (signalText !== '' && !isSignal(signalText))
    problem('signal', `signal "${shortened(signalText)}" is not known; use ${signals.join(', ')}`);
  const basis = oneOf('basis', ['one-way', 'round-trip'] as const, 'one-way');
  const limit = readLimit(text('limit'), basis, (message) => {
    problem('limit', message);
  });
  const objective: Objective = oneOf('objective', objectives, 'latency');
  const recovery: RecoveryPolicy = oneOf('recovery', recoveryPolicies, 'after');
  const minimumProvenance: Provenance = oneOf('provenance', provenances, 'derived');
  const priorityText = text('priority', '5');
  const priority = Number(priorityText);
  if (!/^[1-9]$/.test(priorityText)) problem('priority', 'priority must be a whole number from 1 (first) to 9 (last)');

  const startMs = readDate('start', text('start', ''), problem);
  const endMs = readDate('end', text('end', ''), problem);
  if (endMs !== null && startMs !== null && endMs <= startMs) problem('end', 'end is not after start; correct one of the two dates');
  const diversity = readDiversity();
  const revert = oneOf('revert', revertRules, 'never');

  if (problems.length > 0 || limit === undefined || !isSignal(signalText)) return { kind: 'malformed', problems };
  return {
    kind: 'request',
    request: {
      ...{ id, customer, accessingCarrierId, a, z, signal: signalText, limit, objective, recovery, priority, minimumProvenance },
      ...{ startMs, endMs, diversity, revert },
    },
  };

  function readDiversity(): Diversity | null {
    if (!fields['diverse-from']?.trim()) {
      const alone = (['diverse-by', 'diversity'] as const).find((field) => fields[field]?.trim());
      if (alone) problem(alone, `${alone} is given without diverse-from; name the order to be apart from, or leave it empty`);
      return null;
    }
    const fromOrderId = text('diverse-from');
    if (fromOrderId === id) problem('diverse-from', `order ${shortened(id)} cannot be apart from itself; name another order`);
    const by = oneOf('diverse-by', diversityKinds, 'shared-risk');
    return { fromOrderId, by, isRequired: oneOf('diversity', ['required', 'preferred'] as const, 'required') === 'required' };
  }
}

/** ISO 8601 with its zone, so that it means the same everywhere. */
const datePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function readDate(field: OrderField, text: string, problem: (field: OrderField, message: string) => void): number | null {
  if (text === '') return null;
  const atMs = datePattern.test(text) ? Date.parse(text) : NaN;
  // JavaScript takes the 31st of February for the 3rd of March.
  const dayMs = Date.parse(`${text.slice(0, 10)}T00:00Z`);
  const isOnCalendar = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(text.slice(0, 10));
  if (!Number.isNaN(atMs) && isOnCalendar) return atMs;
  problem(field, `${field} "${shortened(text)}" is not a date with its zone; write it as 2026-12-01T08:00Z`);
  return null;
}

const nsPerUnit = { ns: 1, us: 1000, µs: 1000, μs: 1000, ms: 1_000_000, s: 1_000_000_000 } as const;

function readLimit(text: string, basis: LatencyLimit['enteredAs'], problem: (message: string) => void): LatencyLimit | undefined {
  if (text === '') return undefined;
  const match = /^([+-]?\d+(?:\.\d+)?)\s*(ns|us|µs|μs|ms|s)$/i.exec(text);
  if (!match) {
    problem(`limit "${shortened(text)}" is not a latency; write a number and its unit, such as 28 ms or 950 us`);
    return undefined;
  }
  const unit = (match[2] ?? '').toLowerCase() as keyof typeof nsPerUnit;
  const enteredNs = Number(match[1]) * nsPerUnit[unit];
  const oneWayNs = Math.floor(basis === 'round-trip' ? enteredNs / 2 : enteredNs);
  if (oneWayNs <= 0) problem(`limit "${shortened(text)}" is not above zero; nothing can be that fast`);
  else if (oneWayNs > maxLatencyNs) problem(`limit "${shortened(text)}" is beyond ${maxLatencyNs / 1_000_000} ms one way; check its unit`);
  return { oneWayNs, enteredAs: basis };
}
