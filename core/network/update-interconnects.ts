import { isDeepStrictEqual } from 'node:util';
import type { LinkWarning } from '../carriers/carrier-link';
import type { Interconnect, NetworkNode, Port } from '../model/network';
import type { Tx } from '../store/store';
import { matchInterconnects } from './match-interconnects';
import type { NetworkView } from './network-view';

export interface InterconnectChanges {
  readonly put: readonly Interconnect[];
  readonly removed: readonly string[];
  readonly warnings: readonly LinkWarning[];
}

/**
 * Matches interconnects again after ports, or the sites of nodes, changed (`notice`: only if in what matters for that), and after all that a carrier has was read. One
 * that its carriers match no longer is removed, unless something still runs over it; a port that the operator joined, or that is still in use, keeps its interconnect.
 */
export async function updateInterconnects(
  tx: Tx,
  view: NetworkView,
  nodes: readonly NetworkNode[],
  ports: readonly Port[],
  occasion: 'inventory' | 'notice',
): Promise<InterconnectChanges> {
  const isMoved = (): boolean => nodes.some(({ id, siteId }) => view.nodes.get(id)?.siteId !== siteId);
  const isReplugged = (): boolean => ports.some((port) => isOtherwisePlugged(view.ports.get(port.id), port));
  if (occasion === 'notice' && !isMoved() && !isReplugged()) return { put: [], removed: [], warnings: [] };
  const allNodes = new Map([...view.nodes, ...nodes.map((node) => [node.id, node] as const)]);
  const allPorts = new Map([...view.ports, ...ports.map((port) => [port.id, port] as const)]);
  const matched = matchInterconnects(allPorts.values(), (port) => allNodes.get(port.nodeId)?.siteId ?? null, view.interconnects.values());
  const standing = new Set(matched.interconnects.map(({ id }) => id));
  const unmatched = [...view.interconnects.values()].filter((known) => known.origin === 'plug-id' && !standing.has(known.id));
  const replugged = matched.interconnects.filter((now) => {
    const known = view.interconnects.get(now.id);
    return known && (known.aPortId !== now.aPortId || known.zPortId !== now.zPortId);
  });
  // As the store has it: the view may be a commit behind.
  const { ports: bookings } = unmatched.length + replugged.length > 0 ? await tx.connections.bookings() : { ports: [] };
  const owned = new Set(bookings.map(({ portId }) => portId));
  const isInUse = ({ id }: Interconnect): boolean => {
    const known = view.interconnects.get(id);
    return known !== undefined && [known.aPortId, known.zPortId].some((portId) => owned.has(portId) || view.portOwners.has(portId));
  };
  const removed = unmatched.filter((known) => !isInUse(known));
  const gone = new Set(removed.map(({ id }) => id));
  const joined = new Map<string, string>();
  for (const { id, aPortId, zPortId } of view.interconnects.values()) if (!gone.has(id)) joined.set(aPortId, id).set(zPortId, id);
  // Orders run over the ports that it had: those stay joined until they are free.
  const held = replugged.filter(isInUse);
  const put = matched.interconnects.filter(
    (interconnect) =>
      !held.includes(interconnect) &&
      !isDeepStrictEqual(view.interconnects.get(interconnect.id), interconnect) &&
      [interconnect.aPortId, interconnect.zPortId].every((portId) => (joined.get(portId) ?? interconnect.id) === interconnect.id),
  );
  for (const id of gone) await tx.network.removeInterconnect(id);
  for (const interconnect of put) await tx.network.putInterconnect(interconnect);
  const changed = new Set(ports.map(({ id }) => id));
  const warnings = matched.problems
    .filter(({ portId, otherPortId }) => changed.has(portId) || changed.has(otherPortId))
    .map(({ portId, message }) => ({ subject: portId, message }));
  const heldWarnings = held.map(({ id, aPortId, zPortId }) => ({
    subject: id,
    message: `its plugs are at ${aPortId} and ${zPortId} now, but orders run over the ports where they were: the known join is kept; move those orders, then resynchronise`,
  }));
  return { put, removed: [...gone], warnings: [...warnings, ...heldWarnings] };
}

/** In anything by which ports are matched; one without a plug is matched with none. */
function isOtherwisePlugged(known: Port | undefined, port: Port): boolean {
  if (!known?.plug && !port.plug) return false;
  return (
    !isDeepStrictEqual(known?.plug, port.plug) ||
    known?.nodeId !== port.nodeId ||
    (known.condition === 'withdrawn') !== (port.condition === 'withdrawn')
  );
}
