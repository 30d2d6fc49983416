import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, startExercise, type Exercise, type Wanted } from '../testing/exercise';
import { connectivityPath } from '../testing/raw-client';
import type { connectionDocument, serviceDocument } from './tapi/connectivity-document';

let alder: Exercise;

beforeAll(async () => {
  alder = await startExercise('alder');
});

afterAll(() => alder.end());

afterEach(async () => {
  await alder.manager.control({ kind: 'heal' });
  for (const { uuid } of (await alder.manager.audit()).services)
    await alder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
});

const bostonToPhiladelphia: Wanted = { from: 'ALD-BOS-C1', to: 'ALD-PHL-C1', links: ['ALD-BOS-NYC-1', 'ALD-NYC-PHL-1'] };

type ServiceDocument = ReturnType<typeof serviceDocument> & { readonly connection?: readonly { readonly 'connection-uuid': string }[] };

async function read(uuid: string): Promise<ServiceDocument> {
  const { content } = await alder.client.get(`${connectivityPath}/connectivity-service=${uuid}`);
  return (content as { 'tapi-connectivity:connectivity-service': [ServiceDocument] })['tapi-connectivity:connectivity-service'][0];
}

/** The node edge points of a service's realised route, in order. */
async function realisedEdges(uuid: string): Promise<readonly string[]> {
  const connection = (await read(uuid)).connection?.[0]?.['connection-uuid'] ?? '';
  const { content } = await alder.client.get(`${connectivityPath}/connection=${connection}`);
  const [shown] = (content as { 'tapi-connectivity:connection': [ReturnType<typeof connectionDocument>] })['tapi-connectivity:connection'];
  return shown.route[0]?.['connection-end-point'].map((endPoint) => endPoint['node-edge-point-uuid']) ?? [];
}

const linkOf = async (id: string) => {
  const found = (await alder.manager.audit()).links.find((link) => link.id === id);
  if (!found) throw new Error(`no link ${id} in the audit`);
  return found;
};

/** Provisions and waits until it carries. */
async function carrying(wanted: Wanted): Promise<string> {
  const stream = await alder.client.notices();
  const { status, uuid } = await alder.provision(wanted);
  expect(status).toBe(201);
  await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'ENABLED');
  stream.close();
  return uuid;
}

describe('a service', () => {
  test('is planned when it is accepted and carries a while later, with a connection', async () => {
    await alder.manager.control({ kind: 'heal' });
    const stream = await alder.client.notices();
    const answer = await alder.provision(bostonToPhiladelphia);
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`${alder.carrier.url}/rests/data/${connectivityPath}/connectivity-service=${answer.uuid}`);
    await stream.find((notice) => notice.target === answer.uuid && notice.type === 'OBJECT_CREATION');
    await stream.find((notice) => notice.changed['lifecycle-state']?.join(' ') === 'PLANNED INSTALLED');
    stream.close();
    const service = await read(answer.uuid);
    expect([service['lifecycle-state'], service['operational-state'], service.connection?.length]).toEqual(['INSTALLED', 'ENABLED', 1]);
  });

  test('tells its realised route by the node edge points that it passes, from A to Z', async () => {
    const uuid = await carrying(bostonToPhiladelphia);
    const [first, second] = [alder.link('ALD-BOS-NYC-1'), alder.link('ALD-NYC-PHL-1')];
    expect(await realisedEdges(uuid)).toEqual([
      alder.network.ports.get('ALD-BOS-C1')?.nepUuid,
      first.aNepUuid,
      first.zNepUuid,
      second.aNepUuid,
      second.zNepUuid,
      alder.network.ports.get('ALD-PHL-C1')?.nepUuid,
    ]);
  });

  test('that runs against the drawing of its links enters each at its Z end', async () => {
    const uuid = await carrying({ from: 'ALD-PHL-C1', to: 'ALD-NYC-C1', links: ['ALD-NYC-PHL-1'] });
    const link = alder.link('ALD-NYC-PHL-1');
    expect((await realisedEdges(uuid)).slice(1, -1)).toEqual([link.zNepUuid, link.aNepUuid]);
  });

  test('takes slots and ports while it lives, and gives them back when it is deleted', async () => {
    const before = await linkOf('ALD-BOS-NYC-1');
    const uuid = await carrying(bostonToPhiladelphia);
    expect((await linkOf('ALD-BOS-NYC-1')).freeSlots).toBe(before.freeSlots - 8);
    expect((await alder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`)).status).toBe(204);
    expect(await linkOf('ALD-BOS-NYC-1')).toEqual(before);
    expect((await alder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`)).status).toBe(404);
  });

  test('between two ports of one node needs no link', async () => {
    const uuid = await carrying({ from: 'ALD-BOS-C1', to: 'ALD-BOS-C2', links: [] });
    expect((await read(uuid))['operational-state']).toBe('ENABLED');
  });

  test('without an explicit route takes the quickest way that has room', async () => {
    await alder.manager.control({ kind: 'cut', target: 'duct', name: 'duct-BOS-NYC' });
    await carrying({ from: 'ALD-BOS-C1', to: 'ALD-NYC-C1', links: null });
    expect((await alder.manager.audit()).services[0]?.links).toEqual(['ALD-BOS-MTL-1', 'ALD-MTL-NYC-1']);
  });
});

