import type { Store } from '../../store/store';
import type { Host } from '../create-host';
import { crashingStore, nowhere, type CrashPoint } from './crashing-store';
import { faultsBetween } from './faults-between';
import { World } from './world';

/** What happens to a world and to the engine in it, and when. */
export interface Story {
  /** Before the engine is started for the first time. */
  readonly prepare?: (world: World) => void;
  readonly events: readonly (readonly [atMs: number, happens: (scene: Scene) => void])[];
  /** Crashes before this moment are of no interest. */
  readonly fromMs?: number;
  readonly lastsMs: number;
}

export interface Scene {
  readonly world: World;
  /** What an operator asks for: asked again of the next engine, if the one that dies has not acknowledged it. */
  readonly ask: (request: (engine: { readonly host: Host; readonly store: Store }) => Promise<unknown>) => void;
}

export interface Life {
  /** Transactions there were, and how many before the crashes are of interest. */
  readonly transactions: number;
  readonly before: number;
  readonly hasCrashed: boolean;
  readonly states: Readonly<Record<string, string>>;
  /** The resources of each active order's route. */
  readonly routes: Readonly<Record<string, readonly string[]>>;
  readonly faults: readonly string[];
  readonly createdTwice: boolean;
  /** Margins that were told to be low. */
  readonly warnings: number;
  /** Those that stand at the end, in words. */
  readonly discrepancies: readonly string[];
}

/** Lives through the story; the engine dies at the point and is started again on the same store. */
export async function liveThrough(story: Story, point: CrashPoint | null): Promise<Life> {
  const world = new World();
  story.prepare?.(world);
  let crash = crashingStore(nowhere, null);
  const wrap = (store: Store) => {
    crash = crashingStore(store, crash.count() === 0 ? point : null);
    return crash.store;
  };
  let hasCrashed = false;
  const die = async (): Promise<void> => {
    hasCrashed = true;
    for (const carrier of world.carriers) carrier.loseLinks();
    await crash.store.close();
  };
  const start = async (): Promise<{ host: Host; store: Store }> => {
    for (;;) {
      const started: { engine?: { host: Host; store: Store }; failure?: unknown } = {};
      world.start(wrap).then(
        (engine) => (started.engine = engine),
        (error: unknown) => (started.failure = error),
      );
      // A crash while it starts leaves it hanging: then it is started once more.
      do await world.clock.run(1);
      while (!started.engine && started.failure === undefined && !crash.hasCrashed());
      if (started.failure !== undefined) throw new Error('the engine did not start', { cause: started.failure });
      if (!crash.hasCrashed() && started.engine) return started.engine;
      await die();
    }
  };
  let engine = await start();
  const unacknowledged = new Set<Parameters<Scene['ask']>[0]>();
  const put = (request: Parameters<Scene['ask']>[0]): void => {
    unacknowledged.add(request);
    void request(engine).then(() => unacknowledged.delete(request));
  };
  let before = 0;
  for (let ms = 0; ms < story.lastsMs; ms += 5) {
    if (ms === story.fromMs) before = crash.count();
    for (const [atMs, happens] of story.events) if (atMs === ms) happens({ world, ask: put });
    await world.clock.run(5);
    if (!crash.hasCrashed()) continue;
    await die();
    engine = await start();
    for (const request of unacknowledged) put(request);
  }
  const { host, store } = engine;
  const transactions = crash.count();
  const told = await host.history(10_000);
  const warnings = told.filter(({ event }) => event === 'margin.narrowed').length;
  const faults = [
    ...(await faultsBetween(host, world.carriers)),
    ...told.filter(({ event }) => event === 'engine.failed').map(({ text }) => text),
  ];
  const orders = await host.orders();
  const routes: Record<string, readonly string[]> = {};
  for (const { id } of orders) {
    const active = (await host.dossier(id))?.connections.find(({ state }) => state === 'active');
    if (active) routes[id] = active.route.hops.filter(({ kind }) => kind === 'resource').map((hop) => hop.id);
  }
  const discrepancies = (await host.discrepancies()).map(({ state, text }) => `${state}: ${text}`);
  await host.close();
  await store.close();
  const created = world.carriers.flatMap((carrier) => carrier.created);
  const states = Object.fromEntries(orders.map(({ id, state }) => [id, state]));
  return {
    transactions,
    before,
    hasCrashed,
    states,
    routes,
    faults,
    createdTwice: new Set(created).size !== created.length,
    warnings,
    discrepancies,
  };
}
