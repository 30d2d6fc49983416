import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath } from '../testing/raw-client';
import type { RecordReader } from '../testing/record-reader';
import { tapiVersions } from './tapi/dialect';

describe.each(tapiVersions)('the log of a manager of TAPI %s', (version) => {
  let dunmore: Exercise;
  let log: RecordReader;

  beforeAll(async () => {
    dunmore = await startExercise('dunmore', { tapi: version, streams: 'websocket' });
  });

  afterAll(() => dunmore.end());

  afterEach(async () => {
    log.close();
    await dunmore.manager.control({ kind: 'heal' });
    for (const { uuid } of (await dunmore.manager.audit()).services) {
      await dunmore.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
    }
  });

  const someLink = () => {
    const [link] = dunmore.network.links.values();
    if (!link) throw new Error('a carrier has links');
    return link;
  };
  const things = () => dunmore.network.links.size + dunmore.network.nodes.size + dunmore.network.ports.size;
  /** All that stands now, and the last of it. */
  async function standing(reader: RecordReader, count = things()) {
    await expect.poll(() => reader.seen.length).toBeGreaterThanOrEqual(count);
    return reader.seen.at(count - 1);
  }

  test('is where the stream context says, and there are no server-sent events', async () => {
    log = dunmore.client.records();
    const { content } = await dunmore.client.get('tapi-common:context/tapi-streaming:stream-context');
    const [stream] = (content as { 'tapi-streaming:stream-context': { 'available-stream': [Readonly<Record<string, unknown>>] } })[
      'tapi-streaming:stream-context'
    ]['available-stream'];
    const address = `${dunmore.carrier.url.replace('https:', 'wss:')}${dunmore.client.root}/streams/tapi-log`;
    expect(stream['connection-address']).toEqual(version === '2.5.0' ? [address] : address);
    expect(stream['connection-protocol']).toBe(version === '2.5.0' ? 'tapi-streaming:CONNECTION_PROTOCOL_WEBSOCKETS' : 'WEBSOCKETS');
    expect((await dunmore.client.get('ietf-restconf-monitoring:restconf-state')).status).toBe(404);
    await expect(dunmore.client.notices()).rejects.toThrow('404');
  });

  test('begins with all that stands, in batches, each as a GET shows it', async () => {
    await dunmore.manager.control({ kind: 'cut', target: 'link', name: someLink().id });
    log = dunmore.client.records();
    // The alarm stands too.
    await standing(log, things() + 1);
    expect(new Set(log.seen.map((record) => record.type))).toEqual(new Set(['CREATE_UPDATE']));
    expect(new Set(log.seen.map((record) => record.key)).size).toBe(things() + 1);
    expect(Math.max(...log.batches)).toBe(100);
    const shown = log.seen.find((record) => record.key === someLink().uuid);
    const path = `tapi-common:context/tapi-topology:topology-context/topology=${dunmore.network.topologyUuid}/link=${someLink().uuid}`;
    const { content } = await dunmore.client.get(path);
    expect((content as { 'tapi-topology:link': [unknown] })['tapi-topology:link'][0]).toEqual(shown?.entity);
    expect(log.seen.filter((record) => record.content === 'CONDITION_DETECTOR')).toHaveLength(1);
  });

  test('then tells what changes, and with a deletion its tombstone', async () => {
    log = dunmore.client.records();
    const last = await standing(log);
    await dunmore.manager.control({ kind: 'withdraw', target: 'link', name: someLink().id });
    await log.find((record) => record.type === 'TOMBSTONE' && record.key === someLink().uuid);
    const about = log.seen.filter((record) => record.key === someLink().uuid && record.sequence > (last?.sequence ?? 0));
    expect(about.map((record) => [record.type, record.content, record.entity])).toEqual([
      ['DELETE', 'LINK', null],
      ['TOMBSTONE', null, null],
    ]);
    await dunmore.manager.control({ kind: 'restore', target: 'link', name: someLink().id });
    await log.find((record) => record.sequence > (about.at(-1)?.sequence ?? Infinity) && record.entity !== null);
  });

  test('an alarm stands by a detector of its own until it clears', async () => {
    log = dunmore.client.records();
    const last = await standing(log);
    await dunmore.manager.control({ kind: 'cut', target: 'link', name: someLink().id });
    const raised = await log.find((record) => record.content === 'CONDITION_DETECTOR');
    expect(raised.entity).toMatchObject({ 'condition-native-name': 'LOS', 'measured-entity-uuid': someLink().uuid });
    await dunmore.manager.control({ kind: 'repair', target: 'link', name: someLink().id });
    const cleared = await log.find((record) => record.type === 'DELETE' && record.key === raised.key);
    expect(JSON.stringify(cleared.entity)).toContain('ALARM_DETECTOR_STATE_CLEAR');
    await log.find((record) => record.type === 'TOMBSTONE' && record.key === raised.key);
    expect(raised.sequence).toBeGreaterThan(last?.sequence ?? 0);
  });

  test('a service and its connection come, change and go', async () => {
    log = dunmore.client.records();
    await standing(log);
    const link = someLink();
    const portOf = (node: string) =>
      (dunmore.network.nodes.get(node)?.portIds ?? []).find((id) => dunmore.network.ports.get(id)?.signals.includes('10GE-LAN')) ?? '';
    const { uuid } = await dunmore.provision({ from: portOf(link.a), to: portOf(link.z), links: [link.id] });
    await log.find((record) => record.key === uuid && record.entity?.['lifecycle-state'] === 'INSTALLED');
    const connection = await log.find((record) => record.content === 'CONNECTION');
    await dunmore.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
    await log.find((record) => record.type === 'TOMBSTONE' && record.key === uuid);
    await log.find((record) => record.type === 'TOMBSTONE' && record.key === connection.key);
  });

  test('goes on after the token that a client has got last', async () => {
    await dunmore.manager.control({ kind: 'forget-log' });
    log = dunmore.client.records();
    const last = await standing(log);
    log.close();
    await dunmore.manager.control({ kind: 'withdraw', target: 'link', name: someLink().id });
    await dunmore.manager.control({ kind: 'set-latency', target: 'node', name: someLink().a, azUs: 77 });
    await dunmore.manager.control({ kind: 'set-latency', target: 'node', name: someLink().a, azUs: 78 });
    const resumed = dunmore.client.records(last?.token);
    await expect.poll(() => resumed.seen.length).toBe(2);
    // Compacted: the tombstone, and the node once, as it is now.
    expect(resumed.seen.map((record) => [record.type, record.key])).toEqual([
      ['TOMBSTONE', someLink().uuid],
      ['CREATE_UPDATE', dunmore.network.nodes.get(someLink().a)?.uuid],
    ]);
    expect(JSON.stringify(resumed.seen[1]?.entity)).toContain('"fixed-latency-characteristic":"78"');
    resumed.close();
  });

  test.each(['no-token-of-ours', '12', ''])('closes with 4410 where it cannot go on after the token "%s"', async (token) => {
    log = dunmore.client.records(token);
    expect(await log.closed).toBe('4410 start over: this token is of another log');
  });

  test('begins anew when it is told to, and after a restart', async () => {
    log = dunmore.client.records();
    const first = await standing(log);
    await dunmore.manager.control({ kind: 'forget-log' });
    expect(await log.closed).toBe('1006');
    const second = dunmore.client.records(first?.token);
    expect(await second.closed).toMatch(/^4410/);
    const third = dunmore.client.records();
    const begun = await standing(third);
    await dunmore.manager.restart();
    expect(await third.closed).toBe('1006');
    log = dunmore.client.records(begun?.token);
    expect(await log.closed).toMatch(/^4410/);
  });

  test('is broken off, refused and silent on order', async () => {
    log = dunmore.client.records();
    const last = await standing(log);
    await dunmore.manager.control({ kind: 'hang', on: true });
    await dunmore.manager.control({ kind: 'cut', target: 'link', name: someLink().id });
    await dunmore.manager.audit();
    expect(log.seen.at(-1)).toBe(last);
    await dunmore.manager.control({ kind: 'hang', on: false });
    await log.find((record) => record.content === 'CONDITION_DETECTOR');
    await dunmore.manager.control({ kind: 'refuse-streams', on: true });
    expect(await log.closed).toBe('1006');
    const refused = dunmore.client.records();
    expect(await refused.closed).toBe('unexpected 503');
  });

  test('a manager in good order says that it ends', async () => {
    log = dunmore.client.records();
    await standing(log);
    await dunmore.manager.stop();
    expect(await log.closed).toBe('1001 the manager ends');
    await dunmore.manager.restart();
  });
});
