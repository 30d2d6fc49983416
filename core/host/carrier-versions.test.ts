import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carrierOf, uuidOf } from '../model/network';
import { orderBetween } from './testing/beside-the-good';
import { faultsAtRest, startPracticeEngine, type PracticeEngine } from './testing/practice-engine';
import { orderIn } from './testing/real-engine';

/** N3: the engine does not know which version or stream a carrier has. */
describe.each([
  { tapi: '2.1.3', streams: 'sse' },
  { tapi: '2.1.3', streams: 'websocket' },
  { tapi: '2.5.0', streams: 'websocket' },
] as const)('over managers of TAPI $tapi with stream $streams', ({ tapi, streams }) => {
  let world: PracticeEngine;
  beforeAll(async () => {
    world = await startPracticeEngine(['borealis', 'cinder', 'dunmore'], {
      tapi,
      streams,
      settings: { retryMs: 100, servicePollMs: 100, provisionTimeoutMs: 4_000 },
      limits: { backoffMaxMs: 100 },
    });
  }, 30_000);
  afterAll(() => world.end());

  test('an order is provisioned at several carriers, moved off a cut, and leaves nothing behind', async () => {
    const { host, practice } = world;
    const nodeAt = (site: string) => ({
      kind: 'node' as const,
      id: [...host.network.view.nodes.values()].find(({ carrierId, siteId }) => carrierId === 'dunmore' && siteId === site)?.id ?? '',
    });
    await host.submitOrder({ ...orderBetween('VERSION-1', 'dunmore', '', ''), a: nodeAt('LON'), z: nodeAt('ZRH') });
    await orderIn(host, 'VERSION-1', 'active');
    const dossier = await host.dossier('VERSION-1');
    expect(new Set(dossier?.segments.map(({ carrierId }) => carrierId)).size).toBeGreaterThan(1);
    const cut = dossier?.segments.find(({ resourceIds }) => resourceIds.length > 0)?.resourceIds[0] ?? '';
    const restored = new Promise<void>((resolve) => {
      const stop = host.onEvent((event) => {
        if (event.kind !== 'order.changed' || event.to !== 'active') return;
        stop();
        resolve();
      });
    });
    await practice.carriers.find(({ id }) => id === carrierOf(cut))?.manager.control({ kind: 'cut', target: 'link', name: uuidOf(cut) });
    await restored;
    expect(await faultsAtRest(host, practice)).toEqual([]);
    await world.clear();
    expect(await faultsAtRest(host, practice)).toEqual([]);
    expect((await Promise.all(practice.carriers.map(({ manager }) => manager.audit()))).flatMap(({ services }) => services)).toEqual([]);
  });
});
