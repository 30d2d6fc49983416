import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GraphmlNetwork } from '../core/carriers/import/graphml';
import { greatCircleKm } from './carrier/distance';
import { parseGraphml } from './carrier/graphml-inventory';
import { findMeetings, interconnectPorts } from './meetings';
import { startNetworks, type Networks } from './practice';
import { graphml, type Drawn } from './testing/graphml';
import { rawClient } from './testing/raw-client';

const north: Drawn = {
  name: 'North',
  nodes: [
    { id: '0', label: 'Chicago', at: [41.88, -87.63] },
    { id: '1', label: 'Detroit', at: [42.33, -83.05] },
    { id: '2', label: 'Nowhere' },
  ],
  edges: [
    ['0', '1'],
    ['0', '1'],
    ['1', '2'],
  ],
};
const south: Drawn = {
  name: 'South',
  nodes: [
    { id: 'a', label: 'Chicago, IL', at: [41.9, -87.65] },
    { id: 'b', label: 'Cicero', at: [41.85, -87.75] },
    { id: 'c', label: 'Memphis', at: [35.15, -90.05] },
  ],
  edges: [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'c'],
  ],
};
const drawn = (...networks: readonly Drawn[]): ReadonlyMap<string, GraphmlNetwork> =>
  new Map(networks.map((each) => [each.name.toLowerCase(), parseGraphml(each.name, graphml(each))]));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longlines-networks-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('carriers meet', () => {
  test('where a city is near another, each at the nearest only', () => {
    const meetings = findMeetings(drawn(north, south));
    expect(meetings.map(({ site, one, other }) => [site, one.node.id, other.node.id])).toEqual([['CHICAGO', '0', 'a']]);
  });

  test('at one site where a third meets them both, and at different ones where they only share a name', () => {
    const third: Drawn = { name: 'Third', nodes: [{ id: 'x', label: 'Chicagoland', at: [41.91, -87.66] }], edges: [] };
    const springfields = (name: string): Drawn => ({
      name,
      nodes: [
        { id: '1', label: 'Springfield', at: [39.8, -89.65] },
        { id: '2', label: 'Springfield', at: [42.1, -72.59] },
      ],
      edges: [],
    });
    expect(new Set(findMeetings(drawn(north, south, third)).map(({ site }) => site))).toEqual(new Set(['CHICAGO']));
    expect(findMeetings(drawn(springfields('A'), springfields('B'))).map(({ site }) => site)).toEqual(['SPRINGFIELD', 'SPRINGFIELD-2']);
  });

  test('by plugs of which each names the other', () => {
    const ports = interconnectPorts(findMeetings(drawn(north, south)), 2);
    const [there, here] = [ports.get('north') ?? [], ports.get('south') ?? []];
    expect(there.map(({ localId, remoteId, node, site }) => [localId, remoteId, node, site])).toEqual([
      ['north.0.south.a.1', 'south.a.north.0.1', '0', 'CHICAGO'],
      ['north.0.south.a.2', 'south.a.north.0.2', '0', 'CHICAGO'],
    ]);
    expect(here.map(({ localId, remoteId }) => [remoteId, localId])).toEqual(there.map(({ localId, remoteId }) => [localId, remoteId]));
  });
});

