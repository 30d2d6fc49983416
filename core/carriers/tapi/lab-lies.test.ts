import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ReportedResource } from '../carrier-link';
import { openLabLink } from './testing/lab-link';
import type { LabLink } from './testing/lab-link';

/** What managers say that is not so: each is told, and no figure is ever wrong for it. */
describe.each([
  { tapi: '2.5.0', streams: 'sse' },
  { tapi: '2.1.3', streams: 'sse' },
  { tapi: '2.5.0', streams: 'websocket' },
  { tapi: '2.1.3', streams: 'websocket' },
] as const)('TAPI $tapi, stream $streams: a manager that', ({ tapi, streams }) => {
  let lab: LabLink;
  let some: readonly ReportedResource[];
  beforeAll(async () => {
    lab = await openLabLink({ tapi, streams });
    some = lab.inventory.resources.slice(0, 3);
  }, 30_000);
  afterEach(async () => {
    await lab.control({ kind: 'heal' });
    // Everything as it was, before the next lie.
    const again = lab.log.next('up', ({ inventory }) => JSON.stringify(inventory.resources) === JSON.stringify(lab.inventory.resources));
    lab.link.resynchronise();
    await again;
  });
  afterAll(() => lab.stop());

  const resource = (at: number): ReportedResource => {
    const found = some[at];
    if (!found) throw new Error('the practice carrier has too few resources');
    return found;
  };

  test.each([
    ['text', 'not a decimal number'],
    ['negative', 'negative'],
    ['huge', 'longer than anything on Earth'],
  ] as const)('states a latency that is %s is warned of on that resource, and its latency is unknown', async (lie, words) => {
    const { uuid } = resource(0);
    await lab.control({ kind: 'lie-latency', lie, link: uuid });
    expect(await lab.resourceThat(uuid, ({ latency }) => latency === null)).toBeTruthy();
    expect((await lab.warned(new RegExp(words))).subject).toBe(uuid);
    const told = lab.log.events.flatMap((event) => (event.kind === 'changed' ? event.change.resources : []));
    expect(told.filter((one) => one.uuid === uuid && one.latency !== null && one.latency.azNs !== resource(0).latency?.azNs)).toEqual([]);
  });

  test('states one constant latency of every link is warned of once, and none is used', async () => {
    const believed = new Set(lab.inventory.resources.map(({ uuid }) => uuid));
    await lab.control({ kind: 'lie-latency', lie: 'constant' });
    await lab.log.first((event) => {
      const reported = event.kind === 'up' ? event.inventory.resources : event.kind === 'changed' ? event.change.resources : [];
      for (const { uuid, latency } of reported) if (latency === null) believed.delete(uuid);
      return believed.size === 0 ? event : undefined;
    });
    const again = lab.log.next('up', ({ inventory }) => inventory.resources.every(({ latency }) => latency === null));
    lab.link.resynchronise();
    expect((await again).inventory.warnings).toMatchObject([
      { message: expect.stringContaining('links state the same latency (12345678') as string },
    ]);
  });

  test('tells everything twice does no harm', async () => {
    const { uuid } = resource(1);
    const said = streams === 'sse' ? lab.warned(/sends notices twice/) : null;
    await lab.control({ kind: 'duplicate-notices', count: 20 });
    await lab.control({ kind: 'cut', target: 'link', name: uuid });
    await lab.resourceThat(uuid, ({ condition }) => condition === 'down');
    await lab.control({ kind: 'repair', target: 'link', name: uuid });
    await lab.log.next('changed', ({ change }) => change.resources.some((one) => one.uuid === uuid && one.condition === 'up'));
    await said;
  });

  test('tells things in another order than they happened does no harm', async () => {
    const { uuid } = resource(2);
    await lab.control({ kind: 'reorder-notices', count: 4 });
    // An alarm and a state each time: the clear comes before the raise.
    await lab.control({ kind: 'cut', target: 'link', name: uuid });
    await lab.control({ kind: 'repair', target: 'link', name: uuid });
    await lab.control({ kind: 'occupy', link: uuid, slots: 3 });
    await lab.control({ kind: 'occupy', link: uuid, slots: 5 });
    const isTold = ({ slots, availableSlots }: ReportedResource): boolean => slots - availableSlots >= 5;
    await lab.resourceThat(uuid, isTold);
    const up = lab.log.next('up');
    lab.link.resynchronise();
    const { inventory } = await up;
    expect(inventory.resources.find((one) => one.uuid === uuid)).toMatchObject({ condition: 'up', conditionText: '' });
  });

  test('tells of a link that nobody ever listed is warned of, and nothing changes', async () => {
    await lab.control({ kind: 'unknown-notices', count: 1 });
    const { subject } = await lab.warned(/about a link that the carrier does not list/);
    expect(lab.inventory.resources.map(({ uuid }) => uuid)).not.toContain(subject);
  });

  const whereLogged = streams === 'websocket';
  if (!whereLogged)
    test('loses notices is read in full as soon as its numbers show it', async () => {
      const { uuid } = resource(1);
      await lab.control({ kind: 'occupy', link: uuid, slots: 1 });
      await lab.control({ kind: 'lose-notices', count: 1 });
      await lab.control({ kind: 'cut', target: 'link', name: resource(2).uuid });
      await lab.control({ kind: 'occupy', link: uuid, slots: 2 });
      const { inventory } = await lab.log.next('up');
      expect(inventory.resources.find((one) => one.uuid === resource(2).uuid)?.condition).toBe('down');
      await lab.warned(/notices of the manager were lost/);
    });

  if (!whereLogged)
    test('lets its numbers jump is read in full, and the loss is named', async () => {
      const { uuid } = resource(1);
      await lab.control({ kind: 'skip-sequence', count: 3 });
      for (const slots of [1, 2]) await lab.control({ kind: 'occupy', link: uuid, slots });
      await lab.log.next('up');
      await lab.warned(/notices of the manager were lost/);
    });

  if (whereLogged)
    test('lets its numbers jump has lost nothing, for its log is compacted', async () => {
      const { uuid } = resource(1);
      const before = lab.log.events.length;
      await lab.control({ kind: 'skip-sequence', count: 3 });
      for (const slots of [1, 2]) await lab.control({ kind: 'occupy', link: uuid, slots });
      await lab.resourceThat(uuid, ({ slots, availableSlots }) => slots - availableSlots === 2);
      expect(lab.log.events.slice(before).filter(({ kind }) => kind === 'up')).toEqual([]);
    });

  test.each([
    ['under other uuids', 'renamed', /another inventory.*listed under other uuids/],
    ['without some of it', 'without', /another inventory/],
  ] as const)('comes back with its inventory %s is told, and lists what is gone no more', async (_, how, words) => {
    const gone = resource(0);
    await lab.control({ kind: 'another-inventory', how, things: [gone.uuid], ms: 20 });
    await lab.log.next('down');
    const { inventory } = await lab.log.next('up');
    expect(inventory.resources.map(({ uuid }) => uuid)).not.toContain(gone.uuid);
    expect(inventory.resources.filter(({ name }) => name === gone.name)).toHaveLength(how === 'renamed' ? 1 : 0);
    expect(inventory.warnings.map(({ message }) => message).join('\n')).toMatch(words);
  });
});
