import type { EngineEvent } from '../engine';
import { AlternativeUpkeep } from './alternative-upkeep';
import { tellFailure } from './announcements';
import { DiversityWatch } from './diversity-watch';
import { FlapWatch } from './flap-watch';
import type { HostParts } from './host-parts';
import { Reversions } from './reversions';

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
  return {
    async start() {
      try {
        for (const watch of [flaps, diversity, reversions, upkeep]) await watch.start();
      } catch (error) {
        if (!engine.isEnding()) await tellFailure(engine, 'the watch over orders', error);
      }
    },
    heard(event) {
      for (const watch of [diversity, reversions, upkeep]) watch.heard(event);
    },
    async settled() {
      for (const watch of [diversity, reversions, upkeep]) await watch.settled();
    },
    async close() {
      flaps.close();
      await diversity.settled();
      await reversions.close();
      await upkeep.close();
    },
  };
}
