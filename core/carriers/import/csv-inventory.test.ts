import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportedNode, ReportedPort, ReportedResource } from '../carrier-link';
import { signals as allSignals } from '../../model/signal';
import { csvColumns } from './csv-inventory';
import { csvRows, csvText } from './testing/csv-text';
import { file, read, refusal } from './testing/reading';

const good = `kind,id,name,site,site_name,latitude,longitude,transit_us,a,z,node,slots,capacity_gbps,signals,latency_us,price_per_slot,shared_risks,dedicated,local_id,remote_id
node,fra,Frankfurt 1,FRA,Frankfurt,50.1109,8.6821,12.5,,,,,,,,,,,,
node,par,Paris 1,PAR,Paris,48.8566,2.3522,12.5,,,,,,,,,,,,
link,fp,FRA-PAR,,,,,,fra,par,,80,,,2810.123,1500,duct 1|bridge,yes,,
link,fp2,,,,,,,fra,par,,,10,10GE-LAN|1GE,,,,no,,
port,c1,client 1,,,,,,,,fra,,,10GE-LAN 100GE,,,,,,
interconnect,i1,to Birch,,,,,,,,par,,,,,,,,ALD.PAR.1,BIR.PAR.1
`;

describe('a CSV inventory', () => {
  it('gives nodes, links, ports and interconnects by their column kind', () => {
    const { inventory, problems } = read([file('alder.csv', good)]);
    expect(problems).toEqual([]);
    expect(inventory).toEqual({
      nodes: [
        {
          ...{ uuid: 'fra', name: 'Frankfurt 1', condition: 'up', conditionText: '', transitNs: 12_500 },
          site: { id: 'FRA', name: 'Frankfurt', latitudeDeg: 50.1109, longitudeDeg: 8.6821 },
        },
        {
          ...{ uuid: 'par', name: 'Paris 1', condition: 'up', conditionText: '', transitNs: 12_500 },
          site: { id: 'PAR', name: 'Paris', latitudeDeg: 48.8566, longitudeDeg: 2.3522 },
        },
      ],
      ports: [
        { uuid: 'c1', nodeUuid: 'fra', name: 'client 1', signals: ['10GE-LAN', '100GE'], plug: null, condition: 'up', conditionText: '' },
        {
          ...{ uuid: 'i1', nodeUuid: 'par', name: 'to Birch', signals: allSignals, condition: 'up', conditionText: '' },
          plug: { localId: 'ALD.PAR.1', remoteId: 'BIR.PAR.1' },
        },
      ],
      resources: [
        {
          ...{ uuid: 'fp', name: 'FRA-PAR', aNodeUuid: 'fra', zNodeUuid: 'par', slots: 80, availableSlots: 80, signals: allSignals },
          ...{ pricePerSlot: 1500, sharedRisks: ['duct 1', 'bridge'], isDedicated: true, condition: 'up', conditionText: '' },
          latency: { azNs: 2_810_123, zaNs: 2_810_123 },
        },
        {
          ...{ uuid: 'fp2', name: 'fp2', aNodeUuid: 'fra', zNodeUuid: 'par', slots: 8, availableSlots: 8, signals: ['1GE', '10GE-LAN'] },
          ...{ pricePerSlot: 0, sharedRisks: [], isDedicated: false, condition: 'up', conditionText: '' },
          // 477.7 km, 1.2 times as long over roads, 4.897 µs/km.
          latency: { azNs: expect.closeTo(2_809_000, -4) as number, zaNs: expect.closeTo(2_809_000, -4) as number },
        },
      ],
      services: [],
      warnings: [],
    });
  });

  it.each([
    ['a byte order mark', `\uFEFF${good}`],
    ['semicolons', good.replaceAll(',', ';')],
    ['tabs', good.replaceAll(',', '\t')],
    ['line ends of another system', good.replaceAll('\n', '\r\n')],
    ['blank lines, and rows of blanks', good.replaceAll('\nlink', '\n\n,,,,\nlink')],
    ['columns in capitals with blanks', good.replace('kind,id,name', 'Kind , ID,Name')],
  ])('is the same with %s', (_what, text) => {
    expect(read([file('alder.csv', text)])).toEqual(read([file('alder.csv', good)]));
  });

  it('is the same as UTF-16 with its mark', () => {
    const bytes = new Uint8Array(Buffer.from(`\uFEFF${good}`, 'utf16le'));
    expect(read([{ name: 'alder.csv', bytes }])).toEqual(read([file('alder.csv', good)]));
  });

  it('may be several files, each of the kind that its name says', () => {
    const { inventory, problems } = read([
      file('alder-nodes.csv', 'id,site\na,AAA\nb,BBB\n'),
      file('links 2026.csv', 'id;a;z;slots;latency_us\nr;a;b;8;100\n'),
      file('Ports.CSV', 'id,node\np,a\n'),
      file('interconnects.csv', 'id,node,local_id,remote_id\ni,b,X,Y\n'),
    ]);
    expect(problems).toEqual([]);
    expect(inventory).toMatchObject({
      nodes: [{ uuid: 'a' }, { uuid: 'b' }],
      ports: [
        { uuid: 'p', plug: null },
        { uuid: 'i', plug: { localId: 'X' } },
      ],
      resources: [{ uuid: 'r', signals: allSignals.slice(0, 7), latency: { azNs: 100_000, zaNs: 100_000 } }],
    });
  });

  it('tells a problem by the line on which its row begins, quoted line breaks or not', () => {
    const { inventory, problems } = read([
      file('x.csv', 'kind,id,name\r\nnode,a,"one\r\ntwo"\r\n\r\nnode,b,"x\ny"\nhut,c,"u\nv"\nhut,d,\n'),
    ]);
    expect(inventory.nodes.map(({ name }) => name)).toEqual(['one two', 'x y']);
    expect(problems).toMatchObject([
      { file: 'x.csv', where: 'line 7, column kind', severity: 'left-out' },
      { file: 'x.csv', where: 'line 9, column kind', severity: 'left-out' },
    ]);
  });
});

