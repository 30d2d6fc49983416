import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { InputOf, ProcedureName } from '../../contract/procedures';
import { usualSwitchLimits } from '../../model/switch';
import { MemorySwitch } from '../../switches/testing/memory-switch';
import { circuitRequest, pathRequest } from '../testing/circuit-world';
import { startedWorld } from '../testing/started-world';
import { orderRequest } from '../testing/world';
import { callProcedure } from './call-procedure';
import type { Serving } from './serving';

const address = {
  id: 'alpha',
  name: 'alpha',
  role: 'both',
  url: 'https://127.0.0.1:1',
  caFile: 'ca',
  certFile: 'cert',
  keyFile: 'key',
} as const;
const switchAddress = {
  id: 'NYC',
  name: 'NYC',
  transport: 'tcp',
  host: '127.0.0.1',
  port: 1,
  user: 'u',
  passwordFile: 'p',
  allowPlain: true,
} as const;

test('whoever asks for something by name stands in the history with it', async () => {
  const { host, world } = await startedWorld();
  const folder = mkdtempSync(join(tmpdir(), 'll-by-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  await world.clock.run(1_000);
  await host.connectSwitch({ id: 'NYC', name: 'NYC', limits: usualSwitchLimits }, new MemorySwitch('NYC', () => world.clock.now()));
  await host.submitOrder(orderRequest({ id: 'ORD-A' }));
  await host.addPath(pathRequest(), 'nobody');
  await world.clock.run(20_000);
  world.alpha.setResource('lon-par', { condition: 'down' });
  await world.clock.run(1_000);
  const serving: Serving = {
    ...{ host, clock: world.clock, store: '/nowhere', version: '1', pid: 1 },
    connect: async () => ({ kind: 'connected' }),
    connectSwitch: async () => ({ kind: 'connected' }),
  };
  /** How often the name stands in the history: in entries, and in the transitions of orders and circuit orders. */
  const count = async (): Promise<number> => {
    const texts = (await host.history(10_000)).map(({ text }) => text);
    for (const { id } of await host.orders()) texts.push(...((await host.dossier(id))?.transitions ?? []).map(({ cause }) => cause));
    for (const { id } of await host.circuitOrders({}))
      texts.push(...((await host.circuitOrder(id))?.transitions ?? []).map(({ cause }) => cause));
    return texts.filter((text) => text.includes('Zoë')).length;
  };
  const call = async <Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<void> => {
    const before = await count();
    const answer = callProcedure(serving, name, input, { signal: new AbortController().signal, onProgress: () => undefined });
    await world.clock.run(1_000);
    expect(await answer, name).toMatchObject({ kind: 'answer' });
    expect(await count(), name).toBeGreaterThan(before);
  };

  const by = 'Zoë';
  const why = { by, reason: 'for the test' };
  const subject = { kind: 'resource', id: 'alpha/lon-fra' } as const;
  await call('carriers.connect', { ...address, by });
  await call('carriers.resynchronise', { carrierId: 'alpha', by });
  await call('switches.connect', { ...switchAddress, by });
  await call('switches.compare', { switchId: 'NYC', by });
  await call('recovery.pause', { carrierId: 'alpha', ...why });
  await call('recovery.resume', { carrierId: 'alpha', ...why });
  await call('latency.enter', { subject, azNs: 1, zaNs: 1, provenance: 'measured', by });
  await call('latency.withdraw', { subject, provenance: 'measured', by });
  await call('latency.default', { scope: 'site-interconnect', scopeId: 'LON', ns: 7_000, by });
  await call('latency.withdraw-default', { scope: 'site-interconnect', scopeId: 'LON', by });
  await call('orders.freeze', { orderId: 'ORD-A', ...why });
  await call('orders.unfreeze', { orderId: 'ORD-A', ...why });
  await call('lock-outs.add', { subject, ...why });
  await call('lock-outs.release', { subject, ...why });
  await call('paths.change', { pathId: 'VP-1', fields: { provider: 'South' }, by });
  await call('circuits.order', { rows: [fieldsOf()], by });
  await call('circuits.release', { orderIds: ['C-1'], by });
  await call('orders.cancel', { orderId: 'ORD-A', by });
  await call('backup', { file: join(folder, 'copy.db'), by });
});

function fieldsOf(): Readonly<Record<string, string>> {
  const { id, endUser, pathId, line } = circuitRequest(1);
  const { rack, shelf, slot, circuit } = line;
  return { order: id, 'end-user': endUser, path: pathId, line: `${rack}-${shelf}-${slot}-${circuit}` };
}
