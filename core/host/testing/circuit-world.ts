import { onTestFinished } from 'vitest';
import type { EngineSettings } from '../../engine';
import { usualSwitchLimits, type SubscriberLine } from '../../model/switch';
import type { CircuitOrderRequest } from '../../model/virtual-circuit';
import type { PathRequest } from '../../model/virtual-path';
import { systemDisk } from '../../store/disk';
import { overlayDisk } from '../../store/overlay-disk';
import type { Store } from '../../store/store';
import { openUnsigned } from '../../store/testing/empty-store';
import type { CreationSystem } from '../../switches/creation-system';
import { MemorySwitch } from '../../switches/testing/memory-switch';
import { createHost, type Host } from '../create-host';
import { VirtualClock } from './virtual-clock';

let worlds = 0;

/** Two access switches in memory, and a store on a disk in memory that outlives the engines on it. */
export class CircuitWorld {
  readonly clock = new VirtualClock();
  readonly newYork = new MemorySwitch('NYC', () => this.clock.now());
  readonly london = new MemorySwitch('LON', () => this.clock.now());
  readonly switches = [this.newYork, this.london];
  private readonly disk = overlayDisk(systemDisk);
  private readonly file = `/nowhere/circuits-${process.pid}-${worlds++}.db`;
  private ids = 0;

  async start(
    wrap: (store: Store) => Store = (store) => store,
    settings: Partial<EngineSettings> = {},
    systemOf: (at: MemorySwitch) => CreationSystem = (at) => at,
  ): Promise<{ host: Host; store: Store }> {
    const store = wrap(await openUnsigned(this.disk, this.file, this.clock));
    const host = await createHost({ store, clock: this.clock, settings, newId: () => `id-${String(this.ids++).padStart(4, '0')}` });
    for (const at of this.switches)
      await host.connectSwitch({ id: at.switchId, name: at.switchId, limits: usualSwitchLimits }, systemOf(at));
    void host.resume();
    await this.clock.run(1);
    return { host, store };
  }
}

export interface StartedCircuits {
  readonly world: CircuitWorld;
  readonly host: Host;
  readonly store: Store;
  /** Ends the engine and starts another one on the same store. */
  restart(): Promise<void>;
}

/** An engine at work, ended when the test is over. */
export async function startedCircuits(settings: Partial<EngineSettings> = {}): Promise<StartedCircuits> {
  const world = new CircuitWorld();
  let engine = await world.start(undefined, settings);
  const end = async () => {
    const closed = engine.host.close();
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
    async restart() {
      await end();
      engine = await world.start(undefined, settings);
    },
  };
}

/** Identifiers 32 to 95 of path 3, eight at once when not more than two remain. */
export const pathRequest = (change: Partial<PathRequest> = {}): PathRequest => ({
  ...{ id: 'VP-1', switchId: 'NYC', provider: 'Northern Broadband', side: 'UNI', vpi: 3, vcis: { first: 32, last: 95 } },
  ...{ deltaThreshold: 2, bulkSize: 8, timeThresholdMs: 10_000, maxAttempts: 3, backoffMs: 1_000, quarantineMs: 60_000 },
  ...{ isReserveHeld: false, carriedByOrderId: null },
  ...change,
});

export const lineOf = (number: number): SubscriberLine => ({
  ...{ rack: 1, shelf: 1, slot: 1 + Math.floor(number / 48), circuit: 1 + (number % 48), vpi: 0, vci: 35 },
});

/** The n-th order, of the n-th end user on the n-th line. */
export const circuitRequest = (number: number, change: Partial<CircuitOrderRequest> = {}): CircuitOrderRequest => ({
  ...{ id: `C-${number}`, endUser: `user ${number}`, pathId: 'VP-1', line: lineOf(number) },
  ...change,
});

/** From the first to the last. */
export const circuitRequests = (first: number, last: number, change: Partial<CircuitOrderRequest> = {}): readonly CircuitOrderRequest[] =>
  Array.from({ length: last - first + 1 }, (_, index) => circuitRequest(first + index, change));
