import { expect } from 'vitest';
import type { Json, JsonObject } from '../../carriers/tapi/json';
import { link, node, service, servicePoint, type Documents } from '../../carriers/tapi/testing/documents';
import type { NetworkView } from '../../network/network-view';

/** One absurdity in a carrier's documents, and what is to become of it. */
export interface SpoiltDocument {
  readonly what: string;
  readonly spoil: (documents: Documents) => void;
  /** What the operator reads about it, with the id of what it is about; null where it is entered as a state and not doubted. */
  readonly warning: RegExp | null;
  readonly check?: (id: string, view: NetworkView) => void;
  /** Links that are entered all the same; without: all three. */
  readonly links?: number;
}

export const longText = 'x'.repeat(10_000);

/** In place of the good link from Frankfurt to Paris. */
export const spoilLink = (documents: Documents, latencyUs: Json, more: JsonObject = {}) => {
  documents.links[0] = link('fp', 'FRA', 'PAR', latencyUs, more);
};
const spoilNode = (documents: Documents, more: JsonObject) => {
  documents.nodes[0] = { ...documents.nodes[0], ...more };
};
export const named = (entries: Record<string, string>) => ({
  name: Object.entries(entries).map(([name, value]) => ({ 'value-name': name, value })),
});
const capacity = (value: Json, unit = 'tapi-common:CAPACITY_UNIT_GBPS') => ({ 'total-size': { value, unit } });
const fixed = (value: Json) => ({
  'latency-characteristic': [{ 'traffic-property-name': 'FIXED_LATENCY_US', 'fixed-latency-characteristic': value }],
});

const resource = (view: NetworkView, id: string, uuid: string) => view.resources.get(`${id}/${uuid}`);
const latency = (view: NetworkView, id: string, uuid: string) => view.latency({ kind: 'resource', id: `${id}/${uuid}` });

const latencyIsUnknown = (id: string, view: NetworkView) => {
  expect(latency(view, id, 'fp')).toBeNull();
  expect(latency(view, id, 'pm')).toMatchObject({ azNs: 3_760_000 });
};
const nothingOffered = (id: string, view: NetworkView) => {
  const known = resource(view, id, 'fp');
  expect(known && view.freeSlots(known)).toBe(0);
};

let sites = 0;

