import { StoreError } from '../core/store/database';
import { openStore } from '../core/store/sqlite-store';
import { PowerCutDisk } from '../core/store/testing/power-cut-disk';
import { systemError, type DiskCall } from '../core/store/testing/faulty-disk';
import { unsigned } from '../core/store/testing/unsigned';
import { createHost } from '../core/host/create-host';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { defaultSettings } from '../core/engine';
import { addPaths, circuitEvents } from './circuit-events';
import { managerEvents, misbehaviours, networkEvents } from './carrier-events';
import { discrepancyEvents } from './discrepancy-events';
import { verdictOnCircuits } from './circuit-verdict';
import { drawSwitches } from './draw-switches';
import { drawWorld } from './draw-world';
import { lookAgain, mend, mendSwitches, setFree, tidySwitches, tidyUp } from './end-of-faults';
import { EngineProcess, type CrashPoint } from './engine-process';
import { Ledger } from './ledger';
import { chosen } from './happenings';
import { operatorEvents } from './operator-events';
import { ownEvents } from './own-events';
import { between, randomFor } from './random';
import { ask, type RunningEngine, type Scene } from './scene';
import { switchEvents, switchMisbehaviours } from './switch-events';
import { allPromises, SimulatedTime } from './simulated-time';
import { Mishaps, type Tally } from './tally';
import { Trace } from './trace';
import { goodManners, unrulyLink, type UnrulyManager } from './unruly-link';
import { UnrulySwitch } from './unruly-switch';
import { activeOverBroken, verdictOn } from './verdict';

export interface LifeOptions {
  /** Where the store's file is said to be; no two lives at once in one machine may have the same. */
  readonly file: string;
  readonly isTraceKept?: boolean;
  /** Events to leave out, by number: what is left happens as it did with them. */
  readonly without?: ReadonlySet<number>;
}

export interface Life {
  readonly seed: number;
  /** SHA-256 of the trace. */
  readonly hash: string;
  /** Empty unless it was kept. */
  readonly trace: readonly string[];
  /** What was wrong, in words; empty: nothing. */
  readonly faults: readonly string[];
  readonly events: number;
  readonly crashes: number;
  readonly simulatedMs: number;
  /** How many orders ended in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** The same of circuit orders, and of requests for circuits. */
  readonly circuits: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, number>>;
  /** How often what befell it. */
  readonly mishaps: Tally;
}

const purposes = { world: -1, carriers: -2, crashes: -3, disk: -4, course: -5, end: -6, switches: -7, commands: -8 } as const;
const restMs = 600_000;
const judgingMs = 500;
/** What a full disk kept from being judged is judged again after this at the latest. */
const longestRetryMs = defaultSettings.maxRetryMs + 1_000;
const maxFaults = 20;
/** What a disk that fails refuses: a full one takes nothing more, a broken one does nothing that is certain. */
const failing: Readonly<Record<'full' | 'broken', readonly DiskCall['kind'][]>> = {
  full: ['write'],
  broken: ['write', 'sync', 'truncate', 'read'],
};

