import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carrierMappingSchema, standardMapping } from '../mapping';
import { createAlarmBoard } from './alarms';
import { changeBetween, interpret } from './interpret';
import type { Interpretation } from './interpret';
import { member, unqualified } from './json';
import type { Json, JsonObject } from './json';
import { snapshotOf } from './snapshot';
import { goodDocuments, link, node, servicePoint, topologyContextOf, topologyUuid } from './testing/documents';
import type { Documents } from './testing/documents';
import { terms250 } from './testing/terms';

function read(documents: Documents, mapping = standardMapping, alarms = createAlarmBoard(mapping.alarms)): Interpretation {
  const context = topologyContextOf(documents);
  return interpret(snapshotOf(unqualified(documents.servicePoints), unqualified(context), terms250), alarms, mapping);
}

function spoilt(spoil: (documents: Documents) => void): Interpretation {
  const documents = goodDocuments();
  spoil(documents);
  return read(documents);
}

const resource = (uuid: string, { resources }: Interpretation) => resources.find((candidate) => candidate.uuid === uuid);

describe('a good carrier', () => {
  const good = read(goodDocuments());

  test('is read without a warning', () => {
    expect(good.warnings).toEqual([]);
    expect([good.nodes.length, good.ports.length, good.resources.length]).toEqual([3, 3, 3]);
  });

  test('a node has its site and its transit in nanoseconds', () => {
    expect(good.nodes[0]).toEqual({
      uuid: 'node-FRA',
      name: 'FRA 1',
      site: { id: 'FRA', name: 'City of FRA', latitudeDeg: 50.1109, longitudeDeg: 8.6821 },
      condition: 'up',
      conditionText: '',
      transitNs: 12_500,
    });
  });

  test('a port has the node, the signals and the plug of its edge point', () => {
    expect(good.ports[0]).toEqual({
      uuid: 'sip-FRA',
      nodeUuid: 'node-FRA',
      name: 'FRA client 1',
      signals: ['10GE-LAN', 'OTU2e'],
      plug: { localId: 'ALD.FRA.1', remoteId: 'BOR.FRA.1' },
      condition: 'up',
      conditionText: '',
    });
  });

  test('a link has its slots, price, risks and exact latency', () => {
    expect(resource('fp', good)).toEqual({
      uuid: 'fp',
      name: 'FRA-PAR fp',
      aNodeUuid: 'node-FRA',
      zNodeUuid: 'node-PAR',
      slots: 80,
      availableSlots: 72,
      signals: ['1GE', 'STM-16', 'OC-48', '10GE-LAN', 'STM-64', 'OC-192', 'OTU2e', '40GE', '100GE'],
      pricePerSlot: 1500,
      sharedRisks: ['duct-FRA-PAR'],
      isDedicated: true,
      condition: 'up',
      conditionText: '',
      latency: { azNs: 2_810_123, zaNs: 2_810_123 },
    });
  });
});

const latencies = (value: Json): JsonObject => ({
  'latency-characteristic': [{ 'traffic-property-name': 'FIXED_LATENCY_US', 'fixed-latency-characteristic': value }],
});
const capacity = (value: Json, unit = 'tapi-common:CAPACITY_UNIT_GBPS'): JsonObject => ({ 'total-size': { value, unit } });

