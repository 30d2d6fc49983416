import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath, type NoticeReader } from '../testing/raw-client';

let dunmore: Exercise;
let stream: NoticeReader;

beforeAll(async () => {
  dunmore = await startExercise('dunmore', { streams: 'both' });
});

beforeEach(async () => {
  stream = await dunmore.client.notices();
});

afterAll(() => dunmore.end());

afterEach(async () => {
  stream.close();
  await dunmore.manager.control({ kind: 'heal' });
});

const links = () => [...dunmore.network.links.values()];
const topology = () => `tapi-common:context/tapi-topology:topology-context/topology=${dunmore.network.topologyUuid}`;

interface Listed {
  readonly uuid: string;
  readonly 'latency-characteristic'?: readonly { readonly 'fixed-latency-characteristic': string }[];
}

async function listed(): Promise<{ readonly link: readonly Listed[]; readonly node: readonly Listed[] }> {
  const { content } = await dunmore.client.get(topology());
  return (content as { 'tapi-topology:topology': [{ link: readonly Listed[]; node: readonly Listed[] }] })['tapi-topology:topology'][0];
}

async function told(): Promise<readonly string[]> {
  return (await listed()).link.flatMap((link) =>
    (link['latency-characteristic'] ?? []).map((each) => each['fixed-latency-characteristic']),
  );
}

describe('latency', () => {
  test('is the same everywhere, with a notice of each, and true again once healed', async () => {
    const before = await told();
    await dunmore.manager.control({ kind: 'lie-latency', lie: 'constant' });
    expect(new Set(await told())).toEqual(new Set(['12345678']));
    await stream.find((notice) => notice.changed['latency-characteristic=FIXED_LATENCY_US']?.[1] === '12345678');
    expect((await dunmore.manager.audit()).links.map((link) => link.latencyUs)).toEqual(links().map((link) => link.latency));
    await dunmore.manager.control({ kind: 'heal' });
    expect(await told()).toEqual(before);
  });

  test.each([
    ['text', /^n\/a$/],
    ['negative', /^-\d+(\.\d+)?$/],
    ['huge', /^\d{8,}(\.\d+)?$/],
  ] as const)('is %s on one link', async (lie, shape) => {
    const before = await told();
    await dunmore.manager.control({ kind: 'lie-latency', lie, link: links()[0]?.id ?? '' });
    const after = await told();
    expect(after.filter((each) => !before.includes(each)).every((each) => shape.test(each))).toBe(true);
    expect(after.filter((each) => shape.test(each))).not.toEqual([]);
    expect(after.filter((each) => before.includes(each)).length).toBeGreaterThan(0);
  });
});

describe('notices', () => {
  const change = (azUs: number) => dunmore.manager.control({ kind: 'set-latency', target: 'node', name: links()[0]?.a ?? '', azUs });
  const arrived = (azUs: number) =>
    stream.find((notice) => notice.changed['latency-characteristic=FIXED_LATENCY_US']?.[1] === String(azUs));
  const values = () => stream.seen.map((notice) => notice.changed['latency-characteristic=FIXED_LATENCY_US']?.[1]);

  test('their numbers jump and none is lost', async () => {
    await change(71);
    await dunmore.manager.control({ kind: 'skip-sequence', count: 5 });
    await change(72);
    await arrived(72);
    expect(stream.seen.map((notice) => notice.sequenceNumber)).toEqual([1, 7]);
  });

  test('come twice', async () => {
    await dunmore.manager.control({ kind: 'duplicate-notices', count: 1 });
    await change(71);
    await change(72);
    await arrived(72);
    expect(stream.seen.map((notice) => notice.sequenceNumber)).toEqual([1, 1, 2]);
    expect(stream.seen[0]?.content).toEqual(stream.seen[1]?.content);
  });

  test('come last first', async () => {
    await dunmore.manager.control({ kind: 'reorder-notices', count: 3 });
    for (const azUs of [71, 72, 73, 74]) await change(azUs);
    await arrived(74);
    expect(values()).toEqual(['73', '72', '71', '74']);
    expect(stream.seen.map((notice) => notice.sequenceNumber)).toEqual([3, 2, 1, 4]);
  });

  test('those that are held are not lost when all is healed', async () => {
    await dunmore.manager.control({ kind: 'reorder-notices', count: 9 });
    await change(71);
    await dunmore.manager.control({ kind: 'heal' });
    await arrived(71);
  });

  test('tell of something that does not exist, on both kinds of stream', async () => {
    const log = dunmore.client.records();
    await expect.poll(() => log.seen.length).toBeGreaterThan(0);
    await dunmore.manager.control({ kind: 'unknown-notices', count: 2 });
    await expect.poll(() => stream.seen.length).toBe(2);
    for (const { target } of stream.seen) {
      expect((await dunmore.client.get(`${topology()}/link=${target}`)).status).toBe(404);
      expect((await log.find((record) => record.key === target)).entity).toMatchObject({ uuid: target });
    }
    log.close();
  });

  test('records come twice and last first too, and their numbers jump', async () => {
    await dunmore.manager.control({ kind: 'forget-log' });
    const log = dunmore.client.records();
    const nodeUuid = dunmore.network.nodes.get(links()[0]?.a ?? '')?.uuid;
    await log.find((record) => record.key === nodeUuid);
    const standing = (await listed()).link.length + dunmore.network.nodes.size + dunmore.network.ports.size;
    await expect.poll(() => log.seen.length).toBe(standing);
    const last = log.seen.at(-1)?.sequence ?? 0;
    await dunmore.manager.control({ kind: 'skip-sequence', count: 5 });
    await dunmore.manager.control({ kind: 'duplicate-notices', count: 1 });
    await change(71);
    await dunmore.manager.control({ kind: 'reorder-notices', count: 2 });
    await change(72);
    await change(73);
    await expect.poll(() => log.seen.length).toBe(standing + 4);
    expect(log.seen.slice(standing).map((record) => record.sequence - last)).toEqual([6, 6, 8, 7]);
    log.close();
  });
});

