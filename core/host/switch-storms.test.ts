import { expect, test } from 'vitest';
import type { Host } from './create-host';
import { startedCircuits } from './testing/circuit-world';

const toldOf = async (host: Host) =>
  (await host.history(1_000))
    .filter(({ event, subject }) => subject === 'NYC' && event.startsWith('switch.'))
    .map(({ event, text }) => [event, text]);

const linkOf = async (host: Host) => (await host.switches()).find(({ link }) => link.switchId === 'NYC')?.link;

test('a switch that comes and goes does not fill the history: so many changes are told, and of the others how many, and how it is now', async () => {
  const { host, world } = await startedCircuits();
  await world.clock.run(100_000);
  const before = (await toldOf(host)).length;
  for (let cycle = 0; cycle < 200; cycle++) {
    await world.newYork.goDown(`lost ${cycle}`);
    await world.newYork.comeUp();
    await world.clock.run(10);
  }
  await world.newYork.goDown('lost for good');
  await world.clock.run(10);
  expect(await linkOf(host)).toMatchObject({ isUp: false, detail: 'lost for good' });
  expect(await toldOf(host)).toHaveLength(before + 20);
  await world.clock.run(60_000);
  expect((await toldOf(host)).slice(before + 20)).toEqual([
    ['switch.changes', '381 more changes of its session within a minute; it is down: lost for good'],
  ]);
  await world.newYork.comeUp();
  await world.clock.run(10);
  expect((await toldOf(host)).at(-1)).toEqual(['switch.up', expect.stringContaining('up since')]);
  expect(await linkOf(host)).toMatchObject({ isUp: true });
});

test('a storm of alarms does not fill the history either, nor does it keep the changes of the session out of it', async () => {
  const { host, world } = await startedCircuits();
  await world.clock.run(100_000);
  const before = (await toldOf(host)).length;
  for (let number = 0; number < 500; number++)
    await world.newYork.tell({ kind: 'alarm', alarm: { severity: 'minor', aid: `1-${number}`, condition: 'LOS', text: '' }, atMs: 0 });
  await world.newYork.goDown();
  await world.clock.run(60_000);
  const told = (await toldOf(host)).slice(before);
  expect(told.filter(([event]) => event === 'switch.alarm')).toHaveLength(20);
  expect(told.filter(([event]) => event !== 'switch.alarm')).toEqual([
    ['switch.down', 'the session was lost'],
    ['switch.alarms', '480 more alarms within a minute'],
  ]);
});
