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
 * Matches interconnects again after ports changed. One that its carriers match no longer is removed, unless something still runs over it; a port that the
 * operator joined, or that is still in use, keeps its interconnect.
 */
export async function updateInterconnects(
  tx: Tx,
  view: NetworkView,
  nodes: readonly NetworkNode[],
  ports: readonly Port[],
): Promise<InterconnectChanges> {
  if (ports.length === 0) return { put: [], removed: [], warnings: [] };
  const allNodes = new Map([...view.nodes, ...nodes.map((node) => [node.id, node] as const)]);
  const allPorts = new Map([...view.ports, ...ports.map((port) => [port.id, port] as const)]);
  const matched = matchInterconnects(allPorts.values(), (port) => allNodes.get(port.nodeId)?.siteId ?? null);
  const standing = new Set(matched.interconnects.map(({ id }) => id));
  const isInUse = ({ aPortId, zPortId }: Interconnect) => view.portOwners.has(aPortId) || view.portOwners.has(zPortId);
  const removed = [...view.interconnects.values()].filter(
    (known) => known.origin === 'plug-id' && !standing.has(known.id) && !isInUse(known),
  );
  const gone = new Set(removed.map(({ id }) => id));
  const joined = new Map<string, string>();
  for (const { id, aPortId, zPortId } of view.interconnects.values()) if (!gone.has(id)) joined.set(aPortId, id).set(zPortId, id);
  const put = matched.interconnects.filter(
    (interconnect) =>
      !isDeepStrictEqual(view.interconnects.get(interconnect.id), interconnect) &&
      [interconnect.aPortId, interconnect.zPortId].every((portId) => (joined.get(portId) ?? interconnect.id) === interconnect.id),
  );
  for (const id of gone) await tx.network.removeInterconnect(id);
  for (const interconnect of put) await tx.network.putInterconnect(interconnect);
  const changed = new Set(ports.map(({ id }) => id));
  const warnings = matched.problems
    .filter(({ portId }) => changed.has(portId))
    .map(({ portId, message }) => ({ subject: portId, message }));
  return { put, removed: [...gone], warnings };
}