const around = (row: string): string =>
  `kind,id,name,site,latitude,longitude,transit_us,a,z,node,slots,capacity_gbps,free_slots,signals,latency_us,latency_za_us,price_per_slot,dedicated,state,local_id,remote_id
node,a,,AAA,50,8,1,,,,,,,,,,,,,,
node,b,,BBB,48,2,1,,,,,,,,,,,,,,
${row}
`;

/** A row by its columns. */
const rowOf = (cells: Readonly<Record<string, string>>): string =>
  (around('').split('\n', 1)[0] ?? '')
    .split(',')
    .map((column) => cells[column] ?? '')
    .join(',');
const link = { kind: 'link', id: 'r', a: 'a', z: 'b', slots: '16', latency_us: '4000' };

it.each([
  ['no kind', { id: 'x' }, 'column kind', 'nothing is none of node, link, port, interconnect'],
  ['another kind', { kind: 'hut', id: 'x' }, 'column kind', '"hut" is none of'],
  ['no id', { kind: 'node' }, 'column id', '"" is no id'],
  ['an id of control characters', { kind: 'node', id: 'a\u0007b' }, 'column id', 'is no id'],
  ['an id that is too long', { kind: 'node', id: 'x'.repeat(101) }, 'column id', 'is no id'],
  ['an id that came before', { kind: 'node', id: 'a' }, 'node a', 'is in x.csv, line 2, node a'],
  ['a link to a node that is not there', { ...link, z: 'c' }, 'link r', 'its node "c" is in none of the files'],
  ['a link without an end', { ...link, z: '' }, 'link r', 'does not say at which node'],
  ['a link from a node to itself', { ...link, z: 'a' }, 'link r', 'two different ends'],
  ['a port at a node that is not there', { kind: 'port', id: 'p', node: 'c' }, 'port p', 'its node "c" is in none of the files'],
  ['an interconnect without its far end', { kind: 'interconnect', id: 'p', node: 'a', local_id: 'X' }, 'line 4', 'local_id and remote_id'],
])('a row with %s is left out, with its line and the remedy, and the rest is not', (_what, cells, where, message) => {
  const { inventory, problems } = read([file('x.csv', around(rowOf(cells)))]);
  expect(problems).toMatchObject([{ file: 'x.csv', severity: 'left-out', message: expect.stringContaining(message) as string }]);
  expect(problems[0]?.where).toContain('line 4');
  expect(problems[0]?.where).toContain(where);
  expect(inventory).toMatchObject({ nodes: [{ uuid: 'a' }, { uuid: 'b' }], ports: [], resources: [] });
});

