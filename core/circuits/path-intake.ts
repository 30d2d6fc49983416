import { exactDuration } from '../model/duration';
import { largestVpi, pathSides, userVcis } from '../model/identifier-range';
import type { SwitchLimits } from '../model/switch';
import type { PathRequest } from '../model/virtual-path';
import { rangesText, sizeOf, within } from './ranges';
import { readFields, type FieldProblem } from '../model/read-fields';

export const pathFields = [
  'path',
  'switch',
  'provider',
  'side',
  'vpi',
  'vcis',
  'delta-threshold',
  'bulk-size',
  'time-threshold',
  'attempts',
  'backoff',
  'quarantine',
  'reserve',
  'order',
] as const;
export type PathField = (typeof pathFields)[number];

/** A path as it was typed or read from a file: text by column name. */
export type PathFields = Readonly<Partial<Record<PathField, string>>>;

export type PathIntake =
  | { readonly kind: 'request'; readonly request: PathRequest }
  | { readonly kind: 'malformed'; readonly problems: readonly FieldProblem<PathField>[] };

/** Reads a path. All that is wrong with it is told at once; whether its switch can have it is another question (`pathAmiss`). */
export function readPath(fields: PathFields): PathIntake {
  const { problems, text, whole, duration, range, oneOf } = readFields(fields);
  const request: PathRequest = {
    id: text('path'),
    switchId: text('switch'),
    provider: text('provider'),
    side: oneOf('side', pathSides, 'UNI'),
    vpi: whole('vpi', 3),
    vcis: range('vcis'),
    deltaThreshold: whole('delta-threshold', 8, '8'),
    bulkSize: whole('bulk-size', 32, '32'),
    timeThresholdMs: duration('time-threshold', '30 s'),
    maxAttempts: whole('attempts', 5, '5'),
    backoffMs: duration('backoff', '5 s'),
    quarantineMs: duration('quarantine', '10 min'),
    isReserveHeld: oneOf('reserve', ['use', 'hold'] as const, 'use') === 'hold',
    carriedByOrderId: fields.order?.trim() ? text('order') : null,
  };
  return problems.length > 0 ? { kind: 'malformed', problems } : { kind: 'request', request };
}

/** Why there cannot be such a path beside the others, and what to do; null: nothing is amiss. One of the others with its id is itself. */
export const pathAmiss = (request: PathRequest, limits: SwitchLimits, others: readonly PathRequest[]): string | null =>
  identifiersAmiss(request, limits) ?? keptRangeAmiss(request, others);

/** As `pathAmiss`, of a path whose range stays: its switch may number less than it did when the path was made. */
export const keptRangeAmiss = (request: PathRequest, others: readonly PathRequest[]): string | null =>
  thresholdsAmiss(request) ?? overlapAmiss(request, others);

function identifiersAmiss({ id, side, vpi, vcis, switchId }: PathRequest, limits: SwitchLimits): string | null {
  const largest = largestVpi[side];
  if (!Number.isInteger(vpi) || vpi < 0 || vpi > largest) {
    const other = side === 'UNI' && vpi > largest && vpi <= largestVpi.NNI ? ', or set side to NNI' : '';
    return `path ${id}: VPI ${vpi} is out of range at ${side === 'UNI' ? 'a UNI' : 'an NNI'}; take one from 0 to ${largest}${other}`;
  }
  const { trunkVpi, trunkVci } = limits;
  if (vpi < trunkVpi.first || vpi > trunkVpi.last)
    return `path ${id}: VPI ${vpi} is beyond what switch ${switchId} can number; take one from ${trunkVpi.first} to ${trunkVpi.last}`;

  const text = `${vcis.first}-${vcis.last}`;
  if (!Number.isInteger(vcis.first) || !Number.isInteger(vcis.last) || vcis.last < vcis.first)
    return `path ${id}: the range ${text} holds no identifier; write the smaller number first, as ${trunkVci.first}-${trunkVci.last}`;
  const first = Math.max(userVcis.first, trunkVci.first);
  const last = Math.min(userVcis.last, trunkVci.last);
  if (vcis.first < userVcis.first)
    return `path ${id}: VCIs 0 to ${userVcis.first - 1} are reserved, and its range is ${text}; let vcis begin at ${first} or above`;
  if (vcis.last > userVcis.last)
    return `path ${id}: there is no VCI above ${userVcis.last}, and its range is ${text}; let vcis end at ${last} or below`;
  if (vcis.first < first || vcis.last > last)
    return `path ${id}: its range ${text} is beyond what switch ${switchId} can number; let vcis lie within ${first}-${last}`;
  return null;
}

const hourMs = 3_600_000;
const longestMs = { timeThreshold: 24 * hourMs, backoff: 24 * hourMs, quarantine: 30 * 24 * hourMs };
const mostAttempts = 1000;

function thresholdsAmiss(request: PathRequest): string | null {
  const { id, vcis, deltaThreshold, bulkSize, timeThresholdMs, maxAttempts, backoffMs, quarantineMs } = request;
  const size = sizeOf([vcis]);
  const sizeText = `its range ${vcis.first}-${vcis.last} holds ${size}`;
  if (!Number.isInteger(deltaThreshold) || deltaThreshold < 0)
    return `path ${id}: the delta threshold ${deltaThreshold} is not a number of circuits; set delta-threshold to 0 or more`;
  if (deltaThreshold >= size)
    return `path ${id}: more than its delta threshold of ${deltaThreshold} can never remain, since ${sizeText}; set delta-threshold to ${size === 1 ? 0 : `${size - 1} or less`}`;
  if (!Number.isInteger(bulkSize) || bulkSize <= deltaThreshold)
    return `path ${id}: the bulk size ${bulkSize} is not above the delta threshold ${deltaThreshold}; set bulk-size to ${deltaThreshold + 1} or more`;
  const most = sizeOf([userVcis]);
  if (bulkSize > most)
    return `path ${id}: a path has at most ${most} circuits, and the bulk size is ${bulkSize}; set bulk-size to ${most} or less`;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1 || maxAttempts > mostAttempts)
    return `path ${id}: ${maxAttempts} attempts make no sense; set attempts to 1 or more, at most ${mostAttempts}`;
  return (
    durationAmiss(id, 'time-threshold', timeThresholdMs, 1, longestMs.timeThreshold) ??
    durationAmiss(id, 'backoff', backoffMs, 1, longestMs.backoff) ??
    durationAmiss(id, 'quarantine', quarantineMs, 0, longestMs.quarantine)
  );
}

function durationAmiss(id: string, field: PathField, ms: number, leastMs: number, mostMs: number): string | null {
  if (Number.isInteger(ms) && ms >= leastMs && ms <= mostMs) return null;
  const least = leastMs === 0 ? '0 s or more' : 'more than 0 s';
  return `path ${id}: a ${field} of ${exactDuration(ms)} makes no sense; set ${field} to ${least}, at most ${exactDuration(mostMs)}`;
}

function overlapAmiss(request: PathRequest, others: readonly PathRequest[]): string | null {
  for (const other of others) {
    if (other.id === request.id || other.switchId !== request.switchId || other.vpi !== request.vpi) continue;
    const common = within([request.vcis], other.vcis);
    if (common.length > 0)
      return `path ${request.id}: VCIs ${rangesText(common)} of VPI ${request.vpi} on switch ${request.switchId} belong to path ${other.id} already; take others than ${other.vcis.first}-${other.vcis.last}, or another VPI`;
  }
  return null;
}
