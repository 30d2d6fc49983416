import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ServiceRequest } from '../carrier-link';
import { standardMapping } from '../mapping';
import { signals } from '../../model/signal';
import { unqualified } from './json';
import type { JsonObject } from './json';
import { differenceFrom, serviceBody } from './service-request';
import { snapshotOf } from './snapshot';
import { goodDocuments, topologyContextOf, topologyUuid } from './testing/documents';

const documents = goodDocuments();
const snapshot = snapshotOf(unqualified(documents.servicePoints), unqualified(topologyContextOf(documents)));
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
const bodyFor = (more: Partial<ServiceRequest>): JsonObject => serviceBody({ ...request, ...more }, standardMapping, snapshot);

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

  test('is accepted by the official models for every signal (where TAPI_YANG names their folder)', () => {
    const links = ['420bab65-4250-56ef-9903-2e405ccba10f'];
    const services = signals.map((signal, at) =>
      serviceIn(bodyFor({ uuid: `66633f3d-ae55-50cf-abfc-9ed992b6222${at}`, signal, resourceUuids: at === 0 ? [] : links })),
    );
    // The checker takes data trees, not the bodies of requests: the services are put where the POSTs put them.
    const verdict = checkAgainstYang({
      'tapi-common:context': { 'tapi-connectivity:connectivity-context': { 'connectivity-service': services } },
    });
    if (verdict === null)
      console.warn('not checked against the YANG models: set TAPI_YANG to the folder of validate.sh, and install yanglint');
    else expect(verdict).toBe('');
    expect(services.map((service) => service['layer-protocol-qualifier'])).toEqual(
      signals.map(() => expect.stringMatching(/^tapi-(dsr:DIGITAL_SIGNAL_TYPE|digital-otn:ODU_TYPE)_/) as string),
    );
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

/** What the checker complains of, or empty; null where there is none. */
function checkAgainstYang(tree: object): string | null {
  const folder = process.env['TAPI_YANG'];
  if (!folder) return null;
  const directory = mkdtempSync(join(tmpdir(), 'longlines-yang-'));
  try {
    const file = join(directory, 'service.json');
    writeFileSync(file, JSON.stringify(tree));
    const { status, stderr } = spawnSync(join(folder, 'validate.sh'), ['2.5.0', 'config', file], { encoding: 'utf8' });
    // A shell's status for a command that is not installed.
    if (status === 127) return null;
    return status === 0 ? '' : `${status ?? 'no status'}: ${stderr}`;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