describe('managers of GraphML networks', () => {
  let networks: Networks;

  beforeAll(async () => {
    const files = await Promise.all(
      [north, south].map(async (each) => {
        const file = join(folder, `${each.name}.graphml`);
        await writeFile(file, graphml(each));
        return file;
      }),
    );
    networks = await startNetworks(join(folder, 'started'), files, {
      provisionMs: 5,
      clientPorts: 2,
      slots: 40,
      behaviour: (id) => (id === 'south' ? { tapi: '2.1.3', streams: 'websocket' } : {}),
      role: (id) => (id === 'north' ? 'dedicating' : 'both'),
    });
  });

  afterAll(() => networks.stop());

  const shown = async (id: string): Promise<string> => {
    const carrier = networks.carriers.find((each) => each.id === id);
    if (!carrier) throw new Error(`no carrier ${id}`);
    const client = rawClient(carrier, '/restconf');
    const { content } = await client.get('tapi-common:context');
    await client.close();
    return JSON.stringify(content);
  };

  test('are named after their files, and each reports the plugs of its side', async () => {
    expect(networks.carriers.map(({ id, name, role }) => [id, name, role])).toEqual([
      ['north', 'North', 'dedicating'],
      ['south', 'South', 'both'],
    ]);
    const [one, other] = [await shown('north'), await shown('south')];
    for (const number of [1, 2, 3, 4]) {
      expect(one).toContain(`"plug-id-inter-domain-local-id":"north.0.south.a.${number}"`);
      expect(other).toContain(`{"value-name":"PLUG_REMOTE_ID","value":"north.0.south.a.${number}"}`);
    }
    expect([one, other].every((each) => each.includes('{"value-name":"SITE","value":"CHICAGO"}'))).toBe(true);
  });

  test('do not report what nobody knows: the latency of a link that ends nowhere', async () => {
    const audit = await networks.carriers[0]?.manager.audit();
    expect(audit?.links.map(({ slots, latencyUs }) => [slots, latencyUs === null])).toEqual([
      [40, false],
      [40, false],
      [40, true],
    ]);
    const parsed = JSON.parse(await shown('north')) as {
      'tapi-common:context': { 'tapi-topology:topology-context': { topology: [{ link: object[] }] } };
    };
    const { link } = parsed['tapi-common:context']['tapi-topology:topology-context'].topology[0];
    expect(link.map((each) => 'latency-characteristic' in each)).toEqual([true, true, false]);
  });

  test('a latency that nobody knows can be set, but not multiplied', async () => {
    const [northern] = networks.carriers;
    const name = (await northern?.manager.audit())?.links[2]?.id ?? '';
    await expect(northern?.manager.control({ kind: 'set-latency', target: 'link', name, factor: 2 })).rejects.toThrow('is not known');
    await northern?.manager.control({ kind: 'set-latency', target: 'link', name, azUs: 100 });
    expect((await northern?.manager.audit())?.links[2]?.latencyUs).toEqual({ az: 100, za: 100 });
  });
});

test('no file, two of one name, and what is no network are refused by name', async () => {
  const broken = join(folder, 'broken.graphml');
  await writeFile(broken, '<graphml');
  await expect(startNetworks(folder, [])).rejects.toThrow('there are no networks to start');
  await expect(startNetworks(folder, [broken])).rejects.toThrow(broken);
  await writeFile(join(folder, 'Twin.graphml'), graphml(north));
  await expect(startNetworks(folder, [join(folder, 'Twin.graphml'), join(folder, 'x', '..', 'Twin.graphml')])).rejects.toThrow(
    'would both be carrier "twin"',
  );
});

/** The Topology Zoo's files, where TOPOLOGIES names their folder. */
const zoo = ['Darkstrand', 'Deltacom', 'Intellifiber', 'HiberniaGlobal', 'Interoute'];

test('five real networks start and meet', { timeout: 60_000 }, async () => {
  const topologies = process.env['TOPOLOGIES'];
  if (topologies === undefined) {
    console.warn('NOT RUN: five real networks. Set TOPOLOGIES to the folder with the Topology Zoo files.');
    return;
  }
  const files = zoo.map((name) => join(topologies, `${name}.graphml`));
  const networks = await startNetworks(join(folder, 'zoo'), files, { provisionMs: 5 });
  try {
    for (const { id, manager } of networks.carriers) {
      const { links } = await manager.audit();
      const read = networks.networks.get(id);
      expect(links.length).toBe(read?.edges.length);
      const unknown = links.filter(({ latencyUs }) => latencyUs === null).length;
      const meetings = networks.meetings.filter(({ one, other }) => one.carrierId === id || other.carrierId === id);
      const unplaced = read?.nodes.filter(({ latitudeDeg }) => latitudeDeg === null).length ?? 0;
      console.info(
        `${id}: ${read?.nodes.length ?? 0} nodes (${unplaced} without coordinates), ${links.length} links (${unknown} without latency), ` +
          `${meetings.length} meetings, ${meetings.length * 4} interconnects, ${read?.problems.length ?? 0} problems`,
      );
      expect((await readFile(join(folder, 'zoo', `${id}-interconnects.json`), 'utf8')).length).toBeGreaterThan(2);
    }
    console.info(`together ${networks.meetings.length} meetings at ${new Set(networks.meetings.map(({ site }) => site)).size} sites`);
    for (const { one, other } of networks.meetings) expect(kmBetween(one.node, other.node)).toBeLessThanOrEqual(15);
  } finally {
    await networks.stop();
  }
});

function kmBetween(one: GraphmlNetwork['nodes'][number], other: GraphmlNetwork['nodes'][number]): number {
  const place = ({ latitudeDeg, longitudeDeg }: typeof one) => ({ lat: latitudeDeg ?? NaN, lon: longitudeDeg ?? NaN });
  return greatCircleKm(place(one), place(other));
}
