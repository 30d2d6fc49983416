import { expect, it } from 'vitest';
import { file, read, refusal } from './testing/reading';

const keys = ['label', 'Latitude', 'Longitude', 'Internal', 'hyperedge', 'geocode_append']
  .map((name, index) => `<key id="n${index}" for="node" attr.name="${name}"/>`)
  .concat('<key id="e0" for="edge" attr.name="LinkSpeedRaw"/>')
  .join('');
const document = (content: string): string => `<graphml>${keys}<graph edgedefault="undirected">${content}</graph></graphml>`;
const node = (id: string, ...values: readonly string[]): string =>
  `<node id="${id}">${values.map((value, index) => (value === '' ? '' : `<data key="n${index}">${value}</data>`)).join('')}</node>`;
const edge = (source: string, target: string, speed = ''): string =>
  `<edge source="${source}" target="${target}">${speed === '' ? '' : `<data key="e0">${speed}</data>`}</edge>`;

const frankfurt = node('0', 'Frankfurt', '50.1109', '8.6821');
const paris = node('1', 'Paris', '48.8566', '2.3522');

it('a node stands at a site of its own and has client ports; an edge is a dedicated circuit with derived latency', () => {
  const { inventory, problems } = read([file('zoo.graphml', document(`${frankfurt}${paris}${edge('0', '1')}`))], { clientPortsPerNode: 2 });
  expect(problems).toEqual([]);
  expect(inventory.nodes[0]).toEqual({
    ...{ uuid: '0', name: 'Frankfurt', condition: 'up', conditionText: '', transitNs: null },
    site: { id: 'alder-0', name: 'Frankfurt', latitudeDeg: 50.1109, longitudeDeg: 8.6821 },
  });
  expect(inventory.ports.map(({ uuid, nodeUuid, name }) => [uuid, nodeUuid, name])).toEqual([
    ['0-client-1', '0', 'Frankfurt client 1'],
    ['0-client-2', '0', 'Frankfurt client 2'],
    ['1-client-1', '1', 'Paris client 1'],
    ['1-client-2', '1', 'Paris client 2'],
  ]);
  expect(inventory.resources).toMatchObject([
    { uuid: '0~1', name: 'Frankfurt–Paris', slots: 80, availableSlots: 80, isDedicated: true, sharedRisks: ['alder 0~1'] },
  ]);
  // 478.4 km × 1.2 × 4.897 µs/km
  expect(inventory.resources[0]?.latency?.azNs).toBeCloseTo(2_811_000, -4);
});

it('parallel edges, whichever way they are drawn, are circuits of their own in one duct', () => {
  const { inventory } = read([file('zoo.graphml', document(`${frankfurt}${paris}${edge('0', '1')}${edge('1', '0')}${edge('0', '1')}`))]);
  expect(inventory.resources.map(({ uuid, name }) => [uuid, name])).toEqual([
    ['0~1', 'Frankfurt–Paris'],
    ['1~0', 'Paris–Frankfurt #2'],
    ['0~1~1', 'Frankfurt–Paris #3'],
  ]);
  expect(new Set(inventory.resources.flatMap(({ sharedRisks }) => sharedRisks))).toEqual(new Set(['alder 0~1']));
});

it('a node without coordinates is kept, and the latency of its links is unknown', () => {
  const { inventory, problems } = read([file('zoo.graphml', document(`${frankfurt}${node('1', 'None')}${edge('0', '1')}`))]);
  expect(inventory.nodes[1]).toMatchObject({ name: 'node 1', site: { latitudeDeg: null, longitudeDeg: null } });
  expect(inventory.resources).toMatchObject([{ name: 'Frankfurt–node 1', latency: null }]);
  expect(problems).toMatchObject([{ file: 'zoo.graphml', where: 'line 1, <node id="1">', severity: 'doubted' }]);
});

it('nodes of one label are told apart by region, else by id', () => {
  const lake = (id: string, region: string) => node(id, 'Lake City', '30', `-8${id}`, '', '', region);
  const { inventory } = read([
    file('zoo.graphml', document(`${lake('1', 'Florida')}${lake('2', 'Iowa')}${lake('3', 'Iowa')}${paris.replace('"1"', '"4"')}`)),
  ]);
  expect(inventory.nodes.map(({ name }) => name)).toEqual(['Lake City, Florida', 'Lake City (2)', 'Lake City (3)', 'Paris']);
});

it('a joint and a place of another network have no client ports', () => {
  const { inventory } = read([
    file('zoo.graphml', document(`${frankfurt}${node('1', 'None', '', '', '1', '1')}${node('2', 'Peer', '1', '1', '0')}`)),
  ]);
  expect(inventory.ports.map(({ nodeUuid }) => nodeUuid)).toEqual(['0']);
});

it.each([
  ['10000000000', 8, ['1GE', 'STM-16', 'OC-48', '10GE-LAN', 'STM-64', 'OC-192', 'OTU2e']],
  ['100000000000', 80, undefined],
  ['622000000', 0, []],
  ['', 40, undefined],
])('a speed of %s bit/s makes %i slots', (speed, slots, signals) => {
  const { inventory } = read([file('zoo.graphml', document(`${frankfurt}${paris}${edge('0', '1', speed)}`))], { slotsPerLink: 40 });
  expect(inventory.resources).toMatchObject([{ slots, availableSlots: slots, ...(signals && { signals }) }]);
});

it('CSV files may complete it: an interconnect at one of its nodes, a node more', () => {
  const zoo = file('zoo.graphml', document(`${frankfurt}${paris}`));
  const more = file(
    'more.csv',
    'kind,id,node,local_id,remote_id,a,z,slots\ninterconnect,x,1,A,B,,,\nnode,9,,,,,,\nlink,l,,,,0,9,8\nlink,m,,,,0,8,8\n',
  );
  const { inventory, problems } = read([zoo, more]);
  expect(inventory.ports.find(({ plug }) => plug)).toMatchObject({ nodeUuid: '1', plug: { localId: 'A', remoteId: 'B' } });
  expect(inventory.resources.map(({ uuid }) => uuid)).toEqual(['l']);
  expect(problems).toMatchObject([{ file: 'more.csv', where: 'line 5, link m', severity: 'left-out' }]);
});

it('what cannot be read at all imports nothing, also not what is beside it', () => {
  const csv = file('nodes.csv', 'id\na\n');
  expect(refusal([csv, file('zoo.graphml', '<graphml>\n<graph></graphml>')])).toMatch(
    /^zoo.graphml, line 2: the file is no well-formed XML/,
  );
  expect(refusal([csv, file('zoo.graphml', '<!DOCTYPE graphml [<!ENTITY a "b">]><graphml/>')])).toContain('which is refused');
  expect(refusal([file('zoo.graphml', document(''))])).toBe('no node could be read from zoo.graphml');
  expect(refusal([{ name: 'zoo.graphml', bytes: new Uint8Array([0x3c, 0xff, 0xfe, 0x3e]) }])).toContain('save it as UTF-8');
  expect(refusal([])).toBe('no node could be read from no file');
});
