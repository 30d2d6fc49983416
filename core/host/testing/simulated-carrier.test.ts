import { expect, test } from 'vitest';
import type { ServiceRequest } from '../../carriers/carrier-link';
import { node, port, resource, SimulatedCarrier } from './simulated-carrier';
import { VirtualClock } from './virtual-clock';

const request: ServiceRequest = {
  uuid: 's-1',
  name: 'ORD-1',
  signal: '10GE-LAN',
  aPortUuid: 'a-1',
  zPortUuid: 'z-1',
  resourceUuids: ['north'],
  maxDelayNs: 10_000_000,
};
const elsewhere: ServiceRequest = { ...request, resourceUuids: ['south'] };

/** A service over `north` that carries. */
async function carrying() {
  const clock = new VirtualClock();
  const carrier = new SimulatedCarrier('alpha', clock);
  for (const end of ['a', 'z']) {
    carrier.nodes.set(end, node(end, end));
    for (const number of [1, 2]) carrier.ports.set(`${end}-${String(number)}`, port(`${end}-${String(number)}`, end));
  }
  for (const uuid of ['north', 'south']) carrier.resources.set(uuid, resource(uuid, 'a', 'z', 1_000_000));
  const link = carrier.link();
  const told: string[] = [];
  link.open(async (event) => void told.push(event.kind));
  const ask = async <T>(asked: Promise<T>): Promise<T> => {
    await clock.run(carrier.behaviour.callMs * 2);
    return asked;
  };
  await ask(link.createService(request));
  await clock.run(carrier.behaviour.provisionMs);
  told.splice(0);
  return { clock, carrier, link, told, ask };
}

test('a service that moves stays up, holds both routes until it has changed over, and is told of then', async () => {
  const { clock, carrier, link, told, ask } = await carrying();
  expect(await ask(link.rerouteService(elsewhere))).toEqual({ kind: 'accepted' });
  expect(await ask(link.rerouteService(elsewhere))).toEqual({ kind: 'accepted' });
  expect(carrier.services.get('s-1')).toMatchObject({ state: 'up', route: ['north'] });
  expect(['north', 'south'].map((uuid) => carrier.freeSlots(uuid))).toEqual([8, 8]);
  await clock.run(carrier.behaviour.provisionMs);
  expect(carrier.services.get('s-1')).toMatchObject({ state: 'up', route: ['south'] });
  expect(['north', 'south'].map((uuid) => carrier.freeSlots(uuid))).toEqual([16, 8]);
  expect(told).toEqual(['service-changed']);
});

test('a service that is deleted while it moves holds nothing', async () => {
  const { clock, carrier, link, ask } = await carrying();
  await ask(link.rerouteService(elsewhere));
  await ask(link.deleteService('s-1'));
  await clock.run(carrier.behaviour.provisionMs);
  expect([...carrier.services]).toEqual([]);
  expect(['north', 'south'].map((uuid) => carrier.freeSlots(uuid))).toEqual([16, 16]);
});

test('a service that is not there is absent, a carrier that cannot says so, and one that refuses leaves it as it was', async () => {
  const { carrier, link, ask } = await carrying();
  expect(await ask(link.rerouteService({ ...elsewhere, uuid: 's-none' }))).toEqual({ kind: 'absent' });
  carrier.behaviour.reroutes = 'no';
  expect(await ask(link.rerouteService(elsewhere))).toMatchObject({ kind: 'unsupported' });
  carrier.behaviour.reroutes = { refuses: 'the fibre is being spliced' };
  expect(await ask(link.rerouteService(elsewhere))).toMatchObject({ kind: 'refused', message: 'the fibre is being spliced' });
  carrier.behaviour.reroutes = 'yes';
  carrier.setResource('south', { condition: 'down' });
  expect(await ask(link.rerouteService(elsewhere))).toMatchObject({ kind: 'refused', message: 'south is not in service' });
  expect(carrier.services.get('s-1')).toMatchObject({ state: 'up', route: ['north'] });
  expect(carrier.freeSlots('south')).toBe(16);
});
