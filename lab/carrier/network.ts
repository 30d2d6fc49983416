import { fibreUs } from './distance';
import {
  placed,
  portsOf,
  type Inventory,
  type InventoryLink,
  type InventoryNode,
  type InventoryPort,
  type InventorySite,
} from './inventory';
import { uuidOf } from './uuid';

/** The carrier's network as it was built: what the inventory says, with UUIDs, look-ups and the latencies that the distances give. */
export interface Network {
  readonly inventory: Inventory;
  readonly contextUuid: string;
  readonly topologyUuid: string;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly links: ReadonlyMap<string, Link>;
  readonly ports: ReadonlyMap<string, Port>;
  /** SIP, node and link ids by UUID. */
  readonly portIds: ReadonlyMap<string, string>;
  readonly nodeIds: ReadonlyMap<string, string>;
  readonly linkIds: ReadonlyMap<string, string>;
}

export interface Node extends InventoryNode {
  readonly uuid: string;
  readonly place: InventorySite;
  readonly portIds: readonly string[];
  readonly linkIds: readonly string[];
}

export interface Link extends InventoryLink {
  readonly uuid: string;
  /** Node edge points at A and Z. */
  readonly aNepUuid: string;
  readonly zNepUuid: string;
  readonly slots: number;
  /** Null: an end has no coordinates. */
  readonly latency: LatencyUs | null;
}

export interface Port extends InventoryPort {
  readonly uuid: string;
  readonly nepUuid: string;
}

export interface LatencyUs {
  readonly az: number;
  readonly za: number;
}

export const gbpsPerSlot = 1.25;

/** Throws where the inventory refers to something that is not in it. What is `renamed` (ids) goes by other UUIDs than it usually does. */
export function buildNetwork(inventory: Inventory, renamed: readonly string[] = []): Network {
  const others = new Set(renamed);
  const name = (kind: string, id = '', ...part: readonly string[]) =>
    uuidOf(inventory.id, ...(others.has(id) ? ['renamed'] : []), kind, ...(id === '' ? [] : [id]), ...part);
  const sites = new Map(inventory.sites.map((site) => [site.code, site]));
  const siteCodes = new Map(inventory.nodes.map((node) => [node.id, node.site]));
  const placeOf = (nodeId: string): InventorySite => {
    const site = sites.get(siteCodes.get(nodeId) ?? '');
    if (!site) throw new Error(`${inventory.id}: node ${nodeId} is missing, or its site is`);
    return site;
  };
  const ports = portsOf(inventory).map((port) => ({ ...port, uuid: name('port', port.id), nepUuid: name('port-nep', port.id) }));
  const links = inventory.links.map((link): Link => {
    const [a, z] = [placeOf(link.a), placeOf(link.z)];
    return {
      ...link,
      uuid: name('link', link.id),
      aNepUuid: name('link-nep', link.id, 'A'),
      zNepUuid: name('link-nep', link.id, 'Z'),
      slots: Math.floor(link.gbps / gbpsPerSlot),
      latency: fibreLatency(a, z, link.zaExtraKm),
    };
  });
  const portIds = grouped(ports, (port) => [port.node]);
  const linkIds = grouped(links, (link) => [link.a, link.z]);
  const nodes = inventory.nodes.map((node) => ({
    ...node,
    uuid: name('node', node.id),
    place: placeOf(node.id),
    portIds: portIds.get(node.id) ?? [],
    linkIds: linkIds.get(node.id) ?? [],
  }));
  return {
    inventory,
    contextUuid: name('context'),
    topologyUuid: name('topology'),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map(links.map((link) => [link.id, link])),
    ports: new Map(ports.map((port) => [port.id, port])),
    portIds: new Map(ports.map((port) => [port.uuid, port.id])),
    nodeIds: new Map(nodes.map((node) => [node.uuid, node.id])),
    linkIds: new Map(links.map((link) => [link.uuid, link.id])),
  };
}

function fibreLatency(a: InventorySite, z: InventorySite, zaExtraKm?: number): LatencyUs | null {
  const [from, to] = [placed(a), placed(z)];
  return from && to && { az: fibreUs(from, to), za: fibreUs(from, to, zaExtraKm) };
}

function grouped<T extends { readonly id: string }>(things: readonly T[], keys: (thing: T) => readonly string[]) {
  const groups = new Map<string, string[]>();
  for (const thing of things) {
    for (const key of keys(thing)) {
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push(thing.id);
    }
  }
  return groups;
}

/** For an id that is known to be there. */
export function at<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`no object "${id}" in this network`);
  return found;
}
