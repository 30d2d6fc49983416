import type { ReportedResource } from '../../../core/carriers/carrier-link';
import type { OrderState } from '../../../core/model/order';
import type { BenchHost } from './start-host';
import { reportedNetwork } from './reported-network';

export interface StormWish {
  readonly perSecond: number;
  readonly seconds: number;
}

export interface StormDone {
  readonly resourceChanges: number;
  readonly orderChanges: number;
  readonly seconds: number;
}

/** Ticks a second; each brings what is due since the last, as notices come: a few together. */
const ticks = 20;

/**
 * Changes as fast as is wished: three fifths are resources of which carriers tell another latency, and every tenth of those another condition; two fifths
 * are states of orders.
 */
export async function storm({ links, store, network }: BenchHost, { perSecond, seconds }: StormWish): Promise<StormDone> {
  const resources = new Map(reportedNetwork(network).map(({ carrier, inventory }) => [carrier.id, [...inventory.resources]]));
  const carriers = [...resources.keys()];
  // The odd ones carry nothing.
  const isOdd = new Map(network.resources.map(({ id }, at) => [id, at % 2 === 1]));
  const moving = network.orders.filter((_, at) => at % 10 < 7).map(({ id }) => id);
  const states = new Map<string, OrderState>(moving.map((id) => [id, 'active']));
  let [resourceChanges, orderChanges, nextOrder, turn] = [0, 0, 0, 0];
  const nextAt = new Map(carriers.map((id) => [id, 0]));
  const begun = performance.now();

  const tellResources = async (count: number): Promise<void> => {
    const carrierId = carriers[turn++ % carriers.length] ?? '';
    const own = resources.get(carrierId) ?? [];
    const changed: ReportedResource[] = [];
    let at = nextAt.get(carrierId) ?? 0;
    for (let told = 0; told < count; told += 1, at += 7) {
      const now = own[at % own.length];
      if (!now?.latency) continue;
      const ns = now.latency.azNs + (at % 2 === 0 ? 900 : -700) + (turn % 50);
      const isToBreak = isOdd.get(`${carrierId}/${now.uuid}`) === true && told % 10 === 0;
      const condition = isToBreak ? (now.condition === 'up' ? 'down' : 'up') : now.condition;
      const next = { ...now, condition, conditionText: condition === 'up' ? '' : 'loss of signal', latency: { azNs: ns, zaNs: ns } };
      own[at % own.length] = next;
      changed.push(next);
    }
    nextAt.set(carrierId, at);
    await links.get(carrierId)?.tell({ resources: changed }, Date.now());
    resourceChanges += changed.length;
  };
  const moveOrders = async (count: number): Promise<void> => {
    await store.transaction(async (tx) => {
      for (let moved = 0; moved < count; moved += 1, nextOrder += 1) {
        const orderId = moving[(nextOrder * 13) % moving.length] ?? '';
        const from = states.get(orderId) ?? 'active';
        const to = from === 'active' ? 'moving' : 'active';
        const isMoved = await tx.orders.move({
          orderId,
          from,
          to,
          atMs: Date.now(),
          cause: to === 'moving' ? 'moved by the bench' : 'is where it was',
          actor: 'engine',
        });
        if (!isMoved) continue;
        states.set(orderId, to);
        orderChanges += 1;
      }
    });
  };
  const elapsed = (): number => (performance.now() - begun) / 1_000;
  while (elapsed() < seconds) {
    const due = elapsed() * perSecond;
    await Promise.all([
      tellResources(Math.max(0, Math.round(due * 0.6 - resourceChanges))),
      moveOrders(Math.max(0, Math.round(due * 0.4 - orderChanges))),
    ]);
    const restMs = 1_000 / ticks - ((elapsed() * 1_000) % (1_000 / ticks));
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  return { resourceChanges, orderChanges, seconds: elapsed() };
}
