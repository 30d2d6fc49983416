import type { CarrierInventory, ReportedNode, ReportedPort, ReportedResource } from '../../../core/carriers/carrier-link';
import { uuidOf, type Carrier } from '../../../core/model/network';
import type { syntheticNetwork } from '../synthetic-network';

export interface ReportedCarrier {
  readonly carrier: Carrier;
  readonly inventory: CarrierInventory;
}

/** The one port of a node that connections end at. */
export const clientPortOf = (nodeId: string): string => `${nodeId}-client`;

/** A synthetic network as its carriers' managers would report it. */
export function reportedNetwork({
  carriers,
  sites,
  nodes,
  resources,
  interconnects,
}: ReturnType<typeof syntheticNetwork>): readonly ReportedCarrier[] {
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const reports = new Map(
    carriers.map(({ id }) => [id, { nodes: [] as ReportedNode[], ports: [] as ReportedPort[], resources: [] as ReportedResource[] }]),
  );
  for (const { id, carrierId, name, siteId, condition, conditionText, azNs } of nodes)
    reports
      .get(carrierId)
      ?.nodes.push({ ...{ uuid: uuidOf(id), name, condition, conditionText }, site: siteOf.get(siteId ?? '') ?? null, transitNs: azNs });
  const client = { name: 'client', signals: ['10GE-LAN'], condition: 'up', conditionText: '', plug: null } as const;
  for (const { id, carrierId } of nodes)
    reports.get(carrierId)?.ports.push({ ...client, uuid: uuidOf(clientPortOf(id)), nodeUuid: uuidOf(id) });
  const carrierOfNode = new Map(nodes.map(({ id, carrierId }) => [id, carrierId]));
  for (const { id, aNodeId, zNodeId, aPortName, zPortName } of interconnects) {
    const plugs = [`${id}-a`, `${id}-z`] as const;
    const port = (nodeId: string, name: string, [localId, remoteId]: readonly [string, string]): void =>
      void reports.get(carrierOfNode.get(nodeId) ?? '')?.ports.push({
        ...{ uuid: localId, nodeUuid: uuidOf(nodeId), name, signals: ['10GE-LAN'], condition: 'up', conditionText: '' },
        plug: { localId, remoteId },
      });
    port(aNodeId, aPortName, plugs);
    port(zNodeId, zPortName, [plugs[1], plugs[0]]);
  }
  for (const row of resources) {
    const {
      id,
      carrierId,
      name,
      aNodeId,
      zNodeId,
      slots,
      freeSlots,
      signals,
      isDedicated,
      sharedRisks,
      pricePerSlot,
      condition,
      azNs,
      zaNs,
    } = row;
    reports.get(carrierId)?.resources.push({
      ...{ uuid: uuidOf(id), name, slots, availableSlots: freeSlots, signals, isDedicated, sharedRisks, pricePerSlot, condition },
      ...{ aNodeUuid: uuidOf(aNodeId), zNodeUuid: uuidOf(zNodeId), conditionText: condition === 'up' ? '' : 'loss of signal' },
      latency: azNs === null || zaNs === null ? null : { azNs, zaNs },
    });
  }
  return carriers.map(({ id, name, role }) => ({
    carrier: { id, name, role },
    inventory: { ...(reports.get(id) ?? { nodes: [], ports: [], resources: [] }), services: [], warnings: [] },
  }));
}
