import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPractice } from '../../../lab/practice';
import type { Practice, PracticeCarrier } from '../../../lab/practice';
import type { CarrierInventory, CarrierLink, ServiceRequest } from '../carrier-link';
import { standardMapping } from '../mapping';
import { createTapiLink } from './tapi-link';
import { createEventLog } from '../testing/event-log';
import type { EventLog } from '../testing/event-log';
import { realClock } from './testing/real-clock';

/** Against the practice carrier's manager, a process of its own. */
let folder: string;
let practice: Practice;
let carrier: PracticeCarrier;
let link: CarrierLink;
let log: EventLog;
let inventory: CarrierInventory;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'longlines-link-'));
  practice = await startPractice(folder, { carriers: ['alder'], provisionMs: 50, seed: 7 });
  carrier = practice.carrier('alder');
  log = createEventLog();
  link = createTapiLink({
    carrierId: carrier.id,
    url: carrier.url,
    tls: { caPem: carrier.caPem, certPem: carrier.client.certPem, keyPem: carrier.client.keyPem },
    mapping: standardMapping,
    clock: realClock,
    random: Math.random,
    newId: randomUUID,
    limits: { backoffMinMs: 50, backoffMaxMs: 200, resyncGapMs: 0 },
  });
  link.open(log.handle);
  ({ inventory } = await log.next('up'));
}, 30_000);

afterAll(async () => {
  await link.close();
  await practice.stop();
  rmSync(folder, { recursive: true });
});