it.each<[string, Record<string, string>, string, Partial<ReportedResource>]>([
  ['a latency that is text', { latency_us: 'n/a' }, 'latency_us', { latency: null }],
  ['a negative latency', { latency_us: '-1' }, 'latency_us', { latency: null }],
  ['a latency longer than anything on Earth', { latency_us: '12345678' }, 'latency_us', { latency: null }],
  ['a latency shorter than light needs', { latency_us: '10' }, 'link r', { latency: null }],
  ['a way back that is text', { latency_za_us: 'slow' }, 'latency_za_us', { latency: null }],
  ['only a way back', { latency_us: '', latency_za_us: '4000' }, 'latency_us', { latency: null }],
  ['no capacity', { slots: '' }, 'slots', { slots: 0, availableSlots: 0, signals: [] }],
  ['a capacity that is none', { slots: 'many' }, 'slots', { slots: 0, availableSlots: 0, signals: [] }],
  ['a capacity of half a slot', { slots: '1.5' }, 'slots', { slots: 2 }],
  ['more free than there is', { free_slots: '17' }, 'free_slots', { slots: 16, availableSlots: 16 }],
  ['free slots that are none', { free_slots: '-3' }, 'free_slots', { slots: 16, availableSlots: 0 }],
  ['a signal that is not known', { signals: 'E1|1GE' }, 'signals', { signals: ['1GE'] }],
  ['a price below zero', { price_per_slot: '-5' }, 'price_per_slot', { pricePerSlot: 0 }],
  ['neither yes nor no', { dedicated: 'maybe' }, 'dedicated', { isDedicated: false }],
  ['a state that is not known', { state: 'wobbly' }, 'state', { condition: 'down', conditionText: 'the file says "wobbly"' }],
  ['a column of another kind', { node: 'a' }, 'node', {}],
])('a link with %s is doubted by its column, and never better than it says', (_what, cells, where, expected) => {
  const { inventory, problems } = read([file('x.csv', around(rowOf({ ...link, ...cells })))]);
  expect(inventory.resources).toMatchObject([expected]);
  // What is rounded to whole slots is no problem.
  if (_what.includes('half')) expect(problems).toEqual([]);
  else expect(problems).toMatchObject([{ severity: 'doubted', where: expect.stringContaining(where) as string }]);
});

it.each([
  ['text', { latitude: 'north', longitude: '8' }, 'column latitude'],
  ['half of them', { latitude: '50' }, 'column longitude'],
  ['off the globe', { latitude: '50', longitude: '181' }, 'column longitude'],
])('a node whose coordinates are %s is kept, without a place', (_what, cells, where) => {
  const { inventory, problems } = read([file('x.csv', around(rowOf({ kind: 'node', id: 'c', site: 'CCC', ...cells })))]);
  expect(inventory.nodes[2]).toMatchObject({ uuid: 'c', site: { id: 'CCC', latitudeDeg: null, longitudeDeg: null } });
  expect(problems).toMatchObject([{ severity: 'doubted', where: `line 4, ${where}` }]);
});

