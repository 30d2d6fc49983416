import type { EngineEvent } from '../engine';
import type { Order } from '../model/order';
import { AlternativeUpkeep } from './alternative-upkeep';
import { tellFailure } from './announcements';
import { DiversityWatch } from './diversity-watch';
import { eachOpenOrder } from './each-open-order';
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
  const toEnlist: string[] = [];
  let isEnlisting = false;
  const heardMeanwhile = new Set<string>();

  /** Each watch remembers the orders that concern it, so that the others cost it nothing. */
  function enlistEach(orders: readonly Order[]): void {
    for (const order of orders) for (const watch of ofOrders) watch.enlist(order);
  }

  /** All that came meanwhile are read together; those that cannot be read are read with the next. */
  async function enlistNew(): Promise<void> {
    isEnlisting = true;
    try {
      while (toEnlist.length > 0) {
        const ids = [...toEnlist];
        heardMeanwhile.clear();
        enlistEach(await engine.store.transaction((tx) => tx.orders.some(ids)));
        toEnlist.splice(0, ids.length);
        // What became of them since they were read, the watches were told before they knew of them.
        toEnlist.push(...ids.filter((id) => heardMeanwhile.has(id)));
      }
    } finally {
      isEnlisting = false;
    }
  }

  async function told(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!engine.isEnding()) await tellFailure(engine, 'the watch over orders', error);
    }
  }

  async function start(): Promise<void> {
    await eachOpenOrder(engine, (order) => {
      enlistEach([order]);
    });
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
        if (isEnlisting) heardMeanwhile.add(event.orderId);
        for (const watch of ofOrders) watch.heard(event);
        return;
      }
      toEnlist.push(event.orderId);
      if (isEnlisting) return;
      const enlisted: Promise<void> = told(enlistNew()).finally(() => enlisting.delete(enlisted));
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
