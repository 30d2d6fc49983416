import type { EngineSettings } from '../../engine';
import type { Store } from '../../store/store';
import type { CreationSystem } from '../../switches/creation-system';
import type { MemorySwitch } from '../../switches/testing/memory-switch';
import type { Host } from '../create-host';
import { circuitFaults } from './circuit-faults';
import { CircuitWorld } from './circuit-world';
import { crashingStore, nowhere, type CrashPoint } from './crashing-store';

/** What happens to two switches and to the engine beside them, and when. */
export interface CircuitStory {
  readonly prepare?: (world: CircuitWorld) => void;
  readonly events: readonly (readonly [atMs: number, happens: (scene: CircuitScene) => void])[];
  readonly lastsMs: number;
}

export interface CircuitScene {
  readonly world: CircuitWorld;
  /** What an operator asks for: asked again of the next engine, if the one that dies has not acknowledged it. */
  readonly ask: (request: (host: Host) => Promise<unknown>) => void;
}

export interface CircuitLife {
  readonly transactions: number;
  readonly hasCrashed: boolean;
  /** By order: its state, and its identifier where it has one. */
  readonly orders: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
  /** The most bulk requests that a switch was at for one path at once, each within its time threshold. */
  readonly mostAtOnce: number;
  /** Identifiers that a switch was asked to create while it held them. */
  readonly createdTwice: number;
}

const settings: Partial<EngineSettings> = { retryMs: 50, maxRetryMs: 400, circuitOrdersPerTransaction: 4 };

/** Lives through the story; the engine dies at the point and is started again on the same store. */
export async function liveThroughCircuits(story: CircuitStory, point: CrashPoint | null): Promise<CircuitLife> {
  const world = new CircuitWorld();
  story.prepare?.(world);
  const creations = new Creations();
  let crash = crashingStore(nowhere, null);
  const wrap = (store: Store): Store => {
    crash = crashingStore(store, crash.count() === 0 ? point : null);
    return crash.store;
  };
  let hasCrashed = false;
  const start = async (): Promise<{ host: Host; store: Store }> => {
    for (;;) {
      const started: { engine?: { host: Host; store: Store }; failure?: unknown } = {};
      let isDead = (): boolean => false;
      const own = (store: Store): Store => {
        const wrapped = wrap(store);
        isDead = crash.hasCrashed;
        return wrapped;
      };
      world
        .start(own, settings, (at) => creations.watched(at, () => isDead()))
        .then(
          (engine) => (started.engine = engine),
          (error: unknown) => (started.failure = error),
        );
      do await world.clock.run(1);
      while (!started.engine && started.failure === undefined && !crash.hasCrashed());
      if (started.failure !== undefined) throw new Error('the engine did not start', { cause: started.failure });
      if (!crash.hasCrashed() && started.engine) return started.engine;
      await die();
    }
  };
  const die = async (): Promise<void> => {
    hasCrashed = true;
    creations.forget();
    await crash.store.close();
  };
  let engine = await start();
  const unacknowledged = new Set<Parameters<CircuitScene['ask']>[0]>();
  const put = (request: Parameters<CircuitScene['ask']>[0]): void => {
    unacknowledged.add(request);
    void request(engine.host).then(() => unacknowledged.delete(request));
  };
  for (let ms = 0; ms < story.lastsMs; ms += 5) {
    for (const [atMs, happens] of story.events) if (atMs === ms) happens({ world, ask: put });
    await world.clock.run(5);
    if (!crash.hasCrashed()) continue;
    await die();
    engine = await start();
    for (const request of unacknowledged) put(request);
  }
  const transactions = crash.count();
  const faults = await circuitFaults(engine.host, world.switches);
  const orders = (await engine.host.circuitOrders({})).map(({ id, state, vci }) => [id, vci === null ? state : `${state} ${vci}`] as const);
  await engine.host.close();
  await engine.store.close();
  const { mostAtOnce, createdTwice } = creations;
  return { transactions, hasCrashed, orders: Object.fromEntries(orders), faults, mostAtOnce, createdTwice };
}

/** Counts what the switches are asked to create. */
class Creations {
  mostAtOnce = 0;
  createdTwice = 0;
  private readonly underWay = new Map<string, number>();

  /** The engine that asked is dead: nobody waits for an answer. */
  forget(): void {
    this.underWay.clear();
  }

  /** The switch as one engine has it: a dead one asks for nothing, and is answered nothing. */
  watched(at: MemorySwitch, isDead: () => boolean): CreationSystem {
    const whileAlive = async <T>(call: () => Promise<T>): Promise<T> => {
      if (isDead()) return never();
      const answer = await call();
      return isDead() ? never() : answer;
    };
    return {
      switchId: at.switchId,
      open: (onEvent) => {
        at.open((event) => (isDead() ? Promise.resolve() : onEvent(event)));
      },
      createCircuits: (request, signal, onSent) =>
        whileAlive(async () => {
          const key = `${at.switchId} ${request.vpi}`;
          // One that was given up is no longer waited for.
          const end = this.begin(key);
          signal?.addEventListener('abort', end);
          this.createdTwice += at.countHeld(request);
          const outcome = await at.createCircuits(request, signal, onSent);
          end();
          return outcome;
        }),
      deleteCircuits: (request) => whileAlive(() => at.deleteCircuits(request)),
      readCircuits: (vpi, range) => whileAlive(() => at.readCircuits(vpi, range)),
      connect: (cross) => whileAlive(() => at.connect(cross)),
      disconnect: (cross) => whileAlive(() => at.disconnect(cross)),
      close: () => (isDead() ? Promise.resolve() : at.close()),
    };
  }

  private begin(key: string): () => void {
    const count = (this.underWay.get(key) ?? 0) + 1;
    this.underWay.set(key, count);
    this.mostAtOnce = Math.max(this.mostAtOnce, count);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.underWay.set(key, Math.max(0, (this.underWay.get(key) ?? 0) - 1));
    };
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