describe('one bad thing is warned of by name and the rest goes on', () => {
  const cases: readonly (readonly [string, (documents: Documents) => void, string, string, (read: Interpretation) => unknown, unknown])[] =
    [
      [
        'latency that is text',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', 'quick')),
        'fp',
        'not a decimal number',
        (r) => resource('fp', r)?.latency,
        null,
      ],
      [
        'latency that is negative',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '-2810')),
        'fp',
        'negative',
        (r) => resource('fp', r)?.latency,
        null,
      ],
      [
        'latency in another unit',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2.81')),
        'fp',
        '478 km',
        (r) => resource('fp', r)?.latency,
        null,
      ],
      [
        'latency longer than Earth',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '12345678')),
        'fp',
        'on Earth',
        (r) => resource('fp', r)?.latency,
        null,
      ],
      [
        'no latency',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '1', { 'latency-characteristic': [] })),
        'latency-characteristic',
        'FRA-PAR fp: no latency',
        (r) => resource('fp', r)?.latency,
        null,
      ],
      [
        'transit that is text',
        (d) => (d.nodes[0] = node('FRA', ['fp', 'fm'], latencies('none'))),
        'node-FRA',
        'transit is refused',
        (r) => r.nodes[0]?.transitNs,
        null,
      ],
      [
        'unknown capacity unit',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'total-potential-capacity': capacity('4', 'CAPACITY_UNIT_THz') })),
        'fp',
        'CAPACITY_UNIT_THz',
        (r) => resource('fp', r)?.slots,
        0,
      ],
      [
        'capacity that is text',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'total-potential-capacity': capacity('much') })),
        'fp',
        '"much"',
        (r) => resource('fp', r)?.slots,
        0,
      ],
      [
        'no capacity',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'total-potential-capacity': undefined })),
        'fp',
        'none is reported',
        (r) => resource('fp', r)?.slots,
        0,
      ],
      [
        'unknown unit of what is available',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'available-capacity': capacity('4', 'PARSEC') })),
        'fp',
        'PARSEC',
        (r) => resource('fp', r)?.availableSlots,
        0,
      ],
      [
        'more available than in all',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'available-capacity': capacity('400') })),
        'fp',
        'more capacity is available',
        (r) => resource('fp', r)?.availableSlots,
        80,
      ],
      [
        'price that is text',
        (d) =>
          (d.links[0] = link('fp', 'FRA', 'PAR', '2810', {
            'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': 'cheap' }],
          })),
        'fp',
        '"cheap"',
        (r) => resource('fp', r)?.pricePerSlot,
        0,
      ],
      [
        'duplicate uuid',
        (d) => d.links.push(link('fp', 'PAR', 'MIL', '9999')),
        'fp',
        'more than once',
        (r) => resource('fp', r)?.zNodeUuid,
        'node-PAR',
      ],
      ['no uuid', (d) => d.links.push({ name: 'x' }), 'link', 'no usable uuid', (r) => r.resources.length, 3],
      [
        'uuid that is an address of its own',
        (d) => d.links.push(link('../x', 'FRA', 'PAR', '2810')),
        'link',
        'no usable uuid',
        (r) => r.resources.length,
        3,
      ],
      [
        'link to a node that is not listed',
        (d) => d.nodes.splice(2, 1),
        'pm',
        'ends on a node that is not listed',
        (r) => r.resources.map(({ uuid }) => uuid),
        ['fp'],
      ],
      [
        'link with one end',
        (d) => (d.links[0] = link('fp', 'FRA', 'PAR', '2810', { 'node-edge-point': [{ 'node-uuid': 'node-FRA' }] })),
        'fp',
        '1 ends instead of 2',
        (r) => r.resources.length,
        2,
      ],
      [
        'port that no node maps',
        (d) => d.servicePoints.push({ ...servicePoint('FRA'), uuid: 'sip-lost' }),
        'sip-lost',
        'its node is not known',
        (r) => r.ports.length,
        3,
      ],
      ['node that maps an unlisted port', (d) => d.servicePoints.splice(0, 1), 'nep-FRA-client', 'sip-FRA', (r) => r.ports.length, 2],
      [
        'port without known signals',
        (d) => (d.servicePoints[0] = servicePoint('FRA', { 'supported-cep-layer-protocol-qualifier-instances': [] })),
        'service-interface-point',
        'FRA client 1',
        (r) => r.ports[0]?.signals,
        [],
      ],
      [
        'coordinates that are no degrees',
        (d) =>
          (d.nodes[0] = node('FRA', ['fp', 'fm'], {
            name: [
              { 'value-name': 'SITE', value: 'FRA' },
              { 'value-name': 'LATITUDE', value: '950' },
              { 'value-name': 'LONGITUDE', value: '8' },
            ],
          })),
        'node-FRA',
        'are not degrees',
        (r) => r.nodes[0]?.site,
        { id: 'FRA', name: 'FRA', latitudeDeg: null, longitudeDeg: null },
      ],
      [
        'an empty carrier',
        (d) => {
          [d.nodes, d.links, d.servicePoints].forEach((list) => list.splice(0));
        },
        'topology-context',
        'lists no nodes',
        (r) => r.nodes.length,
        0,
      ],
    ];

  test.each(cases)('%s', (_, spoil, subject, words, look, expected) => {
    const result = spoilt(spoil);
    expect(result.warnings).toContainEqual({ subject, message: expect.stringContaining(words) as string });
    expect(look(result)).toEqual(expected);
  });
});

