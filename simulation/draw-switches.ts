import { defaultConditions } from '../core/circuits/conditions-table';
import type { Condition } from '../core/model/condition';
import type { SubscriberLine } from '../core/model/switch';
import type { CircuitOrderRequest } from '../core/model/virtual-circuit';
import type { PathRequest } from '../core/model/virtual-path';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { between, pickFrom } from './random';

export interface DrawnSwitches {
  readonly switchIds: readonly string[];
  readonly paths: readonly PathRequest[];
}

/** None, one or two access switches, with one to three paths each. */
export function drawSwitches(random: SeededRandom): DrawnSwitches {
  const switchIds = ['sw-north', 'sw-south'].slice(0, random.pick([0, 1, 1, 2]));
  const counts = switchIds.map(() => between(random, 1, 3));
  const paths = switchIds.flatMap((switchId, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, number) => drawPath(random, `VP-${index}-${number}`, switchId, number)),
  );
  return { switchIds, paths };
}

/** So many identifiers lie between the beginnings of two paths with one VPI. */
const mostIdentifiers = 40;

/** The `number`-th of its switch: of two paths one VPI is shared. Ranges are small enough to be used up, and some are refused. */
export function drawPath(random: SeededRandom, id: string, switchId: string, number: number): PathRequest {
  const first = 32 + mostIdentifiers * (number >> 1);
  const size = random.pick([between(random, 2, 6), between(random, 6, 20), between(random, 16, mostIdentifiers)]);
  return {
    ...{ id, switchId, provider: `provider-${random.below(3)}`, side: 'NNI', vpi: 1 + (number & 1) },
    vcis: { first, last: first + size - 1 },
    ...drawThresholds(random, size),
    quarantineMs: random.pick([0, 500, 5_000, 60_000]),
    carriedByOrderId: null,
  };
}

export function drawThresholds(random: SeededRandom, size: number) {
  const deltaThreshold = random.below(Math.min(5, Math.max(1, size - 2)));
  return {
    deltaThreshold,
    bulkSize: deltaThreshold + between(random, 1, 7),
    timeThresholdMs: random.pick([400, 3_000, 12_000, 30_000]),
    maxAttempts: between(random, 1, 4),
    backoffMs: random.pick([50, 1_000, 5_000]),
    isReserveHeld: random.chance(0.25),
  };
}

/** Few end users and lines: some are taken. */
export function drawCircuitOrder(random: SeededRandom, id: string, paths: readonly PathRequest[]): CircuitOrderRequest {
  const pathId = random.chance(0.02) ? 'VP-unknown' : (pickFrom(random, paths)?.id ?? 'VP-unknown');
  return { id, endUser: `user-${random.below(60)}`, pathId, line: drawLine(random) };
}

export const drawLine = (random: SeededRandom): SubscriberLine => ({
  ...{ rack: 1, shelf: 1, slot: between(random, 1, 2), circuit: between(random, 1, 24), vpi: 0, vci: random.chance(0.02) ? 20 : 35 },
});

const pendingRows: readonly Condition[] = [
  { status: 'IN_PROCESS', remaining: null, elapsed: '<=', action: 'do-not-send' },
  { status: 'IN_PROCESS', remaining: null, elapsed: '>', action: 'send-again' },
];

/** Tables that can be saved, and at last one that cannot. */
export const conditionsTables: readonly (readonly Condition[])[] = [
  defaultConditions,
  [
    { status: 'SUCCESS', remaining: '<', elapsed: null, action: 'send' },
    { status: 'SUCCESS', remaining: '>=', elapsed: null, action: 'do-not-send' },
    { status: 'FAIL', remaining: null, elapsed: null, action: 'send-again' },
    ...pendingRows,
  ],
  [
    { status: 'SUCCESS', remaining: null, elapsed: null, action: 'send' },
    { status: 'FAIL', remaining: null, elapsed: null, action: 'send-again' },
    ...pendingRows,
  ],
  // Only what is short is asked for once more.
  [
    { status: 'SUCCESS', remaining: '<=', elapsed: null, action: 'send' },
    { status: 'SUCCESS', remaining: '>', elapsed: null, action: 'do-not-send' },
    { status: 'FAIL', remaining: '<=', elapsed: null, action: 'send-again' },
    { status: 'FAIL', remaining: '>', elapsed: null, action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: null, elapsed: '<=', action: 'do-not-send' },
    { status: 'IN_PROCESS', remaining: '<=', elapsed: '>', action: 'send-again' },
    { status: 'IN_PROCESS', remaining: '>', elapsed: '>', action: 'do-not-send' },
  ],
  [{ status: 'SUCCESS', remaining: '<=', elapsed: null, action: 'send' }, ...pendingRows],
];
