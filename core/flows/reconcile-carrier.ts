import type { CarrierInventory, ReportedService } from '../carriers/carrier-link';
import type { Engine } from '../engine';
import type { Discrepancy } from '../model/discrepancy';
import { checkService } from '../recovery/check-service';
import { isUndecided, observedBy, observeUnknown, servicesBeside, type UnknownService } from '../reconciliation/compare-services';
import type { Observation } from '../reconciliation/observation';
import { recordComparison } from '../reconciliation/record-comparison';

/**
 * After a full reading: what the store says that the carrier holds, beside what it holds (N11). What differs is read back one by one, since the
 * reading may be older than what happened meanwhile, and is settled where the engine does so by itself; the rest is entered for the operator.
 * Services that this store does not know are not touched; one that is an order's own part by another UUID becomes that. Returns what stands at the carrier.
 */
export async function reconcileCarrier(engine: Engine, carrierId: string, inventory: CarrierInventory): Promise<readonly Discrepancy[]> {
  const { view } = engine.network;
  const { toCheck, unknown } = await engine.store.transaction((tx) => servicesBeside(tx, carrierId, inventory));
  const undecided = new Set<string>();
  const strange = await stillHeld(engine, carrierId, unknown);
  for (const uuid of strange.unclear) undecided.add(uuid);
  const listed = new Set(inventory.services.map(({ uuid }) => uuid));
  const missing = new Set(toCheck.filter((uuid) => !listed.has(uuid)));
  const orphans = await engine.store.transaction(async (tx) => {
    const observed: UnknownService[] = [];
    for (const service of strange.held) {
      const isTold = strange.told.has(service.uuid);
      observed.push(await observeUnknown(view, tx, carrierId, service, isTold ? new Set() : missing));
    }
    return observed;
  });
  // Such an order has its part, by another UUID: its own flow takes that over.
  const renamed = new Set(orphans.flatMap(({ isReally }) => isReally ?? []));
  const observations: Observation[] = orphans.map(({ observation }) => observation);
  for (const uuid of toCheck) {
    if (renamed.has(uuid)) {
      undecided.add(uuid);
      continue;
    }
    const check = await checkService(engine, uuid);
    if (isUndecided(check)) undecided.add(uuid);
    observations.push(...observedBy(check));
  }
  return recordComparison(engine, carrierId, inventory, { observations, undecided });
}

interface StillHeld {
  readonly held: readonly ReportedService[];
  readonly unclear: readonly string[];
  /** Those that the operator has been told of, and decides about. */
  readonly told: ReadonlySet<string>;
}

/** One that stands already was read back when it was found; a new one may have been removed since the reading. */
async function stillHeld(engine: Engine, carrierId: string, services: readonly ReportedService[]): Promise<StillHeld> {
  const all = await engine.store.transaction((tx) => tx.discrepancies.standing());
  const standing = all.filter((one) => one.carrierId === carrierId && one.kind === 'orphan');
  const known = new Set(standing.map(({ subjectId }) => subjectId));
  const reads = await Promise.all(
    services.map(async (service) => ({
      service,
      read: known.has(service.uuid) ? null : ((await engine.links.get(carrierId)?.readService(service.uuid)) ?? null),
    })),
  );
  return {
    held: reads.flatMap(({ service, read }) => (read === null ? [service] : read.kind === 'service' ? [read.service] : [])),
    unclear: reads.flatMap(({ service, read }) => (read?.kind === 'unsettled' ? [service.uuid] : [])),
    told: new Set(standing.flatMap(({ subjectId, state }) => (state === 'under-way' ? [] : [subjectId]))),
  };
}
