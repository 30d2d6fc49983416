import type { EngineEvent } from '../engine';
import { AlternativeUpkeep } from './alternative-upkeep';
import { tellFailure } from './announcements';
import { DiversityWatch } from './diversity-watch';
import { FlapWatch } from './flap-watch';
import type { HostParts } from './host-parts';
import { Reversions } from './reversions';
import { watchRoom } from './room-watch';

/** What is looked after beside the orders' own flows. Nothing of it holds an order or a notice up. */
export interface Watches {
  /** Once the carriers have been heard: before, what is known of the network may be stale. */
  start(): Promise<void>;
  heard(event: EngineEvent): void;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function startWatches(parts: HostParts): Watches {
  const { engine, calls, notices } = parts;
  const upkeep = new AlternativeUpkeep(parts);
  const reversions = new Reversions(engine, calls);
  const flaps = new FlapWatch(engine, notices);
  const diversity = new DiversityWatch(engine);
  watchRoom(parts);
  const ofOrders = [diversity, reversions, upkeep];
  const enlisting = new Set<Promise<void>>();

  /** Each watch remembers the orders that concern it, so that the others cost it nothing. */
  async function enlist(orderId: string | null): Promise<void> {
    const orders = await engine.store.transaction(async (tx) => (orderId === null ? tx.orders.list() : [await tx.orders.get(orderId)]));
    for (const order of orders) if (order) for (const watch of ofOrders) watch.enlist(order);
  }

  async function told(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!engine.isEnding()) await tellFailure(engine, 'the watch over orders', error);
    }
  }

  async function start(): Promise<void> {
    await enlist(null);
    await flaps.start();
    await diversity.start();
    reversions.start();
    upkeep.start();
  }

  return {
    start: () => told(start()),
    heard(event) {
      if (event.kind !== 'order.changed') return;
      if (event.from !== null) {
        for (const watch of ofOrders) watch.heard(event);
        return;
      }
      const enlisted: Promise<void> = told(enlist(event.orderId)).finally(() => enlisting.delete(enlisted));
      enlisting.add(enlisted);
    },
    async settled() {
      await Promise.all(enlisting);
      for (const watch of ofOrders) await watch.settled();
    },
    async close() {
      flaps.close();
      await Promise.all(enlisting);
      await diversity.settled();
      await reversions.close();
      await upkeep.close();
    },
  };
}
