import { expect, onTestFinished, test } from 'vitest';
import type { Topic } from '../../contract/live';
import { startedCircuits, circuitRequests, pathRequest } from '../testing/circuit-world';
import { testWatcher } from '../testing/watcher';

/** A second of it: a thousand orders for circuits, a hundred each tenth of a second. */
const perTenth = 100;

test('a storm of a thousand changes a second costs a watcher a bounded number of pieces, and ends with what there is', async () => {
  const { world, host } = await startedCircuits();
  const serving = () => ({ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null });
  await world.newYork.goDown();
  for (const vpi of [0, 1, 2, 3])
    await host.addPath(pathRequest({ id: `VP-${vpi}`, vpi, vcis: { first: 32, last: 1_000 }, bulkSize: 64 }), 'Ann');
  const topics: readonly Topic[] = ['circuits', 'paths', 'status', 'switches', 'history'];
  const [quick, slow, deaf] = [0, 2_000, 1e9].map((frameMs) => {
    const watcher = testWatcher(world.clock, serving, topics);
    watcher.frameMs = () => frameMs;
    onTestFinished(() => {
      watcher.close();
    });
    return watcher;
  });
  if (!quick || !slow || !deaf) throw new Error('three watch');
  await world.clock.run(1_000);
  const before = [quick, slow, deaf].map((watcher) => watcher.pieces('circuits'));
  const seconds = 3;
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    await host.orderCircuits(circuitRequests(tenth * perTenth + 1, (tenth + 1) * perTenth, { pathId: `VP-${tenth % 4}` }), 'Ann');
    await world.clock.run(100);
  }
  const [ofQuick, ofSlow, ofDeaf] = [quick, slow, deaf].map((watcher, index) => watcher.pieces('circuits') - (before[index] ?? 0));
  // One at its pace, every 50 ms at the most.
  expect(ofQuick).toBeLessThanOrEqual(seconds * 20 + 1);
  expect(ofSlow).toBeLessThanOrEqual(10);
  expect(ofDeaf).toBeLessThanOrEqual(4);
  for (let turn = 0; turn < 400; turn++) await world.clock.run(50);
  const fresh = testWatcher(world.clock, serving, topics);
  onTestFinished(() => {
    fresh.close();
  });
  for (let turn = 0; turn < 100; turn++) await world.clock.run(50);
  expect(fresh.rows('circuits')).toHaveLength(seconds * 10 * perTenth);
  for (const topic of ['circuits', 'switches', 'history'] as const)
    for (const watcher of [quick, slow]) expect(watcher.rows(topic), topic).toEqual(fresh.rows(topic));
  // Who hears nothing was sent no more since.
  expect(deaf.pieces('circuits') - (before[2] ?? 0)).toBeLessThanOrEqual(4);
});

test('while nobody watches, nothing is timed and nothing is read', async () => {
  const { world, host } = await startedCircuits();
  await world.clock.run(60_000);
  const quiet = world.clock.waiting;
  const serving = () => ({ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null });
  const watcher = testWatcher(world.clock, serving);
  await world.clock.run(5_000);
  watcher.close();
  await world.clock.run(15_000);
  expect(world.clock.waiting).toBe(quiet);
});
