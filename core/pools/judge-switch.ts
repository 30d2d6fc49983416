import { contains, minus, rangesText, sizeOf } from '../circuits/ranges';
import type { Engine, Recording } from '../engine';
import type { IdentifierRange } from '../model/identifier-range';
import { isSameLine, lineText } from '../model/switch';
import type { CircuitOrder, VirtualCircuit } from '../model/virtual-circuit';
import type { VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import type { CrossConnection } from '../switches/creation-system';
import { moveCircuitOrder } from './move-circuit-order';
import { serveOrders } from './serve-orders';
import { withHeld } from './settle-request';

/** A path with its orders in service and its circuits, as recorded before its switch was asked: only what is still so can be judged by the answer. */
export interface Standing {
  readonly path: VirtualPath;
  readonly active: ReadonlyMap<string, CircuitOrder>;
  readonly circuits: ReadonlyMap<number, VirtualCircuit>;
}

/** undefined: there is no such path. */
export async function standingOf(tx: Tx, pathId: string): Promise<Standing | undefined> {
  const path = await tx.paths.get(pathId);
  if (!path) return undefined;
  const active = await tx.circuits.orders(pathId, ['active']);
  const circuits = await tx.circuits.circuits(pathId);
  return { path, active: new Map(active.map((order) => [order.id, order])), circuits: new Map(circuits.map((row) => [row.vci, row])) };
}

/** What a switch was found to hold of a path. */
export interface PathAtSwitch {
  readonly before: Standing;
  readonly held: readonly IdentifierRange[];
  readonly connections: readonly CrossConnection[];
}

/**
 * Compares a path with what its switch holds: circuits that are missing are made again by a bulk request, cross-connections that are missing are
 * asked for again, and what the switch uses for something else is given to nobody. What changed since the switch was asked is left alone.
 */
export async function judgeSwitch(engine: Engine, record: Recording, found: PathAtSwitch): Promise<void> {
  const { tx } = record;
  const now = await standingOf(tx, found.before.path.id);
  if (!now) return;
  const { path } = now;
  // What a request has brought about meanwhile was read back for itself.
  const isSettled = path.requestedVci !== found.before.path.requestedVci || path.lastVci !== found.before.path.lastVci;
  const known = isSettled ? path : withHeld(path, found.held);
  if (known.lastVci < path.lastVci) {
    const missing = minus([{ first: path.vcis.first, last: path.lastVci }], found.held);
    await record.note(
      'path.circuits-lost',
      path.id,
      `the switch does not hold ${sizeOf(missing)} of its circuits (${rangesText(missing)}): they are made again`,
    );
  }
  await tx.paths.putState(known);
  await judgeOrders(record, now, found);
  await judgeForeign(record, now, found);
  await serveOrders(engine, record, path.id);
}

async function judgeOrders(record: Recording, { path, active }: Standing, { before, connections }: PathAtSwitch): Promise<void> {
  const byVci = new Map(connections.map((connection) => [connection.vci, connection]));
  const lost: string[] = [];
  for (const order of active.values()) {
    const there = order.vci === null ? undefined : byVci.get(order.vci);
    if (before.active.get(order.id)?.vci !== order.vci || (there && isSameLine(there.line, order.line))) continue;
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

async function judgeForeign(
  { tx, atMs, note }: Recording,
  { path, circuits }: Standing,
  { before, connections }: PathAtSwitch,
): Promise<void> {
  const joined = new Set(connections.map(({ vci }) => vci));
  const neverOurs: number[] = [];
  const leftJoined: CrossConnection[] = [];
  for (const connection of connections) {
    const { vci } = connection;
    const row = circuits.get(vci);
    const isNobodys = row === undefined ? vci >= path.currentVci : isStillUngiven(row, before);
    if (!isNobodys || !contains([path.vcis], vci)) continue;
    await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'foreign', orderId: null, sinceMs: atMs, freeAtMs: null });
    if (row) leftJoined.push(connection);
    else neverOurs.push(vci);
  }
  if (neverOurs.length > 0)
    await note(
      'path.foreign',
      path.id,
      `the switch uses ${vcisText(neverOurs)} for something else: ${neverOurs.length === 1 ? 'it is' : 'they are'} given to nobody`,
    );
  if (leftJoined.length > 0) await note('path.foreign', path.id, leftJoinedText(leftJoined));
  for (const row of circuits.values()) {
    const { vci } = row;
    if (row.state !== 'foreign' || !isAsBefore(row, before) || joined.has(vci)) continue;
    if (vci >= path.currentVci) await tx.circuits.removeCircuit(path.id, vci);
    else await tx.circuits.putCircuit({ pathId: path.id, vci, state: 'free', orderId: null, sinceMs: atMs, freeAtMs: null });
  }
}

function isAsBefore({ vci, state, sinceMs }: VirtualCircuit, before: Standing): boolean {
  const row = before.circuits.get(vci);
  return row?.state === state && row.sinceMs === sinceMs;
}

/** Free or in quarantine, and not given since the switch was asked: what it was found to be joined to is not an order's that has ended meanwhile. */
function isStillUngiven(row: VirtualCircuit, before: Standing): boolean {
  if (row.state !== 'free' && row.state !== 'quarantined') return false;
  const former = before.circuits.get(row.vci);
  const hasQuarantineEnded = row.state === 'free' && former?.state === 'quarantined' && former.freeAtMs === row.sinceMs;
  return hasQuarantineEnded || isAsBefore(row, before);
}

const vcisText = (vcis: readonly number[]): string => rangesText(vcis.map((vci) => ({ first: vci, last: vci })));

/** A switch can carry out late what it was asked for before an order was given up. */
function leftJoinedText(connections: readonly CrossConnection[]): string {
  const each = connections.map(({ vpi, vci, line }) => `circuit ${vpi}/${vci} to line ${lineText(line)}`);
  const all = each.length > shown ? `; all of them: ${vcisText(connections.map(({ vci }) => vci))}` : '';
  return `joined at the switch, and no order's: ${someOf(each)}; part them at the switch: until then they are given to nobody${all}`;
}
