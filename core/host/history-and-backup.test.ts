import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../store/sqlite-store';
import { createHost, type Host } from './create-host';
import { systemPause } from './system-clock';
import { orderRequest, World } from './testing/world';

/** A host on a real file in the folder, with the carriers of a simulated world. */
async function hostOn(folder: string, name: string, world: World): Promise<Host> {
  const store = await openStore(join(folder, name), { clock: world.clock, pause: systemPause, betweenCommits: () => Promise.resolve() });
  const host = await createHost({ store, clock: world.clock, newId: () => crypto.randomUUID() });
  onTestFinished(async () => {
    await host.close();
    await store.close();
  });
  return host;
}

test('a host proves its history, exports its head, and makes a backup on which another host goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'longlines-backup-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const world = new World();
  const host = await hostOn(folder, 'store.db', world);
  for (const carrier of world.carriers) {
    await host.connectCarrier(
      { id: carrier.id, name: carrier.id, role: carrier.id === 'gamma' ? 'accessing' : 'dedicating' },
      carrier.link(),
    );
  }
  await world.clock.run(1);
  for (const scopeId of ['LON', 'FRA', 'PAR', 'VIE']) await host.enterDefault({ scope: 'site-interconnect', scopeId, ns: 5_000 });
  await host.submitOrder(orderRequest());
  await world.clock.run(1_000);
  expect((await host.dossier('ORD-1'))?.order.state).toBe('active');

  const keptHead = await host.exportHead();
  const [, , , publicKey = ''] = keptHead.split(' ');
  const announced: string[] = [];
  host.onEvent((event) => {
    if (event.kind === 'history.added') announced.push(event.entry.event);
  });
  const backup = await host.backup(join(folder, 'copy.db'));
  expect(backup.bytes).toBeGreaterThan(10_000);
  expect(announced).toEqual(['store.backed-up']);
  expect((await host.history(1))[0]).toMatchObject({ event: 'store.backed-up', actor: 'operator', subject: backup.file });
  await expect(host.backup(join(folder, 'copy.db'))).rejects.toMatchObject({ code: 'exists' });

  const verdict = await host.verifyHistory({ keptHead, publicKey });
  expect(verdict).toMatchObject({ problems: [], isKeyCompared: true });
  expect(verdict.checked).toBeGreaterThan(6);

  const other = await hostOn(folder, 'copy.db', world);
  // Its key is another, as the history says; what it took over is what the head that was kept proves.
  expect(await other.dossier('ORD-1')).toEqual(await host.dossier('ORD-1'));
  const copied = await other.verifyHistory({ keptHead });
  expect(copied.problems).toEqual([]);
  expect(copied.remarks.map(({ event }) => event)).toEqual(['history.key-changed']);
});
