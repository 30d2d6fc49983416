import { keptRangeAmiss, pathAmiss } from '../circuits/path-intake';
import { rangesText } from '../circuits/ranges';
import type { Engine, Recording } from '../engine';
import { formatTime } from '../model/clock';
import { isFinal } from '../model/order';
import { finalCircuitOrderStates } from '../model/virtual-circuit';
import type { PathRequest, VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { serveOrders } from './serve-orders';

/** What of a path can be changed once it is there. */
export type PathChange = Partial<Omit<PathRequest, 'id' | 'switchId' | 'side' | 'vpi'>>;

/** Enters a path (V8: a new one has SUCCESS, and nothing created); the words why not, or null. */
export async function addPath(engine: Engine, record: Recording, request: PathRequest, by: string): Promise<string | null> {
  const { tx, atMs } = record;
  const amiss = await requestAmiss(record, request, null);
  if (amiss !== null) return amiss;
  const { first } = request.vcis;
  const path: VirtualPath = {
    ...request,
    ...{ currentVci: first, lastVci: first - 1, requestedVci: first - 1, status: 'SUCCESS', startTimeMs: null, attempts: 0 },
    ...{ retryAtMs: null, heldSinceMs: null, createdAtMs: atMs },
  };
  if (!(await tx.paths.insert(path))) {
    const isRemoved = (await tx.paths.get(request.id)) === undefined;
    const why = isRemoved ? 'was removed, and ended orders go on naming it' : 'exists already';
    return `virtual path ${request.id} ${why}; give the new one another id`;
  }
  await record.note('path.added', path.id, `by ${by}: ${describe(path)}`, 'operator');
  await serveOrders(engine, record, path.id);
  return null;
}

export async function changePath(engine: Engine, record: Recording, id: string, change: PathChange, by: string): Promise<string | null> {
  const { tx } = record;
  const path = await tx.paths.get(id);
  if (!path) return unknown(id);
  const changed = { ...path, ...change };
  const amiss = (await requestAmiss(record, changed, path)) ?? rangeAmiss(path, changed);
  if (amiss !== null) return amiss;
  await tx.paths.put(changed);
  await record.note('path.changed', id, `by ${by}: ${describe(changed)}`, 'operator');
  await serveOrders(engine, record, id);
  return null;
}

/** Only one that nobody uses: then nothing at the switch is anybody's. Orders that have ended keep its id. */
export async function removePath({ tx, note, tell, atMs }: Recording, id: string, by: string): Promise<string | null> {
  const path = await tx.paths.get(id);
  if (!path) return unknown(id);
  const orders = await tx.circuits.orders(id);
  const standing = orders.filter(({ state }) => !finalCircuitOrderStates.includes(state));
  if (standing.length > 0)
    return standing.length === 1
      ? `virtual path ${id} serves circuit order ${standing[0]?.id ?? ''}; release it first`
      : `virtual path ${id} serves ${standing.length} circuit orders (${standing[0]?.id ?? ''}, …); release them first`;
  if (path.status === 'IN_PROCESS') return `a bulk request is pending for virtual path ${id}; remove it once that is settled`;
  if (orders.length === 0) await tx.paths.remove(id);
  else await tx.paths.withdraw(id, atMs);
  await note('path.removed', id, `by ${by}; what is created stays at the switch`, 'operator');
  tell({ kind: 'path.changed', pathId: id, switchId: path.switchId, atMs });
  return null;
}

/** A path that is held, or waits for a backoff's end, asks again at once. */
export async function retryPath(engine: Engine, record: Recording, id: string, by: string): Promise<string | null> {
  const { tx } = record;
  const path = await tx.paths.get(id);
  if (!path) return unknown(id);
  if (path.status !== 'FAIL') {
    const what = path.status === 'SUCCESS' ? 'its last bulk request was successful' : 'a bulk request is pending for it';
    return `virtual path ${id} needs no retry: ${what}`;
  }
  await tx.paths.putState({ ...path, attempts: 0, retryAtMs: null, heldSinceMs: null });
  await record.note('path.retried', id, `by ${by}`, 'operator');
  await serveOrders(engine, record, id);
  return null;
}

const unknown = (id: string): string => `virtual path ${id} is not known; check its id`;

const describe = ({
  switchId,
  provider,
  side,
  vpi,
  vcis,
  bulkSize,
  deltaThreshold,
  isReserveHeld,
  carriedByOrderId,
}: PathRequest): string =>
  [
    `switch ${switchId} to ${provider}, ${side} ${vpi}, identifiers ${rangesText([vcis])}`,
    `${bulkSize} at once when not more than ${deltaThreshold} remain`,
    ...(isReserveHeld ? ['the reserve is held'] : []),
    ...(carriedByOrderId === null ? [] : [`carried by order ${carriedByOrderId}`]),
  ].join('; ');

/** `former`: what it is to be changed from; what stays as it is there is not held against the change. */
async function requestAmiss({ tx, atMs }: Recording, request: PathRequest, former: PathRequest | null): Promise<string | null> {
  const known = await tx.switches.get(request.switchId);
  if (!known) return `switch ${request.switchId} is not known; connect it first, or correct its id`;
  const others = (await tx.paths.ofSwitch(request.switchId)).filter(({ id }) => id !== request.id);
  const isRangeKept = former !== null && former.vcis.first === request.vcis.first && former.vcis.last === request.vcis.last;
  const amiss = isRangeKept
    ? keptRangeAmiss(request, others)
    : (pathAmiss(request, known.limits, others) ?? (await quarantineAmiss(tx, request, atMs)));
  if (amiss !== null) return amiss;
  const isCarrierKept = former !== null && former.carriedByOrderId === request.carriedByOrderId;
  return request.carriedByOrderId === null || isCarrierKept ? null : carrierAmiss(tx, request.carriedByOrderId);
}

async function carrierAmiss(tx: Tx, orderId: string): Promise<string | null> {
  const carrier = await tx.orders.get(orderId);
  if (!carrier) return `order ${orderId}, which is to carry the path, is not known; correct its id`;
  if (isFinal(carrier.state)) return `order ${carrier.id} is ${carrier.state} and carries nothing; name one that is in service or waits`;
  return null;
}

/** What a removed path released a short while ago is not given again by another before its quarantine is over. */
async function quarantineAmiss(tx: Tx, { id, switchId, vpi, vcis }: PathRequest, atMs: number): Promise<string | null> {
  const quarantined = (await tx.circuits.withdrawnInQuarantine(switchId, vpi, atMs)).filter(
    ({ vci }) => vcis.first <= vci && vci <= vcis.last,
  );
  const [first] = quarantined;
  if (!first) return null;
  const which = rangesText(quarantined.map(({ vci }) => ({ first: vci, last: vci })));
  const endMs = Math.max(...quarantined.map(({ freeAtMs }) => freeAtMs ?? 0));
  return `path ${id}: VCIs ${which} of VPI ${vpi} on switch ${switchId} are in quarantine until ${formatTime(endMs)}, after path ${first.pathId}, which was removed; enter it then, or take others`;
}

/** What was created, or is being asked for, stays within the range; where it begins is where its circuits begin. */
function rangeAmiss(path: VirtualPath, { id, vcis }: PathRequest): string | null {
  if (vcis.first !== path.vcis.first)
    return `virtual path ${id} begins with ${path.vcis.first}, which cannot be changed; change where it ends`;
  const used = Math.max(path.lastVci, path.requestedVci, path.currentVci - 1);
  if (vcis.last < used) return `virtual path ${id} has circuits up to ${used}; its range cannot end before`;
  return null;
}
