import { contains, minus, rangesText, sizeOf } from '../circuits/ranges';
import type { Engine, Recording } from '../engine';
import type { IdentifierRange } from '../model/identifier-range';
import { isSameLine } from '../model/switch';
import type { VirtualPath } from '../model/virtual-path';
import type { CrossConnection } from '../switches/creation-system';
import { moveCircuitOrder } from './move-circuit-order';
import { serveOrders } from './serve-orders';
import { withHeld } from './settle-request';

/** What a switch was found to hold of a path, and when it was asked. */
export interface PathAtSwitch {
  readonly pathId: string;
  readonly held: readonly IdentifierRange[];
  readonly connections: readonly CrossConnection[];
  readonly askedAtMs: number;
}

/**
 * Compares a path with what its switch holds: circuits that are missing are made again by a bulk request, cross-connections that are missing are
 * asked for again, and what the switch uses for something else is given to nobody. What changed since the switch was asked is left alone.
 */
export async function judgeSwitch(engine: Engine, record: Recording, found: PathAtSwitch): Promise<void> {
  const { tx } = record;
  const path = await tx.paths.get(found.pathId);
  if (!path) return;
  const known = withHeld(path, found.held);
  if (known.lastVci < path.lastVci) {
    const missing = minus([{ first: path.vcis.first, last: path.lastVci }], found.held);
    await record.note(
      'path.circuits-lost',
      path.id,
      `the switch does not hold ${sizeOf(missing)} of its circuits (${rangesText(missing)}): they are made again`,
    );
  }
  await tx.paths.put(known);
  await judgeOrders(record, path, found);
  await judgeForeign(record, path, found);
  await serveOrders(engine, record, path.id);
}

async function judgeOrders(record: Recording, path: VirtualPath, { connections, askedAtMs }: PathAtSwitch): Promise<void> {
  const byVci = new Map(connections.map((connection) => [connection.vci, connection]));
  const lost: string[] = [];
  for (const order of await record.tx.circuits.orders(path.id, ['active'])) {
    const there = order.vci === null ? undefined : byVci.get(order.vci);
    if (order.stateSinceMs >= askedAtMs || (there && isSameLine(there.line, order.line))) continue;
    const cause = there ? 'the switch has joined its circuit to another line' : 'the switch does not hold its cross-connection any more';
    await moveCircuitOrder(record, order, 'connecting', `${cause}: it is asked for again`);
    lost.push(order.id);
  }
  if (lost.length > 0)
    await record.note(
      'path.connections-lost',
      path.id,
      `the switch lost ${lost.length} cross-connections: they are asked for again (${someOf(lost)})`,
    );
}

const shown = 5;
const someOf = (ids: readonly string[]): string => (ids.length > shown ? `${ids.slice(0, shown).join(', ')}, …` : ids.join(', '));

async function judgeForeign({ tx, atMs, note }: Recording, path: VirtualPath, { connections, askedAtMs }: PathAtSwitch): Promise<void> {
  const rows = new Map((await tx.circuits.circuits(path.id)).map((row) => [row.vci, row]));
  const joined = new Set(connections.map(({ vci }) => vci));
  const found: number[] = [];
  for (const vci of joined) {
    const row = rows.get(vci);
    const isUnused = row === undefined ? vci >= path.currentVci : row.state === 'free' && row.sinceMs < askedAtMs;
    if (!isUnused || !contains([path.vcis], vci)) continue;
    await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'foreign', orderId: null, sinceMs: atMs, freeAtMs: null });
    found.push(vci);
  }
  if (found.length > 0)
    await note(
      'path.foreign',
      path.id,
      `the switch uses ${rangesText(found.map((vci) => ({ first: vci, last: vci })))} for something else: they are given to nobody`,
    );
  for (const { vci, state, sinceMs } of rows.values()) {
    if (state !== 'foreign' || sinceMs >= askedAtMs || joined.has(vci)) continue;
    if (vci >= path.currentVci) await tx.circuits.removeCircuit(path.id, vci);
    else await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'free', orderId: null, sinceMs: atMs, freeAtMs: null });
  }
}