it('a link without a latency and without places at its ends is unknown, not zero; nor is one between two nodes at one place', () => {
  const { inventory, problems } = read([
    file(
      'x.csv',
      'kind,id,site,latitude,longitude,a,z,slots\nnode,a,A,,,,,\nnode,b,B,1,1,,,\nnode,c,C,1,1,,,\nlink,r,,,,a,b,8\nlink,s,,,,b,c,8\n',
    ),
  ]);
  expect(inventory.resources.map(({ latency }) => latency)).toEqual([null, null]);
  expect(problems).toMatchObject([{ where: 'line 6, link s', message: expect.stringContaining('same coordinates') as string }]);
});

it('the example in the manual is read without a problem, and the manual names every column', async () => {
  const manual = await readFile(new URL('../../../docs/inventory-files.md', import.meta.url), 'utf8');
  const example = /```csv\n(.*?)```/s.exec(manual)?.[1] ?? '';
  const { inventory, problems } = read([file('example.csv', example)]);
  expect(problems).toEqual([]);
  expect([inventory.nodes.length, inventory.resources.length, inventory.ports.length]).toEqual([2, 1, 2]);
  for (const column of new Set(Object.values(csvColumns).flat())) expect(manual.split(`\`${column}\``).length).toBeGreaterThan(2);
});

it('a node without a code for its site stands at one of its own where it has a place, else at none', () => {
  const { inventory } = read([file('nodes.csv', 'id,name,latitude,longitude\n7,Seven,1,2\n8,Eight,,\n')]);
  expect(inventory.nodes.map(({ site }) => site)).toEqual([{ id: 'alder-7', name: 'Seven', latitudeDeg: 1, longitudeDeg: 2 }, null]);
});

it('columns that are not known, and cells beyond the last, are told and not read', () => {
  const { problems } = read([file('nodes.csv', 'id,colour\na,red\nb,blue,square\n')]);
  expect(problems).toMatchObject([
    { where: 'line 1', severity: 'doubted', message: expect.stringContaining('"colour"') as string },
    { where: 'line 3', severity: 'doubted', message: expect.stringContaining('"square"') as string },
  ]);
});

it.each([
  ['nothing', '', 'no column id'],
  ['no column id', 'kind,name\nnode,x\n', 'x.csv, line 1: there is no column id'],
  ['no column kind, and a name that says none', 'id,name\n1,x\n', 'no column kind'],
  ['a quote that is not closed', 'kind,id\nnode,"a\nnode,b\n', 'not well-formed CSV'],
  ['two columns of one name', 'kind,id,id\nnode,a,b\n', 'two columns are called id'],
  ['no node', 'kind,id,node\nport,p,a\n', 'no node could be read from x.csv; the first that was left out: line 2, port p'],
  ['a text of another kind', 'Dear planners, please find attached our network.', 'no column id'],
])('a file with %s is not read at all', (_what, text, message) => {
  expect(refusal([file('x.csv', text)])).toContain(message);
});

it('a file that is neither UTF-8 nor UTF-16 is not read, and the remedy is told', () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('kind,id\nnode,K'), 0xf6, 0x6c, 0x6e]);
  expect(refusal([{ name: 'x.csv', bytes }])).toBe('x.csv: it is neither UTF-8 nor UTF-16: save it as "CSV UTF-8"');
});