describe('the practice carrier', () => {
  test('is read whole, without a warning', () => {
    expect(inventory.warnings).toEqual([]);
    expect(inventory.nodes.length).toBeGreaterThan(20);
    expect(inventory.nodes.every(({ site, transitNs }) => site?.latitudeDeg != null && transitNs !== null)).toBe(true);
    expect(inventory.ports.every(({ signals }) => signals.length > 0)).toBe(true);
    expect(inventory.ports.some(({ plug }) => plug !== null)).toBe(true);
    expect(inventory.resources.every(({ latency, slots }) => latency !== null && slots > 0)).toBe(true);
    expect(inventory.resources.some(({ isDedicated }) => isDedicated)).toBe(true);
  });

  test('tells of a cut and of its repair', async () => {
    const [cut] = inventory.resources;
    if (!cut) throw new Error('the practice carrier has no resources');
    await carrier.manager.control({ kind: 'cut', target: 'link', name: cut.uuid });
    const down = await log.next('changed', ({ change }) =>
      change.resources.some(({ uuid, condition }) => uuid === cut.uuid && condition === 'down'),
    );
    expect(down.change.withdrawn).toEqual([]);
    await carrier.manager.control({ kind: 'repair', target: 'link', name: cut.uuid });
    await log.next('changed', ({ change }) => change.resources.some(({ uuid, condition }) => uuid === cut.uuid && condition === 'up'));
  });

  test('tells of a latency that rises', async () => {
    const slow = inventory.resources[1];
    if (!slow) throw new Error('the practice carrier has too few resources');
    await carrier.manager.control({ kind: 'set-latency', target: 'link', name: slow.uuid, azUs: 90_000, zaUs: 91_000 });
    const { change } = await log.next('changed');
    expect(change.resources).toMatchObject([{ uuid: slow.uuid, latency: { azNs: 90_000_000, zaNs: 91_000_000 } }]);
    await carrier.manager.control({ kind: 'reset-latency', target: 'link', name: slow.uuid });
    await log.next('changed');
  });

  test('reads everything again when notices were lost', async () => {
    const other = inventory.resources[2];
    if (!other) throw new Error('the practice carrier has too few resources');
    await carrier.manager.control({ kind: 'lose-notices', count: 1 });
    await carrier.manager.control({ kind: 'occupy', link: other.uuid, slots: 3 });
    await carrier.manager.control({ kind: 'occupy', link: other.uuid, slots: 5 });
    await carrier.manager.control({ kind: 'occupy', link: other.uuid, slots: 0 });
    await log.next('up');
  });

  test('withdraws a resource and gives it back', async () => {
    const [gone] = inventory.resources;
    if (!gone) throw new Error('the practice carrier has no resources');
    await carrier.manager.control({ kind: 'withdraw', target: 'link', name: gone.uuid });
    await log.next('changed', ({ change }) => change.withdrawn.some(({ uuid }) => uuid === gone.uuid));
    await carrier.manager.control({ kind: 'restore', target: 'link', name: gone.uuid });
    await log.next('changed', ({ change }) => change.resources.some(({ uuid }) => uuid === gone.uuid));
  });

  test('provisions a service over the links that were asked for, moves it on its own, survives a crash, and deletes it', async () => {
    const request = requestOver(inventory);
    expect(await link.createService(request)).toMatchObject({ kind: 'accepted', service: { uuid: request.uuid, state: 'pending' } });
    expect(await upService(request.uuid)).toMatchObject({
      name: 'ORD-1',
      slots: 8,
      route: request.resourceUuids,
      aPortUuid: request.aPortUuid,
    });
    expect(await link.createService(request)).toMatchObject({ kind: 'accepted', service: { state: 'up' } });
    expect(await link.createService({ ...request, resourceUuids: [...request.resourceUuids].reverse() })).toMatchObject({
      kind: 'conflict',
    });

    await carrier.manager.control({ kind: 'reroute', service: request.uuid });
    await log.next('service-changed', ({ serviceUuid }) => serviceUuid === request.uuid);
    const moved = await upService(request.uuid);
    expect(moved.route).not.toEqual(request.resourceUuids);
    expect(moved.route?.length).toBeGreaterThan(0);

    const restarted = carrier.manager.restart();
    await log.next('down');
    await restarted;
    const again = await log.next('up');
    expect(again.inventory.services).toMatchObject([{ uuid: request.uuid, state: 'up', route: moved.route }]);

    expect(await link.deleteService(request.uuid)).toEqual({ kind: 'deleted' });
    expect(await link.readService(request.uuid)).toEqual({ kind: 'absent' });
    expect((await carrier.manager.audit()).services).toEqual([]);
  });

  test('refuses in its own words, and holds nothing then', async () => {
    await carrier.manager.control({ kind: 'refuse', count: 1, words: 'the fibre is being spliced' });
    const outcome = await link.createService(requestOver(inventory));
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringContaining('the fibre is being spliced') as string });
    expect((await carrier.manager.audit()).services).toEqual([]);
  });
});

/** The service, once the manager says that it is up; waits for its notices, not for time. */
async function upService(uuid: string) {
  for (;;) {
    const outcome = await link.readService(uuid);
    if (outcome.kind === 'service' && outcome.service.state === 'up') return outcome.service;
    await log.next('service-changed', ({ serviceUuid }) => serviceUuid === uuid);
  }
}

/** Over two links in a row, between ports that take 10GE. */
function requestOver({ resources, ports }: CarrierInventory): ServiceRequest {
  const portAt = (nodeUuid: string) =>
    ports.find((port) => port.nodeUuid === nodeUuid && port.plug === null && port.signals.includes('10GE-LAN'));
  for (const first of resources) {
    for (const second of resources) {
      if (second === first || second.aNodeUuid !== first.zNodeUuid || second.zNodeUuid === first.aNodeUuid) continue;
      const [a, z] = [portAt(first.aNodeUuid), portAt(second.zNodeUuid)];
      if (a && z)
        return {
          uuid: randomUUID(),
          name: 'ORD-1',
          signal: '10GE-LAN',
          aPortUuid: a.uuid,
          zPortUuid: z.uuid,
          resourceUuids: [first.uuid, second.uuid],
          maxDelayNs: 200_000_000,
        };
    }
  }
  throw new Error('the practice carrier has no two links in a row between ports for 10GE');
}
