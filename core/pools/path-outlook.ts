import { isLow } from '../circuits/early-warning';
import { exhaustionOf, rateOfUse, useWithin } from '../circuits/forecast';
import { poolOf } from '../circuits/pool';
import { orderThatAsksForMore, orderThatExhausts } from '../circuits/tipping-order';
import type { EngineSettings } from '../engine';
import type { PathOutlook } from '../model/path-outlook';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';

/** With what it was told from. */
export interface PathAhead extends PathOutlook {
  readonly pending: BulkRequest | null;
  /** Ids of the orders that wait, the first first. */
  readonly waiting: readonly string[];
}

export async function pathOutlook(
  tx: Tx,
  path: VirtualPath,
  { useWindowMs, exhaustionWarningMs }: Pick<EngineSettings, 'useWindowMs' | 'exhaustionWarningMs'>,
  atMs: number,
): Promise<PathAhead> {
  const { given, quarantined, free } = await tx.circuits.counts(path.id);
  const foreign = (await tx.circuits.foreign(path.id)).map((vci) => ({ first: vci, last: vci }));
  const pending = (await tx.paths.pendingRequest(path.id)) ?? null;
  const pool = poolOf(path, { given, quarantined, free, foreign }, pending?.range ?? null);
  const waiting = (await tx.circuits.orders(path.id, ['waiting'])).map(({ id }) => id);
  // Of a young path too: what it was filled with at first is no rate.
  const sinceMs = atMs - useWindowMs;
  const uses = await tx.circuits.uses(path.id, sinceMs);
  const times = (kind: 'given' | 'released') => uses.filter((use) => use.kind === kind).map((use) => use.atMs);
  const use = useWithin(times('given'), times('released'), sinceMs, atMs);
  const { left } = pool;
  const exhaustion = exhaustionOf(use, left, waiting.length);
  const { deltaThreshold, lastVci, currentVci } = path;
  const load = { remaining: lastVci - currentVci, deltaThreshold, freeListed: free, left, waiting };
  const wasLow = (await tx.paths.lowSince(path.id)) !== null;
  return {
    ...{ pool, rate: rateOfUse(use), exhaustion, asksForMore: orderThatAsksForMore(load), exhausts: orderThatExhausts(load) },
    ...{ pending, waiting },
    isLow: isLow({ exhaustion, left, deltaThreshold, horizonMs: exhaustionWarningMs, wasLow }),
  };
}
