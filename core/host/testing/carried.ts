import type { SimulatedCarrier } from './simulated-carrier';
import type { World } from './world';

/** Whether the order's traffic gets through, seen from outside: services that are up, joined by interconnects, lead from one customer's port to another. */
export function isCarried(carriers: readonly SimulatedCarrier[], orderId: string): boolean {
  const joined = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    joined.set(one, [...(joined.get(one) ?? []), other]);
    joined.set(other, [...(joined.get(other) ?? []), one]);
  };
  const plugs = new Map(
    carriers.flatMap((carrier) => [...carrier.ports.values()].flatMap(({ uuid, plug }) => (plug ? [[plug.localId, uuid] as const] : []))),
  );
  const clients: string[] = [];
  for (const carrier of carriers) {
    for (const { uuid, plug } of carrier.ports.values()) {
      const far = plug && plugs.get(plug.remoteId);
      if (far !== undefined && far !== null) join(uuid, far);
      if (!plug) clients.push(uuid);
    }
    for (const { name, state, route, aPortUuid, zPortUuid } of carrier.services.values()) {
      const isUp = state === 'up' && (route ?? []).every((uuid) => carrier.resources.get(uuid)?.condition === 'up');
      if (name === orderId && isUp) join(aPortUuid, zPortUuid);
    }
  }
  return clients.some((start) => {
    const seen = new Set([start]);
    for (const at of seen) for (const next of joined.get(at) ?? []) seen.add(next);
    return clients.some((end) => end !== start && seen.has(end));
  });
}

/** Lets time pass, looking each millisecond whether the order's traffic gets through; how long it did not. */
export async function interruptedFor(world: World, durationMs: number, orderId = 'ORD-1'): Promise<number> {
  let interruptedMs = 0;
  for (let ms = 0; ms < durationMs; ms++) {
    await world.clock.run(1);
    if (!isCarried(world.carriers, orderId)) interruptedMs++;
  }
  return interruptedMs;
}
