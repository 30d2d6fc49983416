import type { BulkRequestShown, PathShown } from '../../contract/circuit-shapes';
import type { BulkRequest, VirtualPath } from '../../model/virtual-path';
import type { PathStatus } from '../circuit-queries';
import { showApplied } from './show-applied';

export function showPath(status: PathStatus, names: ReadonlyMap<string, string>, atMs: number): PathShown {
  const { path, waiting, pending, applied, isSwitchUp, carriage, pool, rate, exhaustion, asksForMore, exhausts, isLow } = status;
  return {
    ...path,
    switchName: names.get(path.switchId) ?? path.switchId,
    ...{ isSwitchUp, pool, waiting: waiting.length, rate, exhaustion, asksForMore, exhausts, isLow },
    applied: showApplied(path, applied, isSwitchUp, atMs),
    ...{ pending, carriage, isImpaired: carriage !== null && !carriage.isCarrying },
  };
}

export const showBulkRequest = (request: BulkRequest, { switchId, provider, vpi }: VirtualPath): BulkRequestShown => ({
  ...request,
  ...{ switchId, provider, vpi },
});
