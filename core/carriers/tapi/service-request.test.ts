import { describe, expect, test } from 'vitest';
import type { ServiceRequest } from '../carrier-link';
import { standardMapping } from '../mapping';
import { signals } from '../../model/signal';
import { unqualified } from './json';
import type { JsonObject } from './json';
import { differenceFrom, serviceBody } from './service-request';
import { snapshotOf } from './snapshot';
import { goodDocuments, topologyContextOf, topologyUuid } from './testing/documents';
import { terms213, terms250 } from './testing/terms';
import { expectValid } from './testing/yang';

const documents = goodDocuments();
const snapshot = snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)), terms250);
const request: ServiceRequest = {
  uuid: '66633f3d-ae55-50cf-abfc-9ed992b62224',
  name: 'ORD-0001',
  signal: 'STM-64',
  aPortUuid: '5d050825-11c2-5be4-9a07-c32338d88610',
  zPortUuid: 'eced0b17-d139-54a5-bdb7-1173661c0630',
  resourceUuids: ['fp', 'pm'],
  maxDelayNs: 28_000_999,
};
const serviceIn = (body: JsonObject): JsonObject => (body['tapi-connectivity:connectivity-service'] as readonly JsonObject[])[0] ?? {};
const bodyFor = (more: Partial<ServiceRequest>): JsonObject => serviceBody({ ...request, ...more }, terms250, snapshot);

describe('the body of a creation', () => {
  const service = serviceIn(bodyFor({}));

  test('has our uuid, the order, both ends, and the capacity in decimal Gbit/s', () => {
    expect(service).toMatchObject({
      uuid: request.uuid,
      name: [{ 'value-name': 'order-id', value: 'ORD-0001' }],
      'end-point': [
        { 'local-id': 'A', 'service-interface-point': { 'service-interface-point-uuid': request.aPortUuid } },
        { 'local-id': 'Z', 'service-interface-point': { 'service-interface-point-uuid': request.zPortUuid } },
      ],
      'connectivity-constraint': { 'requested-capacity': { 'total-size': { value: '10', unit: 'tapi-common:CAPACITY_UNIT_GBPS' } } },
    });
    expect(JSON.stringify(bodyFor({ signal: '1GE' }))).toContain('"value":"1.25"');
  });

  test('rounds the delay down to whole microseconds', () => {
    expect(service['routing-constraint']).toEqual({ 'max-allowed-delay': { value: '28000' } });
  });

  test('asks for exactly these links in order, and for none where both ports are on one node', () => {
    expect(service['topology-constraint']).toEqual([
      {
        'local-id': 'explicit',
        'explicit-route': true,
        'include-link': [
          { 'topology-uuid': topologyUuid, 'link-uuid': 'fp' },
          { 'topology-uuid': topologyUuid, 'link-uuid': 'pm' },
        ],
      },
    ]);
    expect(serviceIn(bodyFor({ resourceUuids: [] }))['topology-constraint']).toEqual([{ 'local-id': 'explicit', 'explicit-route': true }]);
  });

  test('names the signal by its qualifier', () => {
    expect(signals.map((signal) => serviceIn(bodyFor({ signal }))['layer-protocol-qualifier'])).toEqual(
      signals.map(() => expect.stringMatching(/^tapi-(dsr:DIGITAL_SIGNAL_TYPE|digital-otn:ODU_TYPE)_/) as string),
    );
  });
});

describe('the body of a creation in 2.1.3', () => {
  const bodyIn213 = (more: Partial<ServiceRequest>, mapping = standardMapping) =>
    serviceIn(serviceBody({ ...request, ...more }, { ...terms213, mapping }, snapshot));

  test('has its constraints in the service itself, and the links without their order', () => {
    expect(bodyIn213({})).toMatchObject({
      uuid: request.uuid,
      'service-type': 'POINT_TO_POINT_CONNECTIVITY',
      'requested-capacity': { 'total-size': { value: '10', unit: 'GBPS' } },
      'max-allowed-delay': { value: '28000' },
      'include-link': ['fp', 'pm'],
    });
    expect(bodyIn213({ resourceUuids: [] })).not.toHaveProperty('include-link');
  });

  test('has whole numbers only, in the largest unit in which they are whole', () => {
    const sizeOf = (signal: ServiceRequest['signal'], slotsPerGbps: number) =>
      (bodyIn213({ signal }, { ...standardMapping, slotsPerGbps })['requested-capacity'] as JsonObject)['total-size'];
    expect(sizeOf('1GE', 0.8)).toEqual({ value: '1250', unit: 'MBPS' });
    expect(sizeOf('40GE', 0.8)).toEqual({ value: '38750', unit: 'MBPS' });
    expect(sizeOf('100GE', 0.8)).toEqual({ value: '100', unit: 'GBPS' });
    expect(sizeOf('1GE', 0.3)).toEqual({ value: '3333334', unit: 'KBPS' });
  });
});

describe.each([terms250, terms213])('what is sent in $dialect.version', (terms) => {
  // The checker takes data trees, not the bodies of requests: what they hold is put where they put it.
  test('for services is accepted by the official models, for every signal (where TAPI_YANG names their folder)', () => {
    const links = ['420bab65-4250-56ef-9903-2e405ccba10f'];
    const services = signals.map((signal, at) => {
      const uuid = `66633f3d-ae55-50cf-abfc-9ed992b6222${String(at)}`;
      return serviceIn(serviceBody({ ...request, uuid, signal, resourceUuids: at === 0 ? [] : links }, terms, snapshot));
    });
    // A reference that hangs in the air is refused by the models of 2.1.3; in 2.5.0 ports are no configuration.
    const ports = terms === terms213 ? [request.aPortUuid, request.zPortUuid].map((uuid) => ({ uuid })) : undefined;
    expectValid(terms.dialect.version, 'config', {
      'tapi-common:context': {
        'service-interface-point': ports,
        'tapi-connectivity:connectivity-context': { 'connectivity-service': services },
      },
    });
  });

  test('to subscribe is accepted by the official models (where TAPI_YANG names their folder)', () => {
    expectValid(terms.dialect.version, 'config', {
      'tapi-common:context': {
        'tapi-notification:notification-context': {
          'notif-subscription': [terms.dialect.writeSubscription('6f1e2f4c-5f1b-4c8e-9d43-0d6f6a1f3b11')],
        },
      },
    });
  });
});

describe('a service that exists under our uuid', () => {
  const held = {
    uuid: request.uuid,
    name: 'x',
    aPortUuid: request.aPortUuid,
    zPortUuid: request.zPortUuid,
    slots: 8,
    state: 'up',
    route: ['fp', 'pm'],
  } as const;

  test('is the same with the same ends, slots and route', () => {
    expect(differenceFrom(request, held, {})).toBeNull();
    expect(differenceFrom(request, { ...held, route: null }, {})).toBeNull();
  });

  test('is the same where it was asked for our links, though the carrier has moved it since', () => {
    expect(differenceFrom(request, { ...held, route: ['fm'] }, unqualified(serviceIn(bodyFor({}))))).toBeNull();
  });

  test.each([
    [{ aPortUuid: request.zPortUuid, zPortUuid: request.aPortUuid }, 'ends'],
    [{ slots: 80 }, 'slots'],
    [{ route: ['fm'] }, 'route'],
  ])('is another with %j', (more, what) => {
    expect(differenceFrom(request, { ...held, ...more }, {})).toContain(what);
  });
});