test('a topology without coordinates is fine', () => {
  const result = spoilt((documents) => {
    for (const each of documents.nodes) (each as { name: Json }).name = [{ 'value-name': 'node-name', value: 'somewhere' }];
  });
  expect(result.warnings).toEqual([]);
  expect(result.nodes.map(({ site }) => site)).toEqual([null, null, null]);
  expect(resource('fp', result)?.latency?.azNs).toBe(2_810_123);
});

describe('one constant latency on every link', () => {
  const constant = (documents: Documents): void => {
    documents.links = [link('fp', 'FRA', 'PAR', '5000'), link('pm', 'PAR', 'MIL', '5000'), link('fm', 'FRA', 'MIL', 5000)];
  };

  test('is refused where the lengths are known to differ', () => {
    const result = spoilt(constant);
    expect(result.resources.map(({ latency }) => latency)).toEqual([null, null, null]);
    expect(result.warnings).toEqual([
      {
        subject: topologyUuid,
        message: expect.stringContaining('all 3 links state the same latency (5000 us)') as string,
      },
    ]);
  });

  test('is refused where lengths are not known', () => {
    const result = spoilt((documents) => {
      constant(documents);
      for (const each of documents.nodes) (each as { name: Json }).name = [];
    });
    expect(result.resources.map(({ latency }) => latency)).toEqual([null, null, null]);
    expect(result.warnings).toMatchObject([{ subject: topologyUuid, message: expect.stringContaining('place-holder') as string }]);
  });

  test('is told once, though it is absurd for every single link', () => {
    const result = spoilt((documents) => {
      documents.links = documents.links.map((one) => ({ ...one, ...latencies('12345678') }));
    });
    expect(result.resources.map(({ latency }) => latency)).toEqual([null, null, null]);
    expect(result.warnings).toMatchObject([{ subject: topologyUuid, message: expect.stringContaining('12345678 us') as string }]);
  });

  test('is believed where the links are known to be equally long', () => {
    const result = spoilt((documents) => {
      // An equilateral triangle on the equator's scale: one place each, a degree apart.
      const places = [
        [0, 0],
        [0, 1],
        [0.866, 0.5],
      ];
      documents.nodes.forEach((each, at) => {
        const [latitude, longitude] = places[at] ?? [];
        (each as { name: Json }).name = [
          { 'value-name': 'SITE', value: `S${String(at)}` },
          { 'value-name': 'LATITUDE', value: String(latitude) },
          { 'value-name': 'LONGITUDE', value: String(longitude) },
        ];
      });
      documents.links = documents.links.map((one) => ({ ...one, ...latencies('700') }));
    });
    expect(result.warnings).toEqual([]);
    expect(result.resources.map(({ latency }) => latency?.azNs)).toEqual([700_000, 700_000, 700_000]);
  });

  test('is normal between one pair of nodes', () => {
    const result = spoilt((documents) => {
      documents.links = ['a', 'b', 'c'].map((uuid) => link(uuid, 'FRA', 'PAR', '5000'));
    });
    expect(result.warnings).toEqual([]);
  });
});

test('numbers may be JSON numbers or strings', () => {
  const result = spoilt((documents) => {
    documents.links[0] = link('fp', 'FRA', 'PAR', 2810.123, { 'total-potential-capacity': capacity(0.1, 'TBPS') });
  });
  expect(resource('fp', result)).toMatchObject({ slots: 80, latency: { azNs: 2_810_123 } });
});

