import { readFileSync, writeSync } from 'node:fs';
import type { EngineSettings } from '../../engine';
import type { OrderRequest } from '../../model/order';
import type { CircuitOrderRequest } from '../../model/virtual-circuit';
import type { PathRequest } from '../../model/virtual-path';
import type { LatencyDefault } from '../../model/latency';
import type { Host } from '../create-host';
import { areCircuitsAtRest, isAtRest, startRealEngine, type CarrierAddress, type RealEngine, type SwitchAt } from './real-engine';

/** What the program is told, as JSON: where the store is, whom to connect to, what to enter, and the orders to submit that the store lacks. */
export interface EngineProcessConfig {
  readonly folder: string;
  readonly carriers: readonly CarrierAddress[];
  readonly defaults: readonly Omit<LatencyDefault, 'setAtMs'>[];
  readonly orders: readonly OrderRequest[];
  readonly settings: Partial<EngineSettings>;
  readonly circuits?: CircuitsConfig;
}

/** Switches to connect to; paths and orders that are entered where the store lacks them; orders that are released once they are active. */
export interface CircuitsConfig {
  readonly switches: readonly SwitchAt[];
  readonly paths: readonly PathRequest[];
  readonly orders: readonly CircuitOrderRequest[];
  readonly releases: readonly string[];
}

/**
 * A program for the tests: `engine-process <config.json>` is an engine that is killed. It prints `open` when it has the store, `received <order>`
 * for each submission that was acknowledged, `<order> <from> <to>` for each change of state, `bulk <path> <what became of it>` for each bulk request,
 * and `at rest` when no order is under way and every carrier has confirmed its deletions. It ends in good order when its standard input ends.
 */
async function main(config: EngineProcessConfig): Promise<void> {
  const engine = await startRealEngine(config.folder, config.settings);
  const { host } = engine;
  print('open');
  let restingLooks = 0;
  host.onEvent((event) => {
    if (event.kind === 'order.changed') print(`${event.orderId} ${event.from ?? 'none'} ${event.to}`);
    else if (event.kind === 'circuit-order.changed') print(`${event.orderId} ${event.from ?? 'none'} ${event.to}`);
    else if (event.kind === 'history.added' && event.entry.event.startsWith('bulk.'))
      print(`bulk ${event.entry.subject} ${event.entry.event}`);
    else if (event.kind === 'history.added' && event.entry.event === 'engine.failed') print(`failed ${JSON.stringify(event.entry.text)}`);
  });
  for (const carrier of config.carriers) await engine.connect(carrier);
  for (const value of config.defaults) await host.enterDefault(value);
  await host.resume();
  const known = new Set((await host.orders()).map(({ id }) => id));
  for (const order of config.orders) {
    if (!known.has(order.id) && (await host.submitOrder(order)).kind === 'received') print(`received ${order.id}`);
  }
  if (config.circuits) await enterCircuits(engine, config.circuits);
  const look = async (): Promise<void> => {
    await host.settled();
    const [orders, segments] = [await host.orders(), await host.segments()];
    const isResting =
      orders.length === config.orders.length &&
      orders.every(isAtRest) &&
      segments.every(({ state }) => state === 'held') &&
      (!config.circuits || (await areAllCircuitsAtRest(host, config.circuits)));
    restingLooks = isResting ? restingLooks + 1 : 0;
    if (restingLooks === looksAtRest) print('at rest');
  };
  // Looked at from time to time: a deletion that is confirmed late is no event. One look ends before the next begins, and before the engine is closed.
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, 50);
  process.stdin.resume().on('end', () => {
    clearInterval(timer);
    void Promise.resolve(looking)
      .then(() => engine.close())
      .then(() => process.exit(0));
  });
}

async function enterCircuits(engine: RealEngine, { switches, paths, orders, releases }: CircuitsConfig): Promise<void> {
  const { host } = engine;
  const release = (ids: readonly string[]): void =>
    void host.releaseCircuits(
      ids.filter((id) => releases.includes(id)),
      'ops',
    );
  host.onEvent((event) => {
    if (event.kind === 'circuit-order.changed' && event.to === 'active') release([event.orderId]);
  });
  for (const each of switches) await engine.connectSwitch(each);
  const added = new Set((await host.virtualPaths()).map(({ path: { id } }) => id));
  for (const path of paths) if (!added.has(path.id)) await host.addPath(path, 'ops');
  const known = await host.circuitOrders({});
  release(known.filter(({ state }) => state === 'active').map(({ id }) => id));
  // In several goes: there is always something to come when the engine is killed.
  for (let from = 0; from < orders.length; from += ordersAtOnce) {
    const lacking = orders.slice(from, from + ordersAtOnce).filter(({ id }) => !known.some((order) => order.id === id));
    for (const answer of await host.orderCircuits(lacking, 'ops')) if (answer.kind === 'received') print(`received ${answer.orderId}`);
  }
}

const ordersAtOnce = 6;

async function areAllCircuitsAtRest(host: Host, { orders, releases }: CircuitsConfig): Promise<boolean> {
  const found = await host.circuitOrders({});
  const isDone = found.every(({ id, state }) => state === (releases.includes(id) ? 'released' : 'active'));
  return found.length === orders.length && isDone && (await areCircuitsAtRest(host));
}

/** A carrier's notice may come between two looks; between so many it would have. */
const looksAtRest = 5;

/** Synchronously: what was printed was so, even when the next instruction never runs. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}

const file = process.argv[2] ?? '';
// Written by the test that starts this program: its shape is the one that both were compiled with.
main(JSON.parse(readFileSync(file, 'utf8')) as EngineProcessConfig).catch((error: unknown) => {
  print(`failed ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
});
