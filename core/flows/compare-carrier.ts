import type { CarrierInventory, ReportedService } from '../carriers/carrier-link';
import type { Engine } from '../engine';
import { checkService } from '../recovery/check-service';
import { isUndecided, observedBy, observeUnknown, servicesBeside, type UnknownService } from '../reconciliation/compare-services';
import type { Observation } from '../reconciliation/observation';
import type { SeenServices } from '../reconciliation/record-comparison';

/**
 * After a full reading: what the store says that the carrier holds, beside what it holds (N11). What differs is read back one by one, since the
 * reading may be older than what happened meanwhile, and is settled where the engine does so by itself; `recordComparison` enters the rest for the operator.
 * Services that this store does not know are not touched; one that is an order's own part by another UUID is to become that.
 */
export async function compareCarrier(engine: Engine, carrierId: string, inventory: CarrierInventory): Promise<SeenServices> {
  const { toCheck, unknown } = await servicesBeside(engine.store, carrierId, inventory);
  const listed = new Set(inventory.services.map(({ uuid }) => uuid));
  const missing = new Set(toCheck.filter((uuid) => !listed.has(uuid)));
  const { orphans, unclear } = await lookAtUnknown(engine, carrierId, unknown, missing);
  // Such an order has its part, by another UUID: its own flow takes that over.
  const renamed = new Set(orphans.flatMap(({ isReally }) => isReally ?? []));
  const observations: Observation[] = orphans.map(({ observation }) => observation);
  const undecided = new Set([...unclear, ...renamed]);
  for (const uuid of toCheck) {
    if (renamed.has(uuid)) continue;
    const check = await checkService(engine, uuid);
    if (isUndecided(check)) undecided.add(uuid);
    observations.push(...observedBy(check));
  }
  return { observations, undecided };
}

async function lookAtUnknown(
  engine: Engine,
  carrierId: string,
  unknown: readonly ReportedService[],
  missing: ReadonlySet<string>,
): Promise<{ readonly orphans: readonly UnknownService[]; readonly unclear: readonly string[] }> {
  if (unknown.length === 0) return { orphans: [], unclear: [] };
  const { held, unclear, told } = await stillHeld(engine, carrierId, unknown);
  const orphans = await engine.store.transaction(async (tx) => {
    const observed: UnknownService[] = [];
    for (const service of held) {
      const ours = told.has(service.uuid) ? new Set<string>() : missing;
      observed.push(await observeUnknown(engine.network.view, tx, carrierId, service, ours));
    }
    return observed;
  });
  return { orphans, unclear };
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
