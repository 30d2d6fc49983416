import type { CarrierInventory, InventoryChange, ReportedNode, ReportedPort, ReportedResource } from '../../carriers/carrier-link';
import { symmetric } from '../../model/latency';
import type { Store } from '../../store/store';
import { enterCarrier } from '../link-state';
import { loadNetwork, type Network } from '../network';
import { carrier } from './plain-network';

/** What a carrier's link reports, all well but for what a test says. */
export const reportedNode = (uuid: string, change: Partial<ReportedNode> = {}): ReportedNode => ({
  uuid,
  name: uuid,
  site: null,
  condition: 'up',
  conditionText: '',
  transitNs: 10,
  ...change,
});

export const site = (id: string, latitudeDeg: number | null = null, longitudeDeg: number | null = null): ReportedNode['site'] => ({
  id,
  name: id,
  latitudeDeg,
  longitudeDeg,
});

export const reportedPort = (uuid: string, nodeUuid: string, change: Partial<ReportedPort> = {}): ReportedPort => ({
  uuid,
  nodeUuid,
  name: uuid,
  signals: ['10GE-LAN'],
  plug: null,
  condition: 'up',
  conditionText: '',
  ...change,
});

export const reportedResource = (
  uuid: string,
  aNodeUuid: string,
  zNodeUuid: string,
  change: Partial<ReportedResource> = {},
): ReportedResource => ({
  uuid,
  name: uuid,
  aNodeUuid,
  zNodeUuid,
  slots: 16,
  availableSlots: 16,
  signals: ['10GE-LAN'],
  pricePerSlot: 100,
  sharedRisks: [],
  isDedicated: true,
  condition: 'up',
  conditionText: '',
  latency: symmetric(1000),
  ...change,
});

export const inventory = (parts: Partial<CarrierInventory>): CarrierInventory => ({
  nodes: [],
  ports: [],
  resources: [],
  services: [],
  warnings: [],
  ...parts,
});

export const inventoryChange = (parts: Partial<InventoryChange>): InventoryChange => ({
  nodes: [],
  ports: [],
  resources: [],
  withdrawn: [],
  warnings: [],
  ...parts,
});

/** A network that knows carriers and nothing else yet. */
export async function networkWith(store: Store, ...carrierIds: readonly string[]): Promise<Network> {
  const network = await loadNetwork(store);
  for (const id of carrierIds) await enterCarrier(store, network, carrier(id), 1);
  return network;
}
