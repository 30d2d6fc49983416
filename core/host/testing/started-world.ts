import { onTestFinished } from 'vitest';
import type { Host } from '../create-host';
import type { Store } from '../../store/store';
import { World } from './world';

export interface StartedWorld {
  readonly world: World;
  /** The engine that runs now. */
  readonly host: Host;
  readonly store: Store;
  /** Ends the engine and starts another one on the same store. */
  restart(whileDown?: () => Promise<void> | void): Promise<void>;
}

/** A world with an engine at work, ended when the test is over. */
export async function startedWorld(change: (world: World) => void = () => undefined): Promise<StartedWorld> {
  const world = new World();
  change(world);
  let engine = await world.start();
  const end = async () => {
    const closed = engine.host.close();
    // What is under way ends with its next answer.
    await world.clock.run(10);
    await closed;
    await engine.store.close();
  };
  onTestFinished(end);
  return {
    world,
    get host() {
      return engine.host;
    },
    get store() {
      return engine.store;
    },
    async restart(whileDown = () => undefined) {
      await end();
      for (const carrier of world.carriers) carrier.loseLinks();
      await whileDown();
      engine = await world.start();
      await world.clock.run(1_000);
    },
  };
}

export const stateOf = async (host: Host, id = 'ORD-1') => (await host.dossier(id))?.order.state;

export const causeOf = async (host: Host, id = 'ORD-1') => (await host.dossier(id))?.order.cause;

/** The resources that the order runs over. */
export const resourcesOf = async (host: Host, id = 'ORD-1') =>
  (await host.dossier(id))?.connections
    .find(({ state }) => state === 'active')
    ?.route.hops.filter(({ kind }) => kind === 'resource')
    .map((hop) => hop.id);
