import type { ReportedNode, ReportedPort, ReportedResource } from '../carriers/carrier-link';
import { qualify, type NetworkNode, type Port, type Resource, type Site } from '../model/network';

/** What a carrier reports, in the store's terms. Fields are in the order in which the store returns them. */
export const siteFrom = ({ site }: ReportedNode): readonly Site[] =>
  site ? [{ id: site.id, name: site.name, latitudeDeg: site.latitudeDeg, longitudeDeg: site.longitudeDeg }] : [];

export const nodeFrom = (carrierId: string, node: ReportedNode): NetworkNode => ({
  id: qualify(carrierId, node.uuid),
  carrierId,
  name: node.name,
  siteId: node.site?.id ?? null,
  condition: node.condition,
  conditionText: node.conditionText,
});

export const portFrom = (carrierId: string, port: ReportedPort): Port => ({
  id: qualify(carrierId, port.uuid),
  carrierId,
  nodeId: qualify(carrierId, port.nodeUuid),
  name: port.name,
  condition: port.condition,
  conditionText: port.conditionText,
  signals: port.signals,
  plug: port.plug,
});

export const resourceFrom = (carrierId: string, resource: ReportedResource, foreignSlots: number): Resource => ({
  id: qualify(carrierId, resource.uuid),
  carrierId,
  name: resource.name,
  aNodeId: qualify(carrierId, resource.aNodeUuid),
  zNodeId: qualify(carrierId, resource.zNodeUuid),
  slots: resource.slots,
  foreignSlots,
  signals: resource.signals,
  pricePerSlot: resource.pricePerSlot,
  sharedRisks: resource.sharedRisks,
  isDedicated: resource.isDedicated,
  condition: resource.condition,
  conditionText: resource.conditionText,
});
