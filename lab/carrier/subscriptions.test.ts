import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorOf, startExercise, type Exercise } from '../testing/exercise';
import type { NoticeReader } from '../testing/raw-client';
import { tapiVersions } from './tapi/dialect';

const notificationContext = 'tapi-common:context/tapi-notification:notification-context';

describe.each(tapiVersions)('a subscription to a manager of TAPI %s', (version) => {
  let dunmore: Exercise;

  beforeAll(async () => {
    dunmore = await startExercise('dunmore', { tapi: version });
  });

  afterAll(() => dunmore.end());

  const words =
    version === '2.5.0'
      ? {
          alarm: 'tapi-fm:FM_ALARM_EVENT',
          change: 'tapi-notification:NOTIFICATION_TYPE_ATTRIBUTE_VALUE_CHANGE',
          node: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE',
          link: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_LINK',
          edge: 'tapi-topology:TOPOLOGY_OBJECT_TYPE_NODE_EDGE_POINT',
          layer: 'DIGITAL_OTN',
        }
      : { alarm: 'ALARM_EVENT', change: 'ATTRIBUTE_VALUE_CHANGE', node: 'NODE', link: 'LINK', edge: 'NODE_EDGE_POINT', layer: 'ODU' };

  const subscribe = (filter: object | null, more: object = {}) => {
    const uuid = randomUUID();
    const filters = version === '2.5.0' ? [{ 'local-id': 'one', ...filter }] : { 'local-id': 'one', ...filter };
    const subscription = { uuid, ...(filter ? { 'subscription-filter': filters } : {}), ...more };
    return dunmore.client
      .post(notificationContext, { 'tapi-notification:notif-subscription': [subscription] })
      .then((answer) => ({ ...answer, uuid }));
  };

  async function streamOf(uuid: string): Promise<NoticeReader> {
    const { content } = await dunmore.client.get(`${notificationContext}/notif-subscription=${uuid}`);
    const [shown] = (content as { 'tapi-notification:notif-subscription': [{ 'notification-channel': { 'stream-address': string } }] })[
      'tapi-notification:notif-subscription'
    ];
    return dunmore.client.notices(shown['notification-channel']['stream-address']);
  }

  /** A link is cut and mended, and a node's transit changes. */
  async function happen(): Promise<void> {
    const [link] = dunmore.network.links.values();
    await dunmore.manager.control({ kind: 'cut', target: 'link', name: link?.id ?? '' });
    await dunmore.manager.control({ kind: 'repair', target: 'link', name: link?.id ?? '' });
    await dunmore.manager.control({ kind: 'set-latency', target: 'node', name: link?.a ?? '', azUs: 91 });
    await dunmore.manager.control({ kind: 'set-latency', target: 'node', name: link?.a ?? '', azUs: 92 });
  }

  /** What a stream brings of it: types and targets, numbered without gaps. */
  async function brought(filter: object | null): Promise<readonly string[]> {
    const { status, uuid } = await subscribe(filter);
    expect(status).toBe(201);
    const [own, all] = [await streamOf(uuid), await dunmore.client.notices()];
    await happen();
    await all.find((notice) => notice.changed['latency-characteristic=FIXED_LATENCY_US']?.[1] === '92');
    // What was written to the other stream before is here once this marker is.
    await dunmore.client.delete(`${notificationContext}/notif-subscription=${uuid}`);
    await own.ended;
    all.close();
    expect(own.seen.map((notice) => notice.sequenceNumber)).toEqual(own.seen.map((_, index) => index + 1));
    return own.seen.map((notice) => `${notice.type} ${String(notice.content['target-object-type'])}`);
  }

  test('without a filter brings everything', async () => {
    expect(new Set(await brought(null))).toEqual(
      new Set([`ATTRIBUTE_VALUE_CHANGE ${words.link}`, `ALARM_EVENT ${words.link}`, `ATTRIBUTE_VALUE_CHANGE ${words.node}`]),
    );
  });

  test('brings only the types that were asked for', async () => {
    expect(new Set(await brought({ 'requested-notification-types': [words.alarm] }))).toEqual(new Set([`ALARM_EVENT ${words.link}`]));
  });

  test('brings only the objects that were asked for', async () => {
    expect(new Set(await brought({ 'requested-object-types': [words.node, words.edge] }))).toEqual(
      new Set([`ATTRIBUTE_VALUE_CHANGE ${words.node}`]),
    );
    const [link] = dunmore.network.links.values();
    const kinds = new Set(await brought({ 'requested-object-identifier': [link?.uuid], 'requested-layer-protocols': [words.layer] }));
    expect(kinds).toEqual(new Set([`ATTRIBUTE_VALUE_CHANGE ${words.link}`, `ALARM_EVENT ${words.link}`]));
  });

  test.each([
    ['include-content', { 'include-content': false }],
    ['requested-notification-types', { 'requested-notification-types': ['EXPLOSION'] }],
    ['requested-object-types', { 'requested-object-types': ['EQUIPMENT'] }],
    ['requested-layer-protocols', { 'requested-layer-protocols': ['ETH'] }],
  ])('is refused by name where %s asks for what is not done here', async (member, filter) => {
    const answer = await subscribe(filter);
    expect(answer.status).toBe(501);
    expect(errorOf(answer)).toMatch(/^operation-not-supported: /);
    expect(JSON.stringify(answer.content)).toContain(`/tapi-notification:notif-subscription/subscription-filter/${member}`);
  });

  test('is refused where it is to be suspended, or its filter is of the other version', async () => {
    expect((await subscribe(null, { 'subscription-state': 'SUSPENDED' })).status).toBe(501);
    const other = await subscribe(null, { 'subscription-filter': version === '2.5.0' ? {} : [] });
    expect([other.status, errorOf(other)]).toEqual([
      400,
      `invalid-value: subscription-filter is ${version === '2.5.0' ? 'a list' : 'one container'} in TAPI ${version}`,
    ]);
    expect((await subscribe({ colour: 'red' })).status).toBe(400);
  });

  test('a stream of a subscription that is not there is not there', async () => {
    await expect(
      dunmore.client.notices(`${dunmore.carrier.url}${dunmore.client.root}/streams/tapi-notices/json?subscription=nobody`),
    ).rejects.toThrow('404');
  });
});