describe('is refused, and nothing is held', () => {
  const refusals: readonly (readonly [string, Partial<Wanted>, number, RegExp])[] = [
    ['a port that nobody knows', {}, 400, /^invalid-value: service-interface-point .* is not known to Alder Longhaul$/],
    [
      'a signal that a port does not take',
      { from: 'ALD-BOS-C4', qualifier: 'tapi-dsr:DIGITAL_SIGNAL_TYPE_STM_64' },
      400,
      /^invalid-value: port ALD-BOS-C4 does not take STM-64; it takes 100GE$/,
    ],
    ['a signal that nobody offers', { qualifier: 'tapi-dsr:DIGITAL_SIGNAL_TYPE_GPON' }, 400, /^invalid-value: .*GPON is not offered here$/],
    [
      'links in another order',
      { links: ['ALD-NYC-PHL-1', 'ALD-BOS-NYC-1'] },
      400,
      /^invalid-value: the links given do not lead from ALD-BOS to ALD-PHL/,
    ],
    ['links that stop short', { links: ['ALD-BOS-NYC-1'] }, 400, /^invalid-value: the links given do not lead/],
    ['no links between two nodes', { links: [] }, 400, /^invalid-value: the links given do not lead .*: none$/],
    ['more slots than are free', { slots: 321 }, 409, /^resource-denied: link ALD-BOS-NYC-1 has \d+ slots free, 321 were asked for$/],
    ['one port for both ends', { to: 'ALD-BOS-C1' }, 400, /^invalid-value: both ends are port ALD-BOS-C1$/],
  ];

  test.each(refusals)('%s', async (name, change, status, message) => {
    const wanted = { ...bostonToPhiladelphia, ...change };
    if (name !== 'a port that nobody knows') {
      const answer = await alder.provision(wanted);
      expect([answer.status, errorOf(answer)]).toEqual([status, expect.stringMatching(message)]);
    } else {
      const answer = await alder.client.post(connectivityPath, unknownPort());
      expect([answer.status, errorOf(answer)]).toEqual([status, expect.stringMatching(message)]);
    }
    expect((await alder.manager.audit()).services).toEqual([]);
  });

  const unknownPort = () => {
    const endPoint = (localId: string, uuid: string) => ({
      'local-id': localId,
      'service-interface-point': { 'service-interface-point-uuid': uuid },
    });
    const capacity = { 'total-size': { value: '10', unit: 'tapi-common:CAPACITY_UNIT_GBPS' } };
    return {
      'tapi-connectivity:connectivity-service': [
        {
          uuid: randomUUID(),
          'end-point': [endPoint('A', randomUUID()), endPoint('Z', alder.sip('ALD-PHL-C1'))],
          'connectivity-constraint': { 'requested-capacity': capacity },
        },
      ],
    };
  };

  test('a second service on a port', async () => {
    await carrying(bostonToPhiladelphia);
    const answer = await alder.provision({ ...bostonToPhiladelphia, to: 'ALD-PHL-C2' });
    expect([answer.status, errorOf(answer)]).toEqual([409, expect.stringMatching(/^in-use: port ALD-BOS-C1 is in use/)]);
  });

  test('the same uuid again, whatever it asks for', async () => {
    const uuid = await carrying(bostonToPhiladelphia);
    const answer = await alder.provision({ from: 'ALD-LON-C1', to: 'ALD-LON-C2', links: [], uuid });
    expect([answer.status, errorOf(answer)]).toEqual([409, `data-exists: connectivity-service ${uuid} exists already`]);
  });

  test('a link that is cut, or withdrawn, or at a node that is down', async () => {
    for (const [command, words] of [
      [{ kind: 'cut', target: 'link', name: 'ALD-NYC-PHL-1' }, 'link ALD-NYC-PHL-1 is out of service'],
      [{ kind: 'withdraw', target: 'link', name: 'ALD-NYC-PHL-1' }, 'link ALD-NYC-PHL-1 has been withdrawn'],
      [{ kind: 'cut', target: 'node', name: 'ALD-NYC' }, 'link ALD-BOS-NYC-1 is out of service'],
    ] as const) {
      await alder.manager.control(command);
      expect(errorOf(await alder.provision(bostonToPhiladelphia))).toBe(`resource-denied: ${words}`);
      await alder.manager.control({ kind: 'heal' });
    }
  });

  test('a number where RFC 7951 wants a string, an unknown member, no JSON, another media type', async () => {
    const post = async (body: unknown) => {
      const answer = await alder.client.post(connectivityPath, body as object);
      return [answer.status, errorOf(answer).split(':')[0]];
    };
    const capacity = { 'total-size': { value: 10, unit: 'tapi-common:CAPACITY_UNIT_GBPS' } };
    const [service] = unknownPort()['tapi-connectivity:connectivity-service'];
    expect(
      await post({
        'tapi-connectivity:connectivity-service': [{ ...service, 'connectivity-constraint': { 'requested-capacity': capacity } }],
      }),
    ).toEqual([400, 'invalid-value']);
    expect(await post({ 'tapi-connectivity:connectivity-service': [{ ...service, colour: 'red' }] })).toEqual([400, 'unknown-element']);
    expect(await post({ 'tapi-connectivity:connectivity-service': [{ ...service, 'connectivity-constraint': {} }] })).toEqual([
      400,
      'missing-element',
    ]);
    expect((await alder.client.post(connectivityPath, {}, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('the next requests, in the words that were ordered', async () => {
    await alder.manager.control({ kind: 'refuse', count: 1, words: 'the cross-connect is being worked on', link: 'ALD-NYC-PHL-1' });
    const elsewhere = await alder.provision({ from: 'ALD-LON-C1', to: 'ALD-LON-C2', links: [] });
    expect(elsewhere.status).toBe(201);
    const answer = await alder.provision(bostonToPhiladelphia);
    expect([answer.status, errorOf(answer)]).toEqual([409, 'resource-denied: the cross-connect is being worked on']);
    expect((await alder.provision(bostonToPhiladelphia)).status).toBe(201);
  });
});

test('a service that fails after it was accepted holds its slots until it is deleted', async () => {
  await alder.manager.control({ kind: 'fail', count: 1, words: 'laser did not come up' });
  const stream = await alder.client.notices();
  const before = await linkOf('ALD-BOS-NYC-1');
  const { status, uuid } = await alder.provision(bostonToPhiladelphia);
  expect(status).toBe(201);
  await stream.find((notice) => notice.target === uuid && notice.changed['lifecycle-state']?.[1] === 'PENDING_REMOVAL');
  stream.close();
  const service = await read(uuid);
  expect([service['operational-state'], service.connection]).toEqual(['DISABLED', undefined]);
  expect((await linkOf('ALD-BOS-NYC-1')).freeSlots).toBe(before.freeSlots - 8);
  await alder.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
  expect(await linkOf('ALD-BOS-NYC-1')).toEqual(before);
});

test('what was accepted outlives a crash: services carry on, and those under way are finished', async () => {
  const patient = await startExercise('dunmore', { provisionMs: 1500 });
  const held = async () => (await patient.manager.audit()).services.map(({ uuid, phase, isUp, links }) => ({ uuid, phase, isUp, links }));
  try {
    const { status, uuid } = await patient.provision({ from: 'DUN-LON-C1', to: 'DUN-MAN-C1', links: ['DUN-LON-MAN-1'] });
    expect(status).toBe(201);
    expect(await held()).toEqual([{ uuid, phase: 'pending', isUp: false, links: ['DUN-LON-MAN-1'] }]);
    await patient.manager.kill();
    await patient.manager.restart();
    const carrying = [{ uuid, phase: 'installed', isUp: true, links: ['DUN-LON-MAN-1'] }];
    await expect.poll(held, { timeout: 10_000 }).toEqual(carrying);
    await patient.manager.kill();
    await patient.manager.restart();
    expect(await held()).toEqual(carrying);
  } finally {
    await patient.end();
  }
});
