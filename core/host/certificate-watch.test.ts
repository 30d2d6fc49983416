import { expect, test } from 'vitest';
import type { Manager } from '../carriers/manager';
import { standardMapping } from '../carriers/mapping';
import { refusingStore } from './testing/refusing-store';
import { World } from './testing/world';

const files = { certFile: 'c', keyFile: 'k' };

test('a warning that could not be entered is told again, and once', async () => {
  const world = new World();
  let isFull = true;
  const { host, store } = await world.start((real) =>
    refusingStore(
      real,
      (call, [entry]) => isFull && call === 'history.add' && (entry as { readonly event: string }).event === 'certificate.ending',
    ),
  );
  const manager: Manager = {
    ...{ url: 'https://beta.example', mapping: standardMapping, authorities: [], files },
    ours: [
      { subject: 'CN=us', issuer: '', names: [], serial: '1', validFromMs: 0, validToMs: world.clock.now() + 86_400_000, fingerprint: 'A' },
    ],
    link: () => world.beta.link(),
    renewed: async () => ({ kind: 'refused', message: 'not now' }),
    probe: async () => ({ kind: 'refused', message: 'not now' }),
  };
  await host.connectCarrier({ id: 'beta', name: 'beta', role: 'both' }, manager.link(), manager);
  await world.clock.run(1_000);
  const told = async () => (await host.history(200)).filter(({ event }) => event === 'certificate.ending').map(({ subject }) => subject);
  expect(await told()).toEqual([]);
  isFull = false;
  await world.clock.run(60_000);
  expect(await told()).toEqual(['beta']);
  // Another, connected twice in a row: it is looked at twice at once.
  const next: Manager = { ...manager, ours: manager.ours.map((own) => ({ ...own, fingerprint: 'B' })) };
  const connect = () => host.connectCarrier({ id: 'beta', name: 'beta', role: 'both' }, next.link(), next);
  await Promise.all([connect(), connect()]);
  await world.clock.run(3_600_000);
  expect(await told()).toEqual(['beta', 'beta']);
  const closed = host.close();
  await world.clock.run(10);
  await closed;
  await store.close();
});
