import { minus, rangesText } from '../core/circuits/ranges';
import type { PathDossier } from '../core/host/circuit-queries';
import type { Comparison, Condition, ConditionAction } from '../core/model/condition';
import { isSameLine } from '../core/model/switch';
import type { CircuitOrder } from '../core/model/virtual-circuit';
import type { VirtualPath } from '../core/model/virtual-path';
import type { RunningEngine, Scene } from './scene';
import type { SimulatedSwitch } from './simulated-switch';

/** What is wrong with virtual circuits ten minutes after the last fault, when every switch behaves and what was held was tried again. */
export async function verdictOnCircuits(scene: Scene, { host, process }: RunningEngine): Promise<readonly string[]> {
  const orders = await host.circuitOrders({});
  const statuses: PathDossier[] = [];
  for (const { path } of await host.virtualPaths()) {
    const status = await host.virtualPath(path.id);
    if (status) statuses.push(status);
  }
  const { rows } = await host.conditions();
  const faults = [...lost(scene, orders, statuses)];
  for (const { id, link } of await host.switches()) if (!link.isUp) faults.push(`${id} is believed to be down: ${link.detail}`);
  for (const status of statuses) {
    const at = scene.switches.find((unruly) => unruly.at.id === status.path.switchId)?.at;
    if (!at) throw new Error(`there is no switch ${status.path.switchId}`);
    const own = orders.filter(({ pathId }) => pathId === status.path.id);
    const nowMs = process.clock.now();
    faults.push(...amiss(status, own, at), ...notAskedFor(status, rows, nowMs), ...notServed(status, own, at, nowMs));
  }
  return faults;
}

/** What was acknowledged is there. */
function lost(
  { circuits: { acknowledged, unwanted } }: Scene,
  orders: readonly CircuitOrder[],
  statuses: readonly PathDossier[],
): readonly string[] {
  const states = new Map(orders.map(({ id, state }) => [id, state]));
  const paths = new Set(statuses.map(({ path }) => path.id));
  return [
    ...[...acknowledged.paths].filter((id) => !paths.has(id) && !unwanted.has(id)).map((id) => `path ${id} was added and is lost`),
    ...[...acknowledged.orders].filter((id) => !states.has(id)).map((id) => `circuit order ${id} was taken on and is lost`),
    ...[...acknowledged.releases]
      .filter((id) => states.get(id) !== 'released')
      .map((id) => `circuit order ${id} is to be released and is ${states.get(id) ?? 'lost'}`),
  ];
}

/** Record and switch agree: circuits, and cross-connections one by one. */
function amiss({ path }: PathDossier, orders: readonly CircuitOrder[], at: SimulatedSwitch): readonly string[] {
  const faults: string[] = [];
  const counted = [{ first: path.vcis.first, last: path.lastVci }];
  const missing = minus(counted, at.heldOf(path.vpi, counted));
  if (missing.length > 0) faults.push(`${path.id}: ${rangesText(missing)} are not at the switch`);
  const joined = at.connectionsOf(path.vpi, path.vcis);
  for (const { id, state, vci, line, cause } of orders) {
    if (state === 'given' || state === 'connecting' || state === 'releasing')
      faults.push(`circuit order ${id} is still ${state}: ${cause}`);
    if (state === 'active' && !joined.some((cross) => cross.vci === vci && isSameLine(cross.line, line)))
      faults.push(`circuit order ${id} is active, and ${path.vpi}/${vci ?? 'nothing'} is not joined to its line`);
  }
  for (const { vci, line, isByHand } of joined)
    if (!isByHand && !orders.some((order) => order.state === 'active' && order.vci === vci && isSameLine(order.line, line)))
      faults.push(`${path.vpi}/${vci} of ${path.id} is joined to a line, and no order has it`);
  return faults;
}

/** Nothing is under way, unless the operators' table wants it so. */
function notAskedFor({ path, pending }: PathDossier, rows: readonly Condition[], nowMs: number): readonly string[] {
  const now = actionFor(path, rows, nowMs);
  // It is consulted before a circuit is given: what follows from the last one follows with the next order.
  const action = now === 'send' ? actionFor({ ...path, currentVci: path.currentVci - 1 }, rows, nowMs) : now;
  // Past its time, and the table does not want it sent again.
  const isLeft = path.startTimeMs !== null && nowMs - path.startTimeMs > path.timeThresholdMs;
  if (action === 'do-not-send' || path.lastVci >= path.vcis.last)
    return pending && !isLeft ? [`${path.id}: a request is still pending`] : [];
  return [`${path.id} is ${path.status}, up to ${path.lastVci}, ${path.currentVci} is next, and the table says: ${action}`];
}

/** Worked out apart from the engine; a table that was saved has one row for everything. */
function actionFor(path: VirtualPath, rows: readonly Condition[], nowMs: number): ConditionAction | 'nothing' {
  const compare = (one: number, by: Comparison | null, other: number): boolean =>
    by === null ||
    (one < other && (by === '<' || by === '<=')) ||
    (one === other && (by === '<=' || by === '=' || by === '>=')) ||
    (one > other && (by === '>' || by === '>='));
  const row = rows.find(
    ({ status, remaining, elapsed }) =>
      (status === null || status === path.status) &&
      compare(path.lastVci - path.currentVci, remaining, path.deltaThreshold) &&
      (path.startTimeMs === null ? elapsed === null : compare(nowMs - path.startTimeMs, elapsed, path.timeThresholdMs)),
  );
  return row?.action ?? 'nothing';
}

/** Nobody waits while an identifier is left that nobody uses and whose quarantine is over. */
function notServed(
  { path, circuits }: PathDossier,
  orders: readonly CircuitOrder[],
  at: SimulatedSwitch,
  nowMs: number,
): readonly string[] {
  const waiting = orders.filter(({ state }) => state === 'waiting');
  if (waiting.length === 0) return [];
  const rows = new Map(circuits.map((circuit) => [circuit.vci, circuit]));
  const joined = new Set(at.connectionsOf(path.vpi, path.vcis).map(({ vci }) => vci));
  const unused: number[] = [];
  for (let vci = path.vcis.first; vci <= path.vcis.last; vci++) {
    const row = rows.get(vci);
    const isResting = row?.freeAtMs !== undefined && row.freeAtMs !== null && row.freeAtMs > nowMs;
    if (row?.state !== 'given' && !isResting && !joined.has(vci)) unused.push(vci);
  }
  return unused.length === 0
    ? []
    : [`${waiting[0]?.id ?? ''} waits in ${path.id}, where ${unused.join()} are unused: ${waiting[0]?.cause ?? ''}`];
}
