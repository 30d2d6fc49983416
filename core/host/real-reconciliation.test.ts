import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInventory } from '../../lab/carrier/inventory';
import { buildNetwork } from '../../lab/carrier/network';
import { inventoryFolder } from '../../lab/places';
import { rawClient, connectivityPath, type RawClient } from '../../lab/testing/raw-client';
import { serviceBody } from '../../lab/testing/service-body';
import { uuidOf } from '../model/network';
import { orderBetween } from './testing/beside-the-good';
import { faultsAtRest, startPracticeEngine, waitUntil, type PracticeEngine } from './testing/practice-engine';
import { orderIn } from './testing/real-engine';

const ann = { by: 'Ann', reason: 'found at the audit' };
const network = buildNetwork(readInventory(join(inventoryFolder(), 'cinder.json')));

/** N11 over a manager of its own process, at which somebody else works too. */
describe('a manager whose operator makes and removes services by hand', () => {
  let world: PracticeEngine;
  let byHand: RawClient;
  beforeAll(async () => {
    world = await startPracticeEngine(['cinder'], { settings: { retryMs: 100, servicePollMs: 100, provisionTimeoutMs: 4_000 } });
    byHand = rawClient(world.practice.carrier('cinder'), network.inventory.restconfRoot);
  }, 30_000);
  afterAll(async () => {
    await byHand.close();
    await world.end();
  });

  const services = async () => (await world.practice.carrier('cinder').manager.audit()).services;
  const reconciled = async () => {
    const answer = await world.host.reconcile('cinder');
    if (answer.kind === 'refused') throw new Error(answer.message);
    return answer;
  };

  /** The order's own part at the manager is deleted there, and one like it, or on another way, is made by hand. */
  async function madeByHand(orderId: string): Promise<string> {
    const [segment] = ((await world.host.dossier(orderId))?.segments ?? []).filter(({ state }) => state === 'held');
    if (!segment) throw new Error(`order ${orderId} has no part`);
    const links = segment.resourceIds.map(uuidOf);
    expect((await byHand.delete(`${connectivityPath}/connectivity-service=${segment.id}`)).status).toBe(204);
    const uuid = randomUUID();
    const ends = { aSip: uuidOf(segment.aPortId), zSip: uuidOf(segment.zPortId) };
    const wanted = serviceBody({ uuid, name: 'by hand', ...ends, topologyUuid: network.topologyUuid, linkUuids: links });
    expect((await byHand.post(connectivityPath, wanted)).status).toBe(201);
    await waitUntil(async () => (await services()).some((service) => service.uuid === uuid && service.isUp));
    return uuid;
  }

  test('is compared: one service that is ours is missing, one is an orphan; adopted, it carries the order, and nothing is made', async () => {
    const { host } = world;
    await host.pauseRecovery(null, ann);
    await host.submitOrder(orderBetween('BY-HAND', 'cinder', 'LIS', 'MAD'));
    await orderIn(host, 'BY-HAND', 'active');
    const uuid = await madeByHand('BY-HAND');
    await orderIn(host, 'BY-HAND', 'impaired');
    const { carriers, discrepancies } = await reconciled();
    expect(carriers).toEqual([expect.objectContaining({ carrierId: 'cinder', kind: 'compared' })]);
    expect(discrepancies.map(({ kind, orderId }) => ({ kind, orderId }))).toEqual([
      { kind: 'missing', orderId: 'BY-HAND' },
      { kind: 'orphan', orderId: null },
    ]);
    const orphan = discrepancies.find(({ kind }) => kind === 'orphan');
    expect(orphan).toMatchObject({ subjectId: uuid, text: expect.stringContaining('it fits where order BY-HAND has its part') as string });
    expect(await host.settleDiscrepancy(orphan?.id ?? '', 'adopt', ann)).toMatchObject({ kind: 'done' });
    await orderIn(host, 'BY-HAND', 'active');
    expect((await reconciled()).groups).toEqual([]);
    expect((await services()).map((service) => service.uuid)).toEqual([uuid]);
    expect(await faultsAtRest(host, world.practice)).toEqual([]);
    await host.cancelOrder('BY-HAND');
    await orderIn(host, 'BY-HAND', 'released');
    expect(await services()).toEqual([]);
  });

  test('has an orphan removed, and the order that it was in the way of is served again', async () => {
    const { host } = world;
    await host.submitOrder(orderBetween('IN-THE-WAY', 'cinder', 'LIS', 'MAD'));
    await orderIn(host, 'IN-THE-WAY', 'active');
    await madeByHand('IN-THE-WAY');
    await orderIn(host, 'IN-THE-WAY', 'impaired');
    const orphan = (await reconciled()).discrepancies.find(({ kind }) => kind === 'orphan');
    expect(await host.settleDiscrepancy(orphan?.id ?? '', 'remove', ann)).toMatchObject({ kind: 'done' });
    expect(await services()).toEqual([]);
    await host.resumeRecovery(null, ann);
    await orderIn(host, 'IN-THE-WAY', 'active');
    expect((await reconciled()).groups).toEqual([]);
    expect(await host.discrepancies()).toEqual([]);
    expect(await faultsAtRest(host, world.practice)).toEqual([]);
  });
});
