import type { PathDossier } from '../../../core/host/circuit-queries';
import type { Host } from '../../../core/host/create-host';
import { contains, minus, rangesText, sizeOf, within } from '../../../core/circuits/ranges';
import { isSameLine, lineText } from '../../../core/model/switch';
import type { CircuitOrder, CircuitOrderState } from '../../../core/model/virtual-circuit';
import type { BulkRequest } from '../../../core/model/virtual-path';
import type { SwitchAudit } from '../../../lab/switch/audit';

/** What the store says of circuits beside what the switches really hold. All but the two maxima are counts of faults. */
export interface CircuitComparison {
  /** Cross-connections without an active order, and circuits with two orders. */
  readonly duplicates: number;
  /** Orders, circuits and cross-connections that one side knows and the other has not. */
  readonly lost: number;
  /** The most bulk requests that the store ever had pending at once for a path. */
  readonly mostPending: number;
  /** The most that a switch ever had under way at once for a path. */
  readonly mostUnderWay: number;
  /** One line per fault. */
  readonly faults: readonly string[];
}

/** What a switch really holds, by its id in the store. */
export interface AuditedSwitch {
  readonly switchId: string;
  readonly audit: SwitchAudit;
}

type CrossConnection = SwitchAudit['crossConnections'][number];

/** Compares the store with the switches' own books, which are read past their TL1 side. Nothing may be under way. `acknowledged`: ids of orders that the store said to have taken. */
export async function compareCircuits(
  host: Host,
  switches: readonly AuditedSwitch[],
  acknowledged: readonly string[],
): Promise<CircuitComparison> {
  const paths = await Promise.all((await host.virtualPaths()).map(({ path: { id } }) => host.virtualPath(id)));
  const orders = await host.circuitOrders({});
  const requests = await host.bulkRequests({ count: 1_000_000 });
  const known = new Set(orders.map(({ id }) => id));
  const duplicates: string[] = [];
  const lost = acknowledged.filter((id) => !known.has(id)).map((id) => `order ${id} was taken, and the store does not know it`);
  let [mostPending, mostUnderWay] = [0, 0];
  for (const status of paths.filter((each) => each !== null)) {
    const { id, switchId, vpi } = status.path;
    const audit = switches.find((each) => each.switchId === switchId)?.audit;
    if (!audit) throw new Error(`switch ${switchId} of path ${id} was not audited`);
    const ofPath = orders.filter((order) => order.pathId === id);
    const standing = ofPath.filter(({ state }) => standingStates.includes(state));
    const joined = audit.crossConnections.filter((each) => each.vpi === vpi && contains([status.path.vcis], each.vci));
    duplicates.push(...givenTwice(status, standing), ...withoutOrder(status, ofPath, joined));
    lost.push(...withoutConnection(status, standing, joined), ...lostCircuits(status, audit));
    mostPending = Math.max(mostPending, mostAtOnce(requests.filter(({ pathId }) => pathId === id)));
    mostUnderWay = Math.max(mostUnderWay, audit.mostAtOnce[String(vpi)] ?? 0);
  }
  return { duplicates: duplicates.length, lost: lost.length, mostPending, mostUnderWay, faults: [...duplicates, ...lost] };
}

const standingStates: readonly CircuitOrderState[] = ['given', 'connecting', 'active', 'releasing'];

function givenTwice({ path, circuits }: PathDossier, standing: readonly CircuitOrder[]): readonly string[] {
  const owners = new Map<number, string>();
  return standing.flatMap(({ id, vci, state }) => {
    if (vci === null) return [`order ${id} is ${state} and has no circuit`];
    const other = owners.get(vci);
    owners.set(vci, id);
    if (other !== undefined) return [`circuit ${vci} of path ${path.id} is given to ${other} and to ${id}`];
    const row = circuits.find((each) => each.vci === vci);
    if (row?.orderId === id) return [];
    return [`circuit ${vci} of path ${path.id} is ${row?.state ?? 'unused'}, and order ${id} has it`];
  });
}

/** What the switch uses for something else is nobody's fault, unless it is a line that we were asked to serve: then it was left behind. */
function withoutOrder(
  { path, circuits }: PathDossier,
  orders: readonly CircuitOrder[],
  joined: readonly CrossConnection[],
): readonly string[] {
  const foreign = new Set(circuits.filter(({ state }) => state === 'foreign').map(({ vci }) => vci));
  return joined
    .filter(({ vci, line }) => {
      const ofLine = orders.filter((order) => isSameLine(order.line, line));
      if (foreign.has(vci) && ofLine.length === 0) return false;
      return !ofLine.some((order) => order.state === 'active' && order.vci === vci);
    })
    .map(
      ({ vci, line }) => `path ${path.id}: the switch joins circuit ${vci} to line ${lineText(line)}, for which there is no active order`,
    );
}

function withoutConnection(
  { path }: PathDossier,
  standing: readonly CircuitOrder[],
  joined: readonly CrossConnection[],
): readonly string[] {
  return standing
    .filter(({ state }) => state === 'active')
    .filter((order) => !joined.some(({ vci, line, state }) => vci === order.vci && state === 'IS' && isSameLine(line, order.line)))
    .map(
      ({ id, vci, line }) =>
        `path ${path.id}: order ${id} is active, and the switch does not join ${vci ?? 'its circuit'} to line ${lineText(line)}`,
    );
}

function lostCircuits({ path }: PathDossier, audit: SwitchAudit): readonly string[] {
  const { id, vcis, lastVci, status } = path;
  const held = within(audit.circuits[String(path.vpi)] ?? [], vcis);
  const missing = minus([{ first: vcis.first, last: lastVci }], held);
  // What follows after a gap is not counted until the gap is filled.
  const uncounted = status === 'SUCCESS' ? within(held, { first: lastVci + 1, last: vcis.last }) : [];
  return [
    ...(sizeOf(missing) > 0 ? [`path ${id}: circuits ${rangesText(missing)} count as created, and the switch does not hold them`] : []),
    ...(sizeOf(uncounted) > 0 ? [`path ${id}: the switch holds circuits ${rangesText(uncounted)}, which the store does not count`] : []),
  ];
}

/** The most of one path's requests that were pending at once; newest first, as the log has them. */
export function mostAtOnce(requests: readonly Pick<BulkRequest, 'startMs' | 'endMs'>[]): number {
  return requests.reduce((most, { startMs }, index) => {
    const earlier = requests.slice(index + 1).filter(({ endMs }) => endMs === null || endMs > startMs);
    return Math.max(most, earlier.length + 1);
  }, 0);
}
