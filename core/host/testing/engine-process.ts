import { readFileSync, writeSync } from 'node:fs';
import type { EngineSettings } from '../../engine';
import type { OrderRequest } from '../../model/order';
import type { LatencyDefault } from '../../store/store';
import { isAtRest, startRealEngine, type CarrierAddress } from './real-engine';

/** What the program is told, as JSON: where the store is, whom to connect to, what to enter, and the orders to submit that the store lacks. */
export interface EngineProcessConfig {
  readonly folder: string;
  readonly carriers: readonly CarrierAddress[];
  readonly defaults: readonly Omit<LatencyDefault, 'setAtMs'>[];
  readonly orders: readonly OrderRequest[];
  readonly settings: Partial<EngineSettings>;
}

/**
 * A program for the tests: `engine-process <config.json>` is an engine that is killed. It prints `open` when it has the store, `received <order>`
 * for each submission that was acknowledged, `<order> <from> <to>` for each change of state, and `at rest` when no order is under way and
 * every carrier has confirmed its deletions. It ends in good order when its standard input ends.
 */
async function main(config: EngineProcessConfig): Promise<void> {
  const engine = await startRealEngine(config.folder, config.settings);
  const { host } = engine;
  print('open');
  let restingLooks = 0;
  host.onEvent((event) => {
    if (event.kind === 'order.changed') print(`${event.orderId} ${event.from ?? 'none'} ${event.to}`);
    else if (event.kind === 'history.added' && event.entry.event === 'engine.failed') print(`failed ${JSON.stringify(event.entry.text)}`);
  });
  for (const carrier of config.carriers) await engine.connect(carrier);
  for (const value of config.defaults) await host.enterDefault(value);
  await host.resume();
  const known = new Set((await host.orders()).map(({ id }) => id));
  for (const order of config.orders) {
    if (!known.has(order.id) && (await host.submitOrder(order)).kind === 'received') print(`received ${order.id}`);
  }
  const look = async (): Promise<void> => {
    await host.settled();
    const [orders, segments] = [await host.orders(), await host.segments()];
    const isResting = orders.length === config.orders.length && orders.every(isAtRest) && segments.every(({ state }) => state === 'held');
    restingLooks = isResting ? restingLooks + 1 : 0;
    if (restingLooks === looksAtRest) print('at rest');
  };
  // Looked at from time to time: a deletion that is confirmed late is no event.
  const timer = setInterval(() => void look(), 50);
  process.stdin.resume().on('end', () => {
    clearInterval(timer);
    void engine.close().then(() => process.exit(0));
  });
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