test('client signals on a link’s edge points limit what it carries; containers do not', () => {
  const edge = (uuid: string, qualifier: string) => ({
    uuid,
    'supported-cep-layer-protocol-qualifier-instances': [{ 'layer-protocol-qualifier': qualifier }],
  });
  const result = spoilt((documents) => {
    documents.nodes[0] = node('FRA', [], {
      'owned-node-edge-point': [
        edge('nep-FRA-fp', 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64'),
        edge('nep-FRA-fm', 'tapi-digital-otn:ODU_TYPE_ODU2E'),
      ],
    });
  });
  expect(resource('fp', result)?.signals).toEqual(['STM-64']);
  expect(resource('fm', result)?.signals).toHaveLength(9);
});

test.each([
  [{ 'operational-state': 'DISABLED' }, 'down', 'operational-state DISABLED'],
  [{ 'administrative-state': 'LOCKED' }, 'down', 'administrative-state LOCKED'],
  [{ 'lifecycle-state': 'PLANNED' }, 'down', 'lifecycle-state PLANNED'],
  [{ 'lifecycle-state': 'PENDING_REMOVAL' }, 'degraded', 'lifecycle-state PENDING_REMOVAL'],
  [{ 'operational-state': 'TIRED' }, 'down', 'operational-state TIRED, which the mapping table does not know'],
  [
    { 'operational-state': 'DISABLED', 'lifecycle-state': 'PENDING_REMOVAL' },
    'down',
    'operational-state DISABLED; lifecycle-state PENDING_REMOVAL',
  ],
  [{ 'operational-state': undefined, 'lifecycle-state': undefined }, 'up', ''],
])('states %j: %s', (states, condition, conditionText) => {
  const result = spoilt((documents) => (documents.links[0] = link('fp', 'FRA', 'PAR', '2810', states)));
  expect(resource('fp', result)).toMatchObject({ condition, conditionText });
});

test('an alarm on a link or on its edge point counts with its state, the worst first', () => {
  const alarms = createAlarmBoard(standardMapping.alarms);
  const alarm = {
    kind: 'alarm',
    name: 'ALR_LOS',
    nativeName: '',
    qualifier: '',
    serviceAffecting: '',
    isCleared: false,
    order: null,
  } as const;
  alarms.note({ ...alarm, targetUuid: 'fp', severity: 'MAJOR' });
  alarms.note({ ...alarm, targetUuid: 'nep-PAR-pm', severity: 'CRITICAL' });
  const result = read(goodDocuments(), standardMapping, alarms);
  expect(['fp', 'pm', 'fm'].map((uuid) => resource(uuid, result)?.condition)).toEqual(['degraded', 'down', 'up']);
});

test.each([
  ['all', [true, true, true]],
  ['none', [false, false, false]],
  [{ name: 'CVN', value: 'dedicated' }, [false, true, true]],
] as const)('dedicated: %j', (dedicated, expected) => {
  const documents = goodDocuments();
  documents.links[0] = link('fp', 'FRA', 'PAR', '2810', { name: [{ 'value-name': 'link-name', value: 'private' }] });
  expect(read(documents, carrierMappingSchema.parse({ dedicated })).resources.map(({ isDedicated }) => isDedicated)).toEqual(expected);
});

test('a change holds what differs, what is withdrawn, and only new warnings', () => {
  const before = spoilt((documents) => (documents.links[1] = link('pm', 'PAR', 'MIL', 'old trouble')));
  const after = spoilt((documents) => {
    documents.links[1] = link('pm', 'PAR', 'MIL', 'old trouble');
    documents.links[0] = link('fp', 'FRA', 'PAR', 'new trouble');
    documents.links.splice(2, 1);
  });
  expect(changeBetween(before, after)).toMatchObject({
    nodes: [],
    ports: [],
    resources: [{ uuid: 'fp', latency: null }],
    withdrawn: [{ kind: 'resource', uuid: 'fm' }],
    warnings: [{ subject: 'fp' }],
  });
  expect(changeBetween(before, before)).toBeNull();
});

describe('whatever comes', () => {
  test('arbitrary JSON never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (servicePoints, topologies) => {
        interpret(
          snapshotOf(unqualified(servicePoints), unqualified({ topology: topologies as Json }), terms250),
          createAlarmBoard([]),
          standardMapping,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('good documents with any value anywhere never throw, and no number that comes out is impossible', () => {
    const good = JSON.stringify({ points: goodDocuments().servicePoints, context: topologyContextOf(goodDocuments()) });
    const places = [...good.matchAll(/:("[^"]*"|\[|\{)/g)].length;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: places - 1 }), fc.jsonValue(), (place, value) => {
        const document = unqualified(replacedAt(JSON.parse(good) as Json, place, value));
        const result = interpret(
          snapshotOf(member(document, 'points'), member(document, 'context'), terms250),
          createAlarmBoard([]),
          standardMapping,
        );
        expect(result.nodes.every(({ transitNs }) => transitNs === null || transitNs >= 0)).toBe(true);
        expect(result.resources.every(({ slots, availableSlots }) => slots >= availableSlots && availableSlots >= 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** The document with its n-th member or entry, counted in depth, replaced. */
function replacedAt(document: Json, place: number, value: Json): Json {
  let left = place;
  const visit = (at: Json): Json => {
    if (left === 0) {
      left -= 1;
      return value;
    }
    left -= 1;
    if (Array.isArray(at)) return (at as readonly Json[]).map(visit);
    if (typeof at === 'object' && at !== null)
      return Object.fromEntries(Object.entries(at as JsonObject).map(([name, inner]) => [name, visit(inner ?? null)]));
    return at;
  };
  return visit(document);
}
