import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath, type NoticeReader } from '../testing/raw-client';
import { routePatch } from '../testing/service-body';
import { tapiVersions } from './tapi/dialect';

const direct = ['CIN-LON-PAR-1'];
const aroundBrussels = ['CIN-LON-BRU-1', 'CIN-PAR-BRU-1'];

describe.each(tapiVersions)('a service of TAPI %s is moved in place', (version) => {
  let cinder: Exercise;
  let stream: NoticeReader;
  const routeMember = version === '2.5.0' ? 'topology-constraint' : 'include-link';

  beforeAll(async () => {
    // Long enough to look at what is under way, and short enough to wait for.
    cinder = await startExercise('cinder', { provisionMs: 400, tapi: version });
  });

  afterAll(() => cinder.end());

  afterEach(async () => {
    stream.close();
    await cinder.manager.control({ kind: 'heal' });
    for (const { uuid } of (await cinder.manager.audit()).services) await cinder.client.delete(pathOf(uuid));
  });

  const pathOf = (uuid: string) => `${connectivityPath}/connectivity-service=${uuid}`;
  const uuids = (links: readonly string[]) => links.map((id) => cinder.link(id).uuid).join(' ');
  const held = async () => (await cinder.manager.audit()).services[0];
  const slotsOn = async (id: string) => (await cinder.manager.audit()).links.find((link) => link.id === id)?.providedSlots;
  const arrived = (uuid: string, links: readonly string[]) =>
    stream.find((notice) => notice.target === uuid && notice.changed['route']?.[1] === uuids(links));

  async function carrying(): Promise<string> {
    stream = await cinder.client.notices();
    const { uuid } = await cinder.provision({ from: 'CIN-LON-C1', to: 'CIN-PAR-C1', links: direct });
    await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'ENABLED');
    return uuid;
  }

  async function shown(uuid: string): Promise<Readonly<Record<string, unknown>>> {
    const { content } = await cinder.client.get(pathOf(uuid));
    return (content as { 'tapi-connectivity:connectivity-service': [Readonly<Record<string, unknown>>] })[
      'tapi-connectivity:connectivity-service'
    ][0];
  }

  test('it carries on over the old route, holding the slots of both, until it is on the new one', async () => {
    const uuid = await carrying();
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    expect(await held()).toMatchObject({ links: direct, movesTo: aroundBrussels, isUp: true });
    expect(await slotsOn('CIN-LON-PAR-1')).toBe(8);
    expect(await slotsOn('CIN-LON-BRU-1')).toBe(8);
    await arrived(uuid, aroundBrussels);
    expect(await held()).toMatchObject({ links: aroundBrussels, movesTo: null, isUp: true });
    expect(await slotsOn('CIN-LON-PAR-1')).toBe(0);
    expect(stream.seen.filter((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'DISABLED')).toEqual([]);
    expect(JSON.stringify((await shown(uuid))[routeMember])).toContain(cinder.link('CIN-PAR-BRU-1').uuid);
  });

  test('asking for the route that it has, or is on its way to, changes nothing', async () => {
    const uuid = await carrying();
    expect((await cinder.reroute(uuid, direct)).status).toBe(204);
    expect((await held())?.movesTo).toBeNull();
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    await arrived(uuid, aroundBrussels);
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    expect((await held())?.movesTo).toBeNull();
  });

  test('while it moves it is not moved elsewhere', async () => {
    const uuid = await carrying();
    await cinder.reroute(uuid, aroundBrussels);
    const answer = await cinder.reroute(uuid, ['CIN-LON-PAR-2']);
    expect([answer.status, errorOf(answer)]).toEqual([
      409,
      `in-use: service ${uuid} is on its way to another route: wait until it is there`,
    ]);
  });

  test('what does not carry yet is not moved', async () => {
    stream = await cinder.client.notices();
    const { uuid } = await cinder.provision({ from: 'CIN-LON-C1', to: 'CIN-PAR-C1', links: direct });
    const answer = await cinder.reroute(uuid, aroundBrussels);
    expect([answer.status, errorOf(answer)]).toEqual([409, `in-use: service ${uuid} is not provisioned yet: it cannot be moved`]);
  });

  test('a route without room is refused in words as a new service is, and the service stays', async () => {
    const uuid = await carrying();
    await cinder.manager.control({ kind: 'occupy', link: 'CIN-LON-BRU-1', slots: 155 });
    const answer = await cinder.reroute(uuid, aroundBrussels);
    expect([answer.status, errorOf(answer)]).toEqual([409, 'resource-denied: link CIN-LON-BRU-1 has 5 slots free, 8 were asked for']);
    expect(await held()).toMatchObject({ links: direct, movesTo: null });
  });

  test('its own slots are free for it where both routes share a link', async () => {
    stream = await cinder.client.notices();
    const { uuid } = await cinder.provision({ from: 'CIN-LON-C1', to: 'CIN-PAR-C1', links: aroundBrussels });
    await stream.find((notice) => notice.target === uuid && notice.changed['operational-state']?.[1] === 'ENABLED');
    await cinder.manager.control({ kind: 'occupy', link: 'CIN-LON-BRU-1', slots: 152 });
    expect((await cinder.reroute(uuid, direct)).status).toBe(204);
    expect(await slotsOn('CIN-LON-BRU-1')).toBe(8);
    await arrived(uuid, direct);
  });

  test('a move that is refused on order leaves all as it was', async () => {
    const uuid = await carrying();
    await cinder.manager.control({ kind: 'refuse', count: 1, words: 'not today' });
    const answer = await cinder.reroute(uuid, aroundBrussels);
    expect([answer.status, errorOf(answer)]).toEqual([409, 'resource-denied: not today']);
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
  });

  test('a move that fails on the way shows the former request again, and says so', async () => {
    const uuid = await carrying();
    const before = await shown(uuid);
    await cinder.manager.control({ kind: 'fail', count: 1, words: 'laser dark' });
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    const isAbout = (links: readonly string[]) => (notice: { target: string; changed: Readonly<Record<string, readonly string[]>> }) =>
      notice.target === uuid && notice.changed[routeMember]?.[1] === uuids(links);
    await stream.find(isAbout(aroundBrussels));
    await stream.find(isAbout(direct));
    expect(await shown(uuid)).toEqual(before);
    expect(await held()).toMatchObject({ links: direct, movesTo: null, isUp: true });
  });

  test('a link of the new route that breaks on the way makes the move fail', async () => {
    const uuid = await carrying();
    await cinder.reroute(uuid, aroundBrussels);
    await cinder.manager.control({ kind: 'cut', target: 'link', name: 'CIN-PAR-BRU-1' });
    await stream.find((notice) => notice.target === uuid && notice.changed[routeMember]?.[1] === uuids(direct));
    expect(await held()).toMatchObject({ links: direct, movesTo: null, isUp: true });
  });

  test('a move outlives a crash of the manager', async () => {
    const uuid = await carrying();
    expect((await cinder.reroute(uuid, aroundBrussels)).status).toBe(204);
    await cinder.manager.restart();
    await expect.poll(async () => (await held())?.links).toEqual(aroundBrussels);
    expect((await held())?.uuid).toBe(uuid);
  });

  test('an entity tag guards it: a stale one is refused, the present one and * are not', async () => {
    const uuid = await carrying();
    const { etag } = (await cinder.client.get(pathOf(uuid))).headers;
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    const stale = await cinder.reroute(uuid, aroundBrussels, { 'if-match': '"0000000000000000"' });
    expect([stale.status, errorOf(stale)]).toEqual([
      412,
      `operation-failed: connectivity-service ${uuid} has changed since it was read: read it again`,
    ]);
    const moved = await cinder.reroute(uuid, aroundBrussels, { 'if-match': String(etag) });
    expect(moved.status).toBe(204);
    expect(moved.headers['etag']).not.toBe(etag);
    await arrived(uuid, aroundBrussels);
    expect((await cinder.client.delete(pathOf(uuid), { 'if-match': String(etag) })).status).toBe(412);
    expect((await cinder.client.delete(pathOf(uuid), { 'if-match': '*' })).status).toBe(204);
  });

  test('only its route: other members have to be what they are, and a route has to be there', async () => {
    const uuid = await carrying();
    const whole = await shown(uuid);
    const patch = (service: object) => cinder.client.patch(pathOf(uuid), { 'tapi-connectivity:connectivity-service': [service] });
    const route = { [routeMember]: whole[routeMember] };
    expect((await patch({ uuid, name: whole['name'], 'end-point': whole['end-point'], ...route })).status).toBe(204);
    const renamed = await patch({ uuid, name: [], ...route });
    expect([renamed.status, errorOf(renamed)]).toEqual([
      400,
      `invalid-value: only ${routeMember} can be changed in place; name is not what the service has`,
    ]);
    expect(errorOf(await patch({ uuid }))).toMatch(/^missing-element: no route was given/);
    expect(errorOf(await patch({ uuid: 'another', ...route }))).toMatch(/^invalid-value: the body is about service another/);
    const wrongType = await cinder.client.patch(pathOf(uuid), {}, { 'content-type': 'text/plain' });
    expect(wrongType.status).toBe(415);
    expect((await cinder.client.patch(pathOf('nowhere'), {})).status).toBe(404);
  });

  test('and with the route the limit of its delay, which is the former again where the move fails', async () => {
    const uuid = await carrying();
    const before = await shown(uuid);
    const limit = (value: string) =>
      version === '2.5.0' ? { 'routing-constraint': { 'max-allowed-delay': { value } } } : { 'max-allowed-delay': { value } };
    const linkUuids = aroundBrussels.map((id) => cinder.link(id).uuid);
    const [body] = routePatch({ uuid, topologyUuid: cinder.network.topologyUuid, linkUuids }, version)[
      'tapi-connectivity:connectivity-service'
    ];
    const patch = (value: string) =>
      cinder.client.patch(pathOf(uuid), { 'tapi-connectivity:connectivity-service': [{ ...body, ...limit(value) }] });
    await cinder.manager.control({ kind: 'fail', count: 1, words: 'laser dark' });
    expect((await patch('4000')).status).toBe(204);
    expect(await shown(uuid)).toMatchObject(limit('4000'));
    await stream.find((notice) => notice.target === uuid && notice.changed[routeMember]?.[1] === uuids(direct));
    expect(await shown(uuid)).toEqual(before);
    expect((await patch('4000')).status).toBe(204);
    // Repeated on its way, with another limit: the last one is what is asked for.
    expect((await patch('5000')).status).toBe(204);
    await arrived(uuid, aroundBrussels);
    expect(await shown(uuid)).toMatchObject(limit('5000'));
  });

  test('the carrier does not move it on its own meanwhile', async () => {
    const uuid = await carrying();
    await cinder.reroute(uuid, aroundBrussels);
    await expect(cinder.manager.control({ kind: 'reroute', service: uuid })).rejects.toThrow('is on its way to another route');
  });
});

test('a manager without PATCH answers 405 and says what there is', async () => {
  const dunmore = await startExercise('dunmore', { canPatch: false });
  const [link] = [...dunmore.network.links.values()];
  const answer = await dunmore.reroute('any', [link?.id ?? '']);
  expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, DELETE']);
  await dunmore.end();
});