it('a hundred thousand bad rows are told as a thousand problems and a count', () => {
  const { problems } = read([file('x.csv', `kind,id\nnode,a\n${'hut,b\n'.repeat(100_000)}`)]);
  expect(problems).toHaveLength(1001);
  expect(problems.at(-1)?.message).toContain('99000 more problems');
});

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._/~ü"',;-]{0,20}[A-Za-z0-9]$/).filter((text) => !text.includes('  '));
const words = fc.oneof(id, fc.constant(''));
const ns = fc.integer({ min: 0, max: 999_999_999 });
const state = fc.oneof(
  fc.constant({ condition: 'up', conditionText: '' } as const),
  fc.record({ condition: fc.constantFrom('degraded', 'down'), conditionText: words }),
);
const someSignals = fc.subarray([...allSignals], { minLength: 1 });
// In different hemispheres, nothing is so near that light would do it in no time, and nothing so far that it could not.
const place = fc.record({
  latitudeDeg: fc.integer({ min: -90_000, max: 90_000 }).map((value) => value / 1000),
  longitudeDeg: fc.integer({ min: -180_000, max: 180_000 }).map((value) => value / 1000),
});

const inventories = fc.uniqueArray(id, { minLength: 2, maxLength: 8 }).chain((nodeIds) => {
  const at = fc.constantFrom(...nodeIds);
  const node = (uuid: string) =>
    fc
      .record({
        name: id,
        site: fc.option(fc.record({ id, name: id, place: fc.option(place) })),
        transitNs: fc.option(ns),
        state,
      })
      .map(({ site, state: { condition, conditionText }, ...rest }): ReportedNode => ({
        ...{ uuid, ...rest, condition, conditionText },
        site: site && { id: site.id, name: site.name, ...(site.place ?? { latitudeDeg: null, longitudeDeg: null }) },
      }));
  const port = fc
    .record({ uuid: id, nodeUuid: at, name: id, signals: someSignals, plug: fc.option(fc.record({ localId: id, remoteId: id })), state })
    .map(({ state: { condition, conditionText }, ...rest }): ReportedPort => ({ ...rest, condition, conditionText }));
  const resource = fc
    .record({
      ...{ uuid: id, name: id, ends: fc.subarray(nodeIds, { minLength: 2, maxLength: 2 }) },
      ...{ slots: fc.nat(1000), free: fc.nat(1000), signals: someSignals, pricePerSlot: fc.nat() },
      ...{ sharedRisks: fc.uniqueArray(id, { maxLength: 3 }), isDedicated: fc.boolean(), state },
      // What is stated is a second and more than enough for any distance; what is not would be derived.
      latency: fc.record({
        azNs: fc.integer({ min: 100_000_000, max: 999_999_999 }),
        zaNs: fc.integer({ min: 100_000_000, max: 999_999_999 }),
      }),
    })
    .map(({ state: { condition, conditionText }, ends, slots, free, ...rest }): ReportedResource => ({
      ...{ ...rest, condition, conditionText, slots, availableSlots: Math.min(slots, free) },
      ...{ aNodeUuid: ends[0] ?? '', zNodeUuid: ends[1] ?? '' },
    }));
  return fc.record({
    nodes: fc.tuple(...nodeIds.map(node)),
    ports: fc.uniqueArray(port, { maxLength: 8, selector: ({ uuid }) => uuid }),
    resources: fc.uniqueArray(resource, { maxLength: 8, selector: ({ uuid }) => uuid }),
  });
});

it('any inventory comes back from CSV as it was, whatever the delimiter and the line ends', () => {
  fc.assert(
    fc.property(inventories, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (inventory, delimiter, lineEnd) => {
      const { inventory: back, problems } = read([file('all.csv', csvText(csvRows(inventory), { delimiter, lineEnd }))]);
      expect(problems).toEqual([]);
      expect(back).toEqual({ ...inventory, services: [], warnings: [] });
    }),
    { numRuns: 300 },
  );
});

it('any bytes are read or refused with a reason, and never throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(`kind,id\nnode,a\n${text}`)),
      ),
      (bytes) => {
        const outcome = [{ name: 'x.csv', bytes }];
        try {
          expect(read(outcome).inventory.nodes.length).toBeGreaterThan(0);
        } catch {
          expect(refusal(outcome)).toMatch(/\S/);
        }
      },
    ),
    { numRuns: 500 },
  );
});