/** One life of the engine, drawn from the seed: a world, everything that happens in it, and ten quiet minutes, after which nothing may be wrong. */
export async function live(seed: number, options: LifeOptions): Promise<Life> {
  const { stackTraceLimit } = Error;
  const unheard: string[] = [];
  const hear = (error: unknown): void => void unheard.push(`an error that nobody heard: ${String(error)}`);
  process.on('unhandledRejection', hear);
  // Where an error was thrown is recorded with it, and is not the same in every build.
  Error.stackTraceLimit = 0;
  try {
    const life = await liveFrom(seed, options);
    // What nobody heard is told with the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    return { ...life, faults: [...life.faults, ...unheard] };
  } finally {
    process.off('unhandledRejection', hear);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function liveFrom(seed: number, options: LifeOptions): Promise<Life> {
  const { file } = options;
  const time = new SimulatedTime();
  const trace = new Trace(() => time.elapsedMs(), options.isTraceKept === true, file);
  const faults: string[] = [];
  const random = {
    carriers: randomFor(seed, purposes.carriers),
    crashes: randomFor(seed, purposes.crashes),
    disk: randomFor(seed, purposes.disk),
    commands: randomFor(seed, purposes.commands),
  };
  const mishaps = new Mishaps();
  const world = drawWorld(randomFor(seed, purposes.world), time);
  const managers = world.carriers.map(({ carrier }): UnrulyManager => ({
    carrier,
    manners: { ...goodManners },
    owesTruth: false,
    say: () => undefined,
    downs: 0,
  }));
  const { switchIds, paths } = drawSwitches(randomFor(seed, purposes.switches));
  const scene: Scene = {
    time,
    trace,
    world,
    managers,
    switches: switchIds.map((id) => new UnrulySwitch(id, { time, random: random.commands, trace, mishaps })),
    circuits: {
      ...{ paths: [...paths], ordered: [], unwanted: new Set() },
      acknowledged: { paths: new Set(), orders: new Set(), releases: new Set() },
    },
    submitted: [],
    acknowledged: { orders: new Set(), cancels: new Set() },
    disk: { fails: null, share: 0, spells: 0, lastMs: -Infinity },
    mishaps,
    engine: null,
    clockOffsetMs: 0,
    fault: (text) => {
      if (faults.length < maxFaults && !faults.includes(text)) faults.push(text);
      trace.add(`FAULT ${text}`);
    },
  };
  let medium = new PowerCutDisk(new Map([[file, await emptyStore(file)]]));
  const ledger = new Ledger(world, () => time.now(), scene.fault);
  let ids = 0;
  let starts = 0;
  let isQuiet = false;

  const newProcess = (): EngineProcess =>
    new EngineProcess(
      {
        time,
        clockOffsetMs: () => scene.clockOffsetMs,
        trace,
        disk: medium.disk,
        file,
        ledger,
        mishaps,
        diskFault: ({ kind }) => {
          const { fails, share } = scene.disk;
          const concerned = fails === null ? [] : failing[fails];
          if (!concerned.includes(kind) || !random.disk.chance(share)) return undefined;
          scene.disk.lastMs = time.now();
          mishaps.count(fails === 'full' ? 'refusals by a full disk' : 'refusals by a broken disk');
          return systemError(fails === 'full' ? 'ENOSPC' : 'EIO');
        },
      },
      isQuiet ? null : drawCrash(random.crashes, starts),
    );

  /** Starts the engine, as often as it takes, unless the disk does not let it; it may die meanwhile. */
  const start = async (): Promise<void> => {
    const process = newProcess();
    starts++;
    trace.add(`the engine starts, for the ${starts}. time`);
    const state: { engine?: RunningEngine; failure?: string } = {};
    const begin = async (): Promise<RunningEngine> => {
      const store = await process.openStore();
      const newId = (): string => `id-${String(ids++).padStart(5, '0')}`;
      const host = await createHost({ store, clock: process.clock, newId });
      for (const { carrier, role } of world.carriers) {
        const manager = managers.find((known) => known.carrier === carrier);
        if (!manager) throw new Error(`${carrier.id} has no manager`);
        const link = unrulyLink(manager, process, { time, random: random.carriers, trace, mishaps });
        await host.connectCarrier({ id: carrier.id, name: carrier.id, role }, link);
      }
      for (const unruly of scene.switches)
        await host.connectSwitch({ id: unruly.at.id, name: unruly.at.id, limits: unruly.at.limits }, unruly.systemFor(process));
      if (starts === 1) {
        for (const [scopeId, ns] of world.siteDefaults) await host.enterDefault({ scope: 'site-interconnect', scopeId, ns });
        for (const [scopeId, ns] of world.transitDefaults) await host.enterDefault({ scope: 'carrier-transit', scopeId, ns });
      }
      host.onEvent((event) => {
        if (event.kind === 'order.changed' || event.kind === 'circuit-order.changed')
          trace.add(`${event.orderId} is ${event.to}: ${event.cause}`);
      });
      host.resume().catch((error: unknown) => {
        // Whoever starts it is told that its store has stopped.
        if (!(error instanceof StoreError) && !process.isDead)
          scene.fault(`taking up what was under way, the engine throws ${String(error)}`);
      });
      return { host, store, process };
    };
    begin().then(
      (engine) => (state.engine = engine),
      (failure: unknown) => (state.failure = String(failure)),
    );
    // Opening a file takes a turn of the event loop, in which no time passes and nothing else happens.
    while (!state.engine && state.failure === undefined && !process.isDead) {
      await new Promise((resolve) => setImmediate(resolve));
      await time.run(process.isOpen ? 1 : 0);
    }
    if (state.failure !== undefined) {
      trace.add(`the engine does not start: ${state.failure}`);
      if (!process.hasMetFault && !process.isDead) scene.fault(`the engine does not start: ${state.failure}`);
      process.die('it did not start');
    }
    if (state.engine && !process.isDead) scene.engine = state.engine;
    else await bury(process);
  };

  const bury = async (process: EngineProcess): Promise<void> => {
    scene.engine = null;
    for (const { carrier } of managers) carrier.loseLinks();
    for (const unruly of scene.switches) unruly.loseSession();
    await process.end();
    if (random.crashes.chance(0.4)) {
      trace.add('the power fails');
      mishaps.count('power cuts');
      medium = medium.cutPower(() => random.disk.chance(0.5));
    }
  };

  /** Lets time pass; a process that has died or whose disk has failed it is buried. */
  const pass = async (durationMs: number): Promise<void> => {
    const { engine } = scene;
    const endMs = time.now() + durationMs;
    if (engine) {
      await time.run(durationMs, () => engine.process.isDead || engine.process.hasStopped);
      if (engine.process.hasStopped) engine.process.die('its store has stopped', 'stores stopped by their disk');
      if (engine.process.isDead) await bury(engine.process);
    }
    if (time.now() < endMs) await time.run(endMs - time.now());
    watch();
  };

  const brokenSince = new Map<string, number>();
  /** A connection on a broken resource never shows as active: what is known is judged at once, but for what a full disk delays. */
  const watch = (): void => {
    const isDiskWell = scene.disk.fails === null && time.now() - scene.disk.lastMs > longestRetryMs;
    const broken = scene.engine && isDiskWell ? activeOverBroken(scene.engine) : [];
    for (const what of brokenSince.keys()) if (!broken.includes(what)) brokenSince.delete(what);
    for (const what of broken) {
      const sinceMs = brokenSince.get(what) ?? time.now();
      brokenSince.set(what, sinceMs);
      if (time.now() - sinceMs > judgingMs) scene.fault(`for ${time.now() - sinceMs} ms ${what}, is called active`);
    }
  };

  const course = randomFor(seed, purposes.course);
  const atCarriers = [...operatorEvents, ...networkEvents, ...discrepancyEvents, ...misbehaviours, ...managerEvents, ...ownEvents];
  const atSwitches = [...circuitEvents, ...switchMisbehaviours, ...switchEvents];
  const hasSwitches = scene.switches.length > 0;
  const happenings = hasSwitches ? [...atCarriers, ...atSwitches] : atCarriers;
  const events = between(course, 12, 44) + (hasSwitches ? between(course, 4, 24) : 0);
  for (let times = course.pick([0, 0, 1, 3]); times > 0; times--) chosen(course, misbehaviours)(scene, course);
  if (hasSwitches && course.chance(0.4)) chosen(course, switchMisbehaviours)(scene, course);
  await start();
  addPaths(scene);
  for (let number = 0; number < events; number++) {
    const own = randomFor(seed, number);
    const happens = chosen(own, happenings);
    if (options.without?.has(number) !== true) happens(scene, own);
    await pass(own.chance(0.3) ? own.below(3_000) : own.below(own.chance(0.02) ? 120_000 : 60));
    if (!scene.engine && own.chance(0.7)) await start();
  }

  /** Takes the time that carriers take. */
  const tidy = (): void => {
    ask(scene, 'tidy up', (engine) => tidyUp(scene, engine));
    ask(scene, 'see to the switches', (engine) => tidySwitches(scene, engine));
  };

  // Faults stop.
  const isWhole = randomFor(seed, purposes.end).chance(0.7);
  trace.add(`faults stop, ${isWhole ? 'everything is mended' : 'what is broken stays so'}`);
  isQuiet = true;
  scene.disk.fails = null;
  scene.engine?.process.disarm();
  mend(scene, world.originals, isWhole);
  mendSwitches(scene);
  await pass(1);
  for (let tries = 0; !scene.engine && tries < 3; tries++) await start();
  if (isWhole && scene.engine) await setFree(scene, scene.engine);
  // What a full disk delayed is judged by then, before anybody has anything read again.
  await pass(2 * longestRetryMs);
  await pass(2 * judgingMs);
  tidy();
  await pass(restMs / 2 - 2 * longestRetryMs - 2 * judgingMs);
  if (scene.engine) await lookAgain(scene, scene.engine);
  await pass(restMs / 4);
  tidy();
  await pass(restMs / 4);
  if (!scene.engine) scene.fault('the engine is not running');
  const states: Record<string, number> = {};
  const circuits: Record<string, number> = {};
  const requests: Record<string, number> = {};
  if (scene.engine) {
    for (const text of await verdictOn(scene, scene.engine, isWhole)) scene.fault(text);
    for (const text of await verdictOnCircuits(scene, scene.engine)) scene.fault(text);
    for (const { state } of await scene.engine.host.orders()) states[state] = (states[state] ?? 0) + 1;
    for (const { state } of await scene.engine.host.circuitOrders({})) circuits[state] = (circuits[state] ?? 0) + 1;
    for (const { state } of await scene.engine.host.bulkRequests({ count: 100_000 })) requests[state] = (requests[state] ?? 0) + 1;
    await scene.engine.host.close();
    await scene.engine.process.end();
  }
  return {
    seed,
    hash: trace.digest(),
    trace: trace.lines,
    faults,
    events,
    crashes: starts - 1,
    simulatedMs: time.elapsedMs(),
    states,
    circuits,
    requests,
    mishaps: mishaps.tally(),
  };
}

/** The bytes of a store in which there is nothing yet, made once. */
let empty: Promise<Uint8Array> | undefined;
function emptyStore(file: string): Promise<Uint8Array> {
  empty ??= (async () => {
    const disk = new PowerCutDisk();
    await (await openStore(file, { clock: new SimulatedTime(), pause: allPromises, disk: disk.disk, signer: unsigned })).close();
    const bytes = disk.contents().get(file);
    if (!bytes) throw new Error('the empty store did not reach its disk');
    return bytes;
  })();
  return empty;
}

/** The first process mostly dies in full work; later ones also while they start. */
function drawCrash(random: SeededRandom, starts: number): CrashPoint | null {
  const at = random.pick(['transaction', 'request', 'disk'] as const);
  const when = random.pick(['before', 'after'] as const);
  const [early, late] = { transaction: [12, 300], request: [4, 40], disk: [80, 2_500] }[at] as [number, number];
  const isSpared = random.chance(starts === 0 ? 0.4 : 0.6);
  const number = 1 + random.below(starts > 0 && random.chance(0.4) ? early : late);
  return isSpared ? null : { at, number, when };
}
