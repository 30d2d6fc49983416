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
 * Matches interconnects again after ports, or the sites of nodes, changed. One that its carriers match no longer is removed, unless something still runs over it; a port that the
 * operator joined, or that is still in use, keeps its interconnect.
 */
export async function updateInterconnects(
  tx: Tx,
  view: NetworkView,
  nodes: readonly NetworkNode[],
  ports: readonly Port[],
): Promise<InterconnectChanges> {
  const isMoved = nodes.some(({ id, siteId }) => view.nodes.get(id)?.siteId !== siteId);
  if (ports.length === 0 && !isMoved) return { put: [], removed: [], warnings: [] };
  const allNodes = new Map([...view.nodes, ...nodes.map((node) => [node.id, node] as const)]);
  const allPorts = new Map([...view.ports, ...ports.map((port) => [port.id, port] as const)]);
  const matched = matchInterconnects(allPorts.values(), (port) => allNodes.get(port.nodeId)?.siteId ?? null, view.interconnects.values());
  const standing = new Set(matched.interconnects.map(({ id }) => id));
  // As the store has it: the view may be a commit behind.
  const owned = new Set((await tx.connections.bookings()).ports.map(({ portId }) => portId));
  const isInUse = ({ aPortId, zPortId }: Interconnect) =>
    [aPortId, zPortId].some((portId) => owned.has(portId) || view.portOwners.has(portId));
  const removed = [...view.interconnects.values()].filter(
    (known) => known.origin === 'plug-id' && !standing.has(known.id) && !isInUse(known),
  );
  const gone = new Set(removed.map(({ id }) => id));
  const joined = new Map<string, string>();
  for (const { id, aPortId, zPortId } of view.interconnects.values()) if (!gone.has(id)) joined.set(aPortId, id).set(zPortId, id);
  // Orders run over the ports that it had: those stay joined until they are free.
  const held = matched.interconnects.filter((now) => {
    const known = view.interconnects.get(now.id);
    return known && isInUse(known) && (known.aPortId !== now.aPortId || known.zPortId !== now.zPortId);
  });
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
