import { expect, onTestFinished, test } from 'vitest';
import type { PathRow } from '../../contract/live';
import { circuitRequest, pathRequest, startedCircuits } from '../testing/circuit-world';
import { testWatcher } from '../testing/watcher';

test('a path’s revision is another one with each state of its circuits, and stays while nothing changes but the time', async () => {
  const { world, host } = await startedCircuits();
  const serving = () => ({ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null });
  const watcher = testWatcher(world.clock, serving, ['paths', 'circuits']);
  onTestFinished(() => {
    watcher.close();
  });
  await host.addPath(pathRequest(), 'Ann');
  await world.clock.run(60_000);
  const revision = (): number | undefined => (watcher.rows('paths')[0] as PathRow | undefined)?.revision;
  const before = revision();
  expect(before).toBeDefined();
  await world.clock.run(60_000);
  expect(revision()).toBe(before);

  await world.newYork.goDown();
  await world.clock.run(5_000);
  await host.orderCircuits([circuitRequest(1)], 'Ann');
  const seen = new Map<string, Set<number | undefined>>();
  const look = async (): Promise<void> => {
    await world.clock.run(500);
    const { state } = (watcher.rows('circuits')[0] ?? {}) as { readonly state?: string };
    seen.set(state ?? 'none', (seen.get(state ?? 'none') ?? new Set()).add(revision()));
  };
  for (let turn = 0; turn < 10; turn += 1) await look();
  await world.newYork.comeUp();
  for (let turn = 0; turn < 60; turn += 1) await look();
  expect([...seen.keys()]).toContain('active');
  expect(seen.size).toBeGreaterThan(1);
  const last = [...seen.values()].map((revisions) => [...revisions].at(-1));
  expect(new Set(last).size).toBe(last.length);
});
