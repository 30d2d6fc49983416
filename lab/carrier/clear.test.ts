import { afterAll, beforeAll, expect, test } from 'vitest';
import { startExercise, type Exercise } from '../testing/exercise';
import { connectivityPath } from '../testing/raw-client';

let cinder: Exercise;

beforeAll(async () => {
  cinder = await startExercise('cinder');
});

afterAll(() => cinder.end());

const subscriptionPath = 'tapi-common:context/tapi-notification:notification-context';

test('a manager that is cleared is as when it was started for the first time, and stays so over a restart', async () => {
  const { manager, client, network } = cinder;
  const fresh = await manager.audit();
  const [link] = [...network.links.values()];
  const [port, other] = [...network.ports.values()].filter(({ node }) => node === link?.a);
  if (!link || !port || !other) throw new Error('there is no link with two ports at its end');
  const far = [...network.ports.values()].find(({ node }) => node === link.z);
  expect((await cinder.provision({ from: port.id, to: far?.id ?? '', links: [link.id] })).status).toBe(201);
  const asked = { 'tapi-notification:notif-subscription': [{ uuid: 'b7b0e9a5-1111-4222-8333-944445555666' }] };
  expect((await client.post(subscriptionPath, asked)).status).toBe(201);
  const stream = await client.notices();
  await manager.control({ kind: 'cut', target: 'link', name: link.id });
  await manager.control({ kind: 'withdraw', target: 'port', name: other.id });
  await manager.control({ kind: 'refuse', count: 3, words: 'no' });
  await manager.control({ kind: 'refuse-streams', on: true });
  await manager.control({ kind: 'go-down', ms: 600_000 });
  expect(await manager.audit()).not.toMatchObject({ services: [], links: fresh.links });

  await manager.control({ kind: 'clear' });
  await stream.ended;
  expect(await manager.audit()).toEqual(fresh);
  expect((await client.get(`${subscriptionPath}/notif-subscription=b7b0e9a5-1111-4222-8333-944445555666`)).status).toBe(404);
  expect((await client.get(`${connectivityPath}/connectivity-service`)).status).toBe(404);
  // Its door is open, its streams too, and nothing is refused.
  const again = await client.notices();
  expect((await cinder.provision({ from: port.id, to: far?.id ?? '', links: [link.id] })).status).toBe(201);
  await again.find(({ changed }) => changed['operational-state']?.[1] === 'ENABLED');
  again.close();
  await manager.control({ kind: 'clear' });
  await manager.restart();
  expect(await manager.audit()).toEqual(fresh);
});