describe('a manager that comes back with another inventory', () => {
  test('has other UUIDs for a part of its things, tells nobody, and its services are still there', async () => {
    const [first, second] = links();
    if (!first || !second) throw new Error('a carrier has links');
    const port = (node: string) =>
      (dunmore.network.nodes.get(node)?.portIds ?? []).find((id) => dunmore.network.ports.get(id)?.signals.includes('10GE-LAN')) ?? '';
    const { uuid } = await dunmore.provision({ from: port(first.a), to: port(first.z), links: [first.id] });
    await stream.find((notice) => notice.target === uuid && notice.changed['lifecycle-state']?.[1] === 'INSTALLED');
    const log = dunmore.client.records();
    const token = (await log.find((record) => record.key === uuid)).token;
    const seen = stream.seen.length;

    await dunmore.manager.control({ kind: 'another-inventory', how: 'renamed', things: [first.id, first.a], ms: 50 });
    await stream.ended;
    expect(stream.seen.length).toBe(seen);
    await expect
      .poll(() =>
        listed().then(
          ({ link }) => link.length,
          () => 0,
        ),
      )
      .toBe(links().length);
    const after = await listed();
    const former = dunmore.network.nodes.get(first.a)?.uuid;
    expect(after.link.map((link) => link.uuid)).not.toContain(first.uuid);
    expect(after.link.map((link) => link.uuid)).toContain(second.uuid);
    expect(after.node.map((node) => node.uuid)).not.toContain(former);
    const renamed = dunmore.client.records(token);
    expect(await renamed.closed).toMatch(/^4410/);
    expect((await dunmore.client.get(`${connectivityPath}/connectivity-service=${uuid}`)).status).toBe(200);
    expect((await dunmore.manager.audit()).services[0]).toMatchObject({ uuid, isUp: true, links: [first.id] });

    // So it stays over a restart, and healing tells of it as of any change.
    await dunmore.manager.restart();
    expect((await listed()).link.map((link) => link.uuid)).not.toContain(first.uuid);
    stream = await dunmore.client.notices();
    await dunmore.manager.control({ kind: 'heal' });
    await stream.find((notice) => notice.type === 'OBJECT_CREATION' && notice.target === first.uuid);
    await dunmore.client.delete(`${connectivityPath}/connectivity-service=${uuid}`);
  });

  test('is without every third link where nothing is named', async () => {
    await dunmore.manager.control({ kind: 'another-inventory', how: 'without', ms: 50 });
    await expect
      .poll(() =>
        listed().then(
          ({ link }) => link.length,
          () => 0,
        ),
      )
      .toBe(links().length - Math.ceil(links().length / 3));
  });

  test('is asked about things that it has', async () => {
    await expect(dunmore.manager.control({ kind: 'another-inventory', how: 'without', things: ['nowhere'] })).rejects.toThrow(
      'Dunmore Access has nothing called "nowhere"',
    );
  });
});

test('a threshold is crossed once upwards and once back', async () => {
  const link = links()[0];
  const name = link?.id ?? '';
  const crossings = () => stream.seen.filter((notice) => notice.type === 'THRESHOLD_CROSSING_ALERT');
  await dunmore.manager.control({ kind: 'set-latency', target: 'link', name, factor: 1.19 });
  await dunmore.manager.control({ kind: 'set-latency', target: 'link', name, factor: 1.1 });
  await dunmore.manager.control({ kind: 'set-latency', target: 'link', name, factor: 1.5 });
  await stream.find((notice) => notice.type === 'THRESHOLD_CROSSING_ALERT');
  await dunmore.manager.control({ kind: 'reset-latency', target: 'link', name });
  await expect.poll(() => crossings().length).toBe(2);
  const built = link?.latency?.az ?? 0;
  expect(crossings().map(({ content }) => content['tapi-fm:tca-info'])).toMatchObject([
    {
      'native-threshold-indicator-name': 'FIXED_LATENCY_US',
      'perceived-tca-severity': 'tapi-fm:PERCEIVED_TCA_SEVERITY_WARNING',
      'threshold-configured-value': { 'pm-parameter-value': String(Math.round(built * 1200) / 1000), 'pm-parameter-unit': 'us' },
    },
    { 'perceived-tca-severity': 'tapi-fm:PERCEIVED_TCA_SEVERITY_CLEAR' },
  ]);
});
