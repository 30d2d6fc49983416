import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { greatCircleKm } from './carrier/distance';
import { placed, portsOf, readInventory, type Inventory } from './carrier/inventory';
import { inventoryFolder } from './places';
import { carrierToConnect, practiceCarriers } from './practice';

const inventories = practiceCarriers.map((id) => readInventory(join(inventoryFolder(), `${id}.json`)));
/** Whose manager runs, and that nobody has connected. */
const toConnect = readInventory(join(inventoryFolder(), `${carrierToConnect}.json`));
const all = [...inventories, toConnect];
const plugs = all.flatMap((inventory) =>
  inventory.interconnectPorts.map((port) => ({
    carrier: inventory.id,
    site: siteOf(inventory, port.node),
    signals: port.signals,
    ...port.plug,
  })),
);

test('four carriers play three roles', () => {
  expect(inventories.map(({ id, role }) => [id, role])).toEqual([
    ['alder', 'dedicating'],
    ['borealis', 'dedicating'],
    ['cinder', 'both'],
    ['dunmore', 'accessing'],
  ]);
  const dedicated = inventories.map(({ links }) => links.filter((link) => link.dedicated).length / links.length);
  expect(dedicated[3]).toBe(0);
  expect(dedicated[2]).toBeGreaterThan(0.7);
  expect(dedicated[2]).toBeLessThan(1);
});

test('the one to connect meets two others, and has something to get right: its unit, and a site that it calls otherwise', () => {
  expect(toConnect).toMatchObject({ role: 'dedicating', latencyUnit: 'ms' });
  const known = new Map(inventories.flatMap(({ sites }) => sites).map((site) => [site.code, site]));
  const prague = toConnect.sites.find(({ code }) => code === 'PRA');
  expect(known.has('PRA')).toBe(false);
  expect(known.get('PRG')).toMatchObject({ lat: prague?.lat, lon: prague?.lon });
  expect(toConnect.links.some(({ dedicated }) => !dedicated)).toBe(true);
});

test('there are a hundred nodes, give or take ten', () => {
  const nodes = inventories.reduce((sum, { nodes: own }) => sum + own.length, 0);
  expect(Math.abs(nodes - 100)).toBeLessThanOrEqual(10);
});

test('a site code means the same place to everyone', () => {
  const places = new Map<string, Set<string>>();
  for (const site of all.flatMap(({ sites }) => sites)) {
    places.set(site.code, (places.get(site.code) ?? new Set()).add(JSON.stringify(site)));
  }
  expect([...places].filter(([, said]) => said.size > 1)).toEqual([]);
});

test('two carriers or more meet in at least ten cities', () => {
  const codes = inventories.flatMap(({ sites }) => sites.map(({ code }) => code));
  const shared = new Set(codes.filter((code, index) => codes.indexOf(code) !== index));
  expect(shared.size).toBeGreaterThanOrEqual(10);
});

test('plugs pair up: each says of the other what the other says of it, at one site, between two carriers, for the same signals', () => {
  const byLocal = new Map(plugs.map((plug) => [plug.localId, plug]));
  expect(byLocal.size).toBe(plugs.length);
  for (const plug of plugs) {
    const peer = byLocal.get(plug.remoteId);
    expect(peer).toMatchObject({ remoteId: plug.localId, site: plug.site, signals: plug.signals });
    expect(peer?.carrier).not.toBe(plug.carrier);
  }
});

test('there are more than 150 interconnects, at ten sites or more, at least four for a pair of carriers at a site', () => {
  expect(plugs.length / 2).toBeGreaterThan(150);
  expect(new Set(plugs.map(({ site }) => site)).size).toBeGreaterThanOrEqual(10);
  const groups = new Map<string, number>();
  for (const { site, localId, remoteId } of plugs) {
    const group = [site, ...[localId.slice(0, 3), remoteId.slice(0, 3)].sort()].join(' ');
    groups.set(group, (groups.get(group) ?? 0) + 0.5);
  }
  expect([...groups].filter(([, count]) => count < 4)).toEqual([]);
});

test('carriers share ducts and cables', () => {
  const users = new Map<string, Set<string>>();
  for (const { id, links } of inventories) {
    for (const duct of links.flatMap(({ ducts }) => ducts)) users.set(duct, (users.get(duct) ?? new Set()).add(id));
  }
  expect([...users.values()].filter((carriers) => carriers.size > 1).length).toBeGreaterThanOrEqual(10);
});

test('only Borealis leaves node transit unreported', () => {
  const silent = inventories.filter(({ nodes }) => nodes.some((node) => node.transitUs === undefined));
  expect(silent.map(({ id }) => id)).toEqual(['borealis']);
});

describe.each(all.map((inventory) => [inventory.id, inventory] as const))('%s', (_, inventory) => {
  test('names nothing twice and refers to nothing that is not there', () => {
    const { sites, nodes, links } = inventory;
    for (const ids of [
      sites.map(({ code }) => code),
      nodes.map(({ id }) => id),
      links.map(({ id }) => id),
      links.map(({ name }) => name),
    ]) {
      expect(new Set(ids).size).toBe(ids.length);
    }
    const ports = portsOf(inventory);
    expect(new Set(ports.map(({ id }) => id)).size).toBe(ports.length);
    const nodeIds = new Set(nodes.map(({ id }) => id));
    const referred = [...links.flatMap(({ a, z }) => [a, z]), ...ports.map(({ node }) => node)];
    expect(referred.filter((id) => !nodeIds.has(id))).toEqual([]);
    expect(nodes.filter(({ site }) => !sites.some(({ code }) => code === site))).toEqual([]);
  });

  test('is one network, and no link of it is a bridge', () => {
    expect(reached(inventory, null)).toBe(inventory.nodes.length);
    const bridges = inventory.links.filter(({ id }) => reached(inventory, id) < inventory.nodes.length);
    expect(bridges.map(({ id }) => id)).toEqual([]);
  });

  test('has four client ports or more at each node', () => {
    const few = inventory.nodes.filter(({ id }) => inventory.clientPorts.filter(({ node }) => node === id).length < 4);
    expect(few).toEqual([]);
  });

  test('has links of earthly length, with fewer slots taken by others than there are', () => {
    const place = new Map(inventory.nodes.map((node) => [node.id, inventory.sites.find(({ code }) => code === node.site)]));
    for (const link of inventory.links) {
      const [a, z] = [link.a, link.z].map((id) => placed(place.get(id) ?? { code: id, name: id }));
      const km = a && z ? greatCircleKm(a, z) : 0;
      expect(km).toBeGreaterThan(20);
      expect(km).toBeLessThan(8000);
      expect(link.foreignSlots ?? 0).toBeLessThan(link.gbps / 1.25);
    }
  });
});

function siteOf(inventory: Inventory, nodeId: string): string {
  return inventory.nodes.find(({ id }) => id === nodeId)?.site ?? '';
}

/** How many nodes can be reached from the first without one link. */
function reached(inventory: Inventory, without: string | null): number {
  const [first] = inventory.nodes;
  const seen = new Set(first ? [first.id] : []);
  for (const here of seen) {
    for (const link of inventory.links) {
      if (link.id === without) continue;
      if (link.a === here) seen.add(link.z);
      if (link.z === here) seen.add(link.a);
    }
  }
  return seen.size;
}