/** More than a screen long, for it is a table: what is absurd, the words about it, what is entered all the same. */
export const spoiltDocuments: readonly SpoiltDocument[] = [
  {
    what: 'a latency that is text',
    spoil: (d) => {
      spoilLink(d, 'fast');
    },
    warning: /link FRA-PAR fp: FIXED_LATENCY_US is "fast", not a decimal number: refused.*check the latency unit/,
    check: latencyIsUnknown,
  },
  {
    what: 'a negative latency',
    spoil: (d) => {
      spoilLink(d, '-2810');
    },
    warning: /FRA-PAR fp: .* a negative latency: refused/,
    check: latencyIsUnknown,
  },
  {
    what: 'a latency over the bound',
    spoil: (d) => {
      spoilLink(d, '1000000.001');
    },
    warning: /longer than anything on Earth.*check the latency unit/,
    check: latencyIsUnknown,
  },
  {
    what: 'a latency below light',
    spoil: (d) => {
      spoilLink(d, '0');
    },
    warning: /less than light needs.*: refused/,
    check: latencyIsUnknown,
  },
  {
    what: 'a latency of 1e308',
    spoil: (d) => {
      spoilLink(d, 1e308);
    },
    warning: /not a decimal number: refused/,
    check: latencyIsUnknown,
  },
  {
    what: 'a latency that is an object',
    spoil: (d) => {
      spoilLink(d, { us: 1 });
    },
    warning: /not a decimal number: refused/,
    check: latencyIsUnknown,
  },
  {
    what: 'one latency for all links',
    spoil: (d) => {
      d.links = d.links.map((value) => ({ ...value, ...fixed('4000') }));
    },
    warning: /all 3 links state the same latency.*set them by hand/,
    check: (id, view) => {
      expect(latency(view, id, 'pm')).toBeNull();
    },
  },
  {
    what: 'a transit that is negative',
    spoil: (d) => {
      spoilNode(d, fixed('-1'));
    },
    warning: /node FRA 1: its transit is refused.*set one by hand/,
    check: (id, view) => {
      expect(view.latency({ kind: 'node', id: `${id}/node-FRA` })).toBeNull();
    },
  },
  {
    what: 'a unit that nobody knows',
    spoil: (d) => {
      spoilLink(d, '2810', { 'total-potential-capacity': capacity('100', 'PARSEC') });
    },
    warning: /its unit "PARSEC" is no bit rate.*have the carrier correct it/,
    check: nothingOffered,
  },
  {
    what: 'a negative capacity',
    spoil: (d) => {
      spoilLink(d, '2810', { 'available-capacity': capacity('-1') });
    },
    warning: /available capacity is not known.*not a decimal number from zero up/,
    check: nothingOffered,
  },
  {
    what: 'a thousand million slots',
    spoil: (d) => {
      spoilLink(d, '2810', { 'total-potential-capacity': capacity('1250000000'), 'available-capacity': capacity('1250000000') });
    },
    warning: /FRA-PAR fp: its total capacity is not known.*more than/,
    check: nothingOffered,
  },
  {
    what: 'more available than there is',
    spoil: (d) => {
      spoilLink(d, '2810', { 'available-capacity': capacity('1000') });
    },
    warning: /more capacity is available than there is in all: the total is taken/,
    check: (id, view) => {
      expect(resource(view, id, 'fp')).toMatchObject({ slots: 80, foreignSlots: 0 });
    },
  },
  {
    what: 'a price of 1e308',
    spoil: (d) => {
      spoilLink(d, '2810', { 'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': 1e308 }] });
    },
    warning: /FRA-PAR fp: its price .*have the carrier correct it/,
  },
  {
    what: 'a price of 64 bits',
    spoil: (d) => {
      spoilLink(d, '2810', { 'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': '9007199254740991' }] });
    },
    warning: /FRA-PAR fp: its price .*have the carrier correct it/,
  },
  {
    what: 'a negative price',
    spoil: (d) => {
      spoilLink(d, '2810', { 'cost-characteristic': [{ 'cost-name': 'PRICE_PER_SLOT', 'cost-value': '-5' }] });
    },
    warning: /its price "-5" is not a number from zero up/,
  },
  {
    what: 'coordinates out of range',
    spoil: (d) => {
      spoilNode(d, named({ 'node-name': 'FRA 1', SITE: `FAR-${sites++}`, LATITUDE: '91', LONGITUDE: '181' }));
    },
    warning: /node FRA 1: its coordinates \("91", "181"\) are not degrees/,
  },
  {
    what: 'coordinates of another place than the site is known at',
    spoil: (d) => {
      spoilNode(d, named({ 'node-name': 'FRA 1', SITE: 'LIS', LATITUDE: '50.1', LONGITUDE: '8.7' }));
    },
    warning: /site LIS is placed at 50\.1, 8\.7, but is known at 38\.7223, -9\.1393; the known place is kept/,
    check: (_, view) => {
      expect(view.sites.get('LIS')).toMatchObject({ latitudeDeg: 38.7223 });
    },
  },
  {
    what: 'two places for one site of its own',
    spoil: (d) => {
      const site = `TWO-${sites++}`;
      d.nodes = d.nodes.map((value, index) =>
        index > 1
          ? value
          : { ...value, ...named({ 'node-name': `node ${index}`, SITE: site, LATITUDE: String(10 + index), LONGITUDE: '0' }) },
      );
    },
    warning: /site TWO-\d+ is placed at 11, 0, but is known at 10, 0/,
  },
  {
    what: 'names of ten thousand characters',
    spoil: (d) => {
      spoilNode(d, named({ 'node-name': longText, SITE: longText, SITE_NAME: longText }));
      spoilLink(d, 'fast', named({ 'link-name': longText }));
    },
    warning: /^bad-\d+: fp: link x{100,}.{0,600}$/,
    check: (id, view) => {
      expect(view.nodes.get(`${id}/node-FRA`)?.name.length).toBeLessThanOrEqual(200);
    },
  },
  {
    what: 'ids that are used twice',
    spoil: (d) => {
      d.nodes.push(node('FRA', []));
      d.links.push(link('pm', 'PAR', 'MIL', '1'));
      d.servicePoints.push(servicePoint('FRA'));
    },
    warning: /pm: the link is listed more than once: the first is kept/,
    check: (id, view) => {
      expect(latency(view, id, 'pm')).toMatchObject({ azNs: 3_760_000 });
    },
  },
  {
    what: 'one id for a node, a port and a link',
    spoil: (d) => {
      d.links.push({ ...link('node-FRA', 'FRA', 'MIL', 'fast') });
      d.servicePoints.push({ ...servicePoint('FRA'), uuid: 'node-FRA' });
    },
    warning: /port FRA client 1: no node edge point maps it/,
    links: 4,
  },
  {
    what: 'ids that cannot be put into an address',
    spoil: (d) => {
      d.nodes.push({ ...node('FRA', []), uuid: '../../x' });
      d.links.push({ ...link('fp', 'FRA', 'PAR', '1'), uuid: { value: 1 } });
      d.links.push({ ...link('fp', 'FRA', 'PAR', '1'), uuid: longText });
    },
    warning: /a link has no usable uuid.*the carrier has to give it one/,
  },
  {
    what: 'names that would pollute a prototype',
    spoil: (d) => {
      d.links.push(link('constructor', 'FRA', 'MIL', 'toString', named({ 'link-name': '__proto__', hasOwnProperty: 'x' })));
    },
    warning: /link __proto__: .*"toString", not a decimal number/,
    links: 4,
  },
  {
    what: 'a link to a node that is not listed',
    spoil: (d) => {
      d.links.push({
        ...link('odd', 'FRA', 'PAR', '9000'),
        'node-edge-point': [{ 'node-uuid': 'node-FRA' }, { 'node-uuid': 'node-XXX' }],
      });
    },
    warning: /link FRA-PAR odd ends on a node that is not listed \("node-XXX"\): left out/,
  },
  {
    what: 'a link with three ends',
    spoil: (d) => {
      d.links.push({
        ...link('odd', 'FRA', 'PAR', '9000'),
        'node-edge-point': [{ 'node-uuid': 'node-FRA' }, { 'node-uuid': 'node-PAR' }, { 'node-uuid': 'node-MIL' }],
      });
    },
    warning: /link FRA-PAR odd has 3 ends instead of 2: left out/,
  },
  {
    what: 'a link from a node to itself',
    spoil: (d) => {
      d.links.push({ ...link('odd', 'FRA', 'FRA', '9000') });
    },
    warning: /link FRA-FRA odd begins and ends on one node.*: left out; the carrier has to correct/,
  },
  {
    what: 'a port of no node',
    spoil: (d) => {
      d.servicePoints.push({ ...servicePoint('FRA'), uuid: 'sip-odd' });
    },
    warning: /port FRA client 1: no node edge point maps it.*: left out/,
  },
  {
    what: 'a node that maps a port that is not listed',
    spoil: (d) => {
      d.servicePoints.shift();
    },
    warning: /maps a port that is not listed \(sip-FRA\): ignored/,
  },
  {
    what: 'a port that two nodes map',
    spoil: (d) => {
      d.nodes[1] = node('PAR', ['fp', 'pm'], {
        'owned-node-edge-point': [
          ...(node('PAR', ['fp', 'pm'])['owned-node-edge-point'] as JsonObject[]).slice(1),
          { uuid: 'nep-odd', 'mapped-service-interface-point': [{ 'service-interface-point-uuid': 'sip-FRA' }] },
        ],
      });
    },
    warning: /sip-FRA.*mapped by two node edge points.*the first is taken/,
  },
  {
    what: 'lists that are no lists',
    spoil: (d) => {
      spoilLink(d, '2810', {
        'risk-characteristic': 'everything',
        'cost-characteristic': 7,
        name: null,
        'latency-characteristic': [null, [], 'x'],
      });
    },
    warning: /no latency FIXED_LATENCY_US is reported: not offered/,
    check: latencyIsUnknown,
  },
  {
    what: 'ten thousand shared risks',
    spoil: (d) => {
      spoilLink(d, '2810', {
        'risk-characteristic': [
          { 'risk-characteristic-name': 'SRLG', 'risk-identifier-list': Array.from({ length: 10_000 }, (_, index) => `r${index}`) },
        ],
      });
    },
    warning: /FRA-PAR fp: it lists 10000 shared risks/,
    check: (id, view) => {
      expect(resource(view, id, 'fp')?.sharedRisks.length).toBeLessThanOrEqual(1000);
    },
  },
  {
    what: 'a state that nobody knows',
    spoil: (d) => {
      spoilLink(d, '2810', { 'operational-state': longText });
    },
    warning: null,
    links: 2,
    check: (id, view) => {
      expect(resource(view, id, 'fp')).toMatchObject({
        condition: 'down',
        conditionText: expect.stringMatching(/which the mapping table does not know$/) as string,
      });
    },
  },
  {
    what: 'a service without ends, and one of 1e308 slots',
    spoil: (d) => {
      d.services.push({ uuid: 'odd' }, service('huge', { 'connectivity-constraint': { 'requested-capacity': capacity(1e308) } }));
    },
    warning: /service odd: it has no usable uuid or not two ends on ports: left out/,
  },
];
