import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf, ProcedureName } from '../../core/contract/procedures';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import type { Serving } from '../../core/host/procedures/serving';
import { firstCircuits, firstPaths } from './first-circuits';
import { firstOrders } from './first-orders';

export interface Furnishing {
  readonly serving: Serving;
  /** Of the practice: what says that it was done is kept there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

const markOf = (folder: string): string => join(folder, 'furnished');

export const isFurnished = (folder: string): boolean => existsSync(markOf(folder));

/**
 * Gives a new practice network what a working one has: the operator's latencies, orders, virtual paths, circuits. It asks as an operator does, through the
 * host's procedures. Interrupted, it is done again from the start: what is there already is refused by its id, and stays.
 */
export async function furnish({ serving, folder, signal, note }: Furnishing): Promise<void> {
  const ask = async <Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name> | null> => {
    signal.throwIfAborted();
    const answer = await callProcedure(serving, name, input, { signal, onProgress: () => undefined });
    return answer.kind === 'answer' ? answer.output : null;
  };
  // No manager knows these: what a node adds where its carrier does not say, and what lies between two carriers at a site.
  await ask('latency.default', { scope: 'carrier-transit', scopeId: null, ns: transitNs, by });
  await ask('latency.default', { scope: 'site-interconnect', scopeId: null, ns: interconnectNs, by });
  const orders = firstOrders(serving.clock.now());
  for (const fields of orders) await ask('orders.submit', { fields, by });
  const orderIds = orders.flatMap(({ order }) => order ?? []);
  // A path can ride on an order that is in service, and on no other.
  const rest = await ask('orders.await', { orderIds, timeoutMs: patienceMs });
  if (rest?.isAtRest === false) note('some practice orders are still on their way');
  const known = new Set((await ask('paths.list', {}))?.map(({ id }) => id));
  for (const { fields } of firstPaths.filter(({ fields }) => !known.has(fields.path ?? ''))) await ask('paths.add', { fields, by });
  await ask('circuits.order', { rows: [...firstCircuits()], by });
  signal.throwIfAborted();
  writeFileSync(markOf(folder), '');
}

const by = 'practice';
const transitNs = 20_000;
const interconnectNs = 5_000;
const patienceMs = 60_000;
