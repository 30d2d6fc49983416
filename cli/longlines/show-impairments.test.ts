import { expect, test } from 'vitest';
import type { ImpairmentListedShown } from '../../core/contract/shapes';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import { resource } from '../../core/host/testing/simulated-carrier';
import { startedWorld } from '../../core/host/testing/started-world';
import { orderRequest } from '../../core/host/testing/world';
import { readStatus } from '../../core/host/procedures/show-status';
import type { Screen } from '../screen';
import { partsOf, showImpairment, showImpairments } from './show-impairments';

function shown(show: (screen: Screen) => void): readonly string[] {
  const lines: string[] = [];
  show({
    heading: (text) => lines.push(text),
    line: (text) => lines.push(text),
    table: (columns, rows) => lines.push(...[columns, ...rows].map((cells) => cells.join(' | '))),
    progress: () => undefined,
  });
  return lines;
}

const lines = [
  ['lon-fra', 4_000_000],
  ['lon-fra-2', 4_100_000],
] as const;

/** A duct of two lines is cut, with an order over each. */
async function cutDuct() {
  const { world, host } = await startedWorld(({ alpha }) => {
    // Each has room for one order.
    for (const [uuid, latencyNs] of lines)
      alpha.resources.set(uuid, { ...resource(uuid, 'a1', 'a2', latencyNs, 8), sharedRisks: ['duct-LON-FRA'] });
  });
  await host.submitOrder(orderRequest({ id: 'ORD-1' }));
  await host.submitOrder(orderRequest({ id: 'ORD-2' }));
  await world.clock.run(2_000);
  for (const [uuid] of lines) world.alpha.setResource(uuid, { condition: 'down' });
  await world.clock.run(10_000);
  const serving = { host, clock: world.clock, store: '/nowhere', version: '1', pid: 1, connect: null, connectSwitch: null };
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const outcome = await callProcedure(serving, name, input, { signal: new AbortController().signal, onProgress: () => undefined });
    return outcome.kind === 'answer' ? outcome.output : outcome.error;
  };
  return { ask, list: async () => (await ask('impairments.list', {})) as readonly ImpairmentListedShown[], world, host };
}

test('what is one event is one line, as often as the status counts it, with its parts below', async () => {
  const { list, world, host } = await cutDuct();
  const open = await list();
  const [, ...told] = shown((screen) => {
    showImpairments(screen, open);
  });
  const answering = { version: '1', pid: 1, store: '/nowhere', isHost: true };
  const { openImpairments } = await readStatus(host, host.network.view, answering, world.clock.now());
  expect(told.filter((line) => !line.startsWith('  '))).toHaveLength(openImpairments);
  expect(told[0]).toMatch(/^duct-LON-FRA \| .* \| Duct LON-FRA down: 2 impairments \|/);
  expect(open).toHaveLength(2);
  expect(told.slice(1).map((line) => line.split(' | ')[0])).toEqual(open.map(({ id }) => `  ${id.slice(-8)}`));
});

test.each(['duct-LON-FRA', 'duct:duct-LON-FRA', 'shared-risk:duct-LON-FRA', 'Duct LON-FRA', 'duct lon-fra'])(
  'an event is named by its shared risk: %s',
  async (called) => {
    const { list } = await cutDuct();
    const open = await list();
    expect(partsOf(open, called)).toEqual(open);
    expect(partsOf(open, 'duct-LON')).toEqual([]);
  },
);

test('one impairment is shown in full, found by the end of its id, also once it is cleared', async () => {
  const { ask, list, world } = await cutDuct();
  const [first] = await list();
  const id = first?.id ?? '';
  await ask('impairments.handle', { impairmentId: id, step: { kind: 'own', owner: 'Bea' }, by: 'Ann' });
  const show = async (): Promise<readonly string[]> => {
    const one = (await ask('impairments.show', { impairmentId: id.slice(-8) })) as ImpairmentListedShown;
    return shown((screen) => {
      showImpairment(screen, one);
    });
  };
  const told = await show();
  expect(told[0]).toBe(first?.text);
  expect(told).toEqual(
    expect.arrayContaining([
      `  id        ${id}`,
      '  what      resource lon-fra (alpha/lon-fra), down',
      '  part of   Duct LON-FRA down (duct-LON-FRA)',
      '  handling  owner Bea',
    ]),
  );
  expect(told.at(-1)).toMatch(/^ORD-[12] \| [a-z]+ \| /);
  for (const [uuid] of lines) world.alpha.setResource(uuid, { condition: 'up' });
  await world.clock.run(600_000);
  expect((await show()).join('\n')).toMatch(/since .*, cleared /);
  expect(await ask('impairments.show', { impairmentId: 'none' })).toMatchObject({ code: 'not-found' });
});
