import { minus, rangesText, within } from '../core/circuits/ranges';
import { isLegalCircuitTransition } from '../core/circuits/life-cycle';
import type { IdentifierRange } from '../core/model/identifier-range';
import { isSameLine, lineText, type SubscriberLine } from '../core/model/switch';
import type { CircuitOrder, CircuitOrderState, CircuitTransition, VirtualCircuit } from '../core/model/virtual-circuit';
import type { BulkRequest, VirtualPath } from '../core/model/virtual-path';
import type { CrossConnection } from '../core/switches/creation-system';
import { Pages } from './pages';
import type { Tx } from '../core/store/store';

/** What of an order decides what may be asked for it. */
interface Known {
  readonly pathId: string;
  readonly switchId: string;
  readonly line: SubscriberLine;
  readonly state: CircuitOrderState;
  readonly vci: number | null;
}

/** What the transaction found, before it wrote. */
export interface Before {
  readonly path?: VirtualPath | undefined;
  readonly pending?: BulkRequest | undefined;
  readonly order?: CircuitOrder | undefined;
  readonly circuit?: VirtualCircuit | undefined;
}

/** Bulk creations that are under way for one switch and VPI. */
interface Creation {
  readonly ranges: readonly IdentifierRange[];
  readonly signal: AbortSignal | undefined;
}

/**
 * Watches what the engine writes of virtual circuits, as the ledger does of connections: each transaction is checked before it is committed, what a switch
 * is asked must have been recorded before, and what is called active or released must have been confirmed.
 */
export class CircuitLedger {
  private readonly paths = new Pages<VirtualPath>();
  private readonly pending = new Pages<BulkRequest>();
  private readonly orders = new Pages<Known>();
  /** When circuits that were in quarantine may be given again. */
  private readonly quarantine = new Map<string, number>();
  /** Orders to be released whose switch must be asked to part them. */
  private readonly toPart = new Set<string>();
  private touched = new Set<string>();
  private given: { readonly pathId: string; readonly orderId: string }[] = [];
  /** What switches confirmed of an order's cross-connection since it was last asked for. */
  private readonly confirmed = new Set<string>();
  private underWay = new Map<string, readonly Creation[]>();
  /** What was asked for and not read back since; the number tells when. */
  private readonly unread = new Map<string, readonly { readonly ranges: readonly IdentifierRange[]; readonly number: number }[]>();
  private asked = 0;
  private readonly fault: (text: string) => void;

  constructor(fault: (text: string) => void) {
    this.fault = fault;
  }

  /** A new process has opened the store; what the last one asked for, nobody waits for any more. */
  async load(tx: Tx): Promise<void> {
    this.underWay = new Map();
    const commit = this.begin();
    for (const pages of [this.paths, this.pending, this.orders]) pages.clear();
    this.quarantine.clear();
    this.toPart.clear();
    for (const path of await tx.paths.list()) {
      this.paths.set(path.id, path);
      this.pending.set(path.id, await tx.paths.pendingRequest(path.id));
      for (const { vci, freeAtMs } of await tx.circuits.circuits(path.id))
        if (freeAtMs !== null) this.quarantine.set(`${path.id}/${vci}`, freeAtMs);
    }
    for (const order of await tx.circuits.orders(null)) {
      this.orders.set(order.id, order);
      if (order.state === 'releasing') this.toPart.add(order.id);
    }
    commit();
    this.touched = new Set((await tx.paths.list()).map(({ id }) => id));
    await this.check(tx);
  }

  /** A transaction begins; the result makes what it wrote count. */
  begin(): () => void {
    const commits = [this.paths, this.pending, this.orders].map((pages) => pages.turn());
    this.touched = new Set();
    this.given = [];
    return () => {
      for (const commit of commits) commit();
    };
  }

  /** What there is before something is written: what the transaction before has written may not be known as committed yet. */
  async before(tx: Tx, method: string, args: readonly unknown[]): Promise<Before> {
    switch (method) {
      case 'paths.putState':
        return { path: await tx.paths.get((args[0] as VirtualPath).id) };
      case 'paths.addRequest':
      case 'paths.putRequest': {
        const { pathId } = args[0] as BulkRequest;
        return { path: await tx.paths.get(pathId), pending: await tx.paths.pendingRequest(pathId) };
      }
      case 'circuits.moveOrder': {
        const order = await tx.circuits.order((args[0] as CircuitTransition).orderId);
        const circuit = order && order.vci !== null ? await tx.circuits.circuit(order.pathId, order.vci) : undefined;
        return { order, path: order && (await tx.paths.get(order.pathId)), circuit };
      }
      case 'circuits.putCircuit': {
        const { pathId, vci } = args[0] as VirtualCircuit;
        return { path: await tx.paths.get(pathId), circuit: await tx.circuits.circuit(pathId, vci) };
      }
      default:
        return {};
    }
  }

  /** Something was written. */
  hear(method: string, args: readonly unknown[], before: Before, result: unknown): void {
    switch (method) {
      case 'paths.insert':
      case 'paths.put':
      case 'paths.putState': {
        const path = { ...before.path, ...(args[0] as VirtualPath) };
        this.touched.add(path.id);
        this.paths.set(path.id, path);
        return;
      }
      case 'paths.remove':
      case 'paths.withdraw':
        this.paths.set(args[0] as string, undefined);
        return;
      case 'paths.addRequest':
        this.hearRequest(args[0] as BulkRequest, before);
        return;
      case 'paths.putRequest':
        this.hearEnd(args[0] as BulkRequest, before);
        return;
      case 'circuits.insertOrder': {
        const order = args[0] as CircuitOrder;
        this.touched.add(order.pathId);
        this.orders.set(order.id, order);
        return;
      }
      case 'circuits.moveOrder':
        if (result === true) this.hearMove(args[0] as CircuitTransition, args[1] as number | null, before);
        return;
      case 'circuits.endQuarantines': {
        const [pathId, nowMs] = args as [string, number];
        for (const [key, freeAtMs] of this.quarantine) if (key.startsWith(`${pathId}/`) && freeAtMs <= nowMs) this.quarantine.delete(key);
        return;
      }
      case 'circuits.putCircuit':
        this.hearCircuit(args[0] as VirtualCircuit, before);
        return;
      case 'circuits.removeCircuit':
        this.touched.add(args[0] as string);
        return;
      case 'circuits.setCause':
      case 'paths.putConditions':
      case 'paths.putLow':
        return;
      default:
        this.fault(`the ledger does not know of ${method}`);
    }
  }

  hearCreate(switchId: string, vpi: number, ranges: readonly IdentifierRange[], signal: AbortSignal | undefined): void {
    const place = `${switchId} ${vpi}`;
    const what = `${switchId} is asked to create ${vpi}/${rangesText(ranges)}`;
    const path = this.paths.all().find((one) => one.switchId === switchId && one.vpi === vpi && minus(ranges, [one.vcis]).length === 0);
    const request = path && this.pending.get(path.id);
    if (!request || minus(ranges, [request.range]).length > 0) this.fault(`${what}, which is not recorded as pending`);
    const others = (this.underWay.get(place) ?? []).filter((creation) => creation.signal?.aborted !== true);
    for (const other of others)
      if (path && within(other.ranges, path.vcis).length > 0) this.fault(`${what} while it is at ${rangesText(other.ranges)}`);
    const unread = this.unread.get(place) ?? [];
    const again = unread.flatMap((earlier) => minus(ranges, minus(ranges, earlier.ranges)));
    if (again.length > 0) this.fault(`${what}, and ${rangesText(again)} of it was asked for before and not read back since`);
    this.underWay.set(place, [...others, { ranges, signal }]);
    this.unread.set(place, [...unread, { ranges, number: ++this.asked }]);
  }

  /** A bulk creation has come to an end, whatever it was. */
  hearCreated(switchId: string, vpi: number, ranges: readonly IdentifierRange[]): void {
    const place = `${switchId} ${vpi}`;
    this.underWay.set(
      place,
      (this.underWay.get(place) ?? []).filter((creation) => creation.ranges !== ranges),
    );
  }

  /** A switch is asked what it holds; the result is to be called when it says so. */
  hearRead(switchId: string, vpi: number, range: IdentifierRange): () => void {
    const place = `${switchId} ${vpi}`;
    const number = ++this.asked;
    return () => {
      const left = (this.unread.get(place) ?? []).map((earlier) =>
        earlier.number < number ? { ...earlier, ranges: minus(earlier.ranges, [range]) } : earlier,
      );
      this.unread.set(
        place,
        left.filter(({ ranges }) => ranges.length > 0),
      );
    };
  }

  hearConnect(switchId: string, cross: CrossConnection): void {
    this.confirmed.delete(keyOf('connected', switchId, cross));
    const order = this.orderOf(switchId, cross);
    // A release may have come in between.
    if (order?.state !== 'connecting' && order?.state !== 'releasing')
      this.fault(`${switchId} is asked to join ${textOf(cross)}, whose order is ${order?.state ?? 'unknown'}`);
  }

  hearDisconnect(switchId: string, cross: CrossConnection): void {
    this.confirmed.delete(keyOf('disconnected', switchId, cross));
    const order = this.orderOf(switchId, cross);
    if (order?.state !== 'releasing')
      this.fault(`${switchId} is asked to part ${textOf(cross)}, whose order is ${order?.state ?? 'unknown'}`);
  }

  hearConfirmed(what: 'connected' | 'disconnected', switchId: string, cross: CrossConnection): void {
    this.confirmed.add(keyOf(what, switchId, cross));
  }

  async check(tx: Tx): Promise<void> {
    for (const id of this.touched) {
      const path = await tx.paths.get(id);
      if (path) await this.checkPath(tx, path);
    }
    for (const { pathId, orderId } of this.given) {
      const order = await tx.circuits.order(orderId);
      const first = await tx.circuits.firstWaiting(pathId);
      if (order && first && first.number < order.number) this.fault(`${orderId} is given a circuit, and ${first.id} waits before it`);
    }
  }

  private async checkPath(tx: Tx, path: VirtualPath): Promise<void> {
    const say = (text: string): void => {
      this.fault(`${path.id}: ${text}`);
    };
    const pending = (await tx.paths.requests(path.id, 30)).filter(({ state }) => state === 'pending');
    if (pending.length > 1) say(`${pending.length} bulk requests are pending`);
    if ((path.status === 'IN_PROCESS') !== pending.length > 0) say(`it is ${path.status}, and ${pending.length} requests are pending`);
    for (const { range } of pending)
      if (range.last !== path.requestedVci) say(`${rangesText([range])} is pending, and ${path.requestedVci} is recorded as requested`);
    const rows = (await tx.circuits.circuits(path.id)).filter(({ state }) => state === 'given');
    const orders = (await tx.circuits.orders(path.id)).filter(({ vci }) => vci !== null);
    const holder = new Map<number, string>();
    for (const { id, vci, state } of orders) {
      if (vci === null) continue;
      const other = holder.get(vci);
      if (other !== undefined) say(`${vci} is given to ${other} and to ${id}`);
      holder.set(vci, id);
      if (vci < path.vcis.first || vci >= path.currentVci) say(`${id} has ${vci}, which is not of those that were given`);
      if (state === 'waiting' || state === 'released' || state === 'failed') say(`${id} is ${state} and has ${vci}`);
    }
    for (const { vci, orderId } of rows) {
      if (holder.get(vci) !== orderId)
        say(`${vci} is recorded as given to ${orderId ?? 'nobody'}, and ${holder.get(vci) ?? 'nobody'} has it`);
      holder.delete(vci);
    }
    for (const [vci, id] of holder) say(`${id} has ${vci}, which is not recorded as given`);
  }

  private hearRequest(request: BulkRequest, { path, pending }: Before): void {
    const { pathId, range, attempt, startMs } = request;
    const what = `${pathId}: ${rangesText([range])} is to be asked for`;
    this.touched.add(pathId);
    this.pending.set(pathId, request);
    if (pending) this.fault(`${what} while another request is pending`);
    if (!path) return;
    if (range.first !== path.lastVci + 1) this.fault(`${what}, and ${path.lastVci} is the last that was created`);
    if (range.last > path.vcis.last) this.fault(`${what}, beyond its range`);
    if (attempt > path.maxAttempts) this.fault(`${what} for the ${attempt}. time, and ${path.maxAttempts} attempts are allowed`);
    if (path.heldSinceMs !== null) this.fault(`${what}, and it is held for the operator`);
    if (path.status === 'FAIL' && path.retryAtMs !== null && path.retryAtMs > startMs)
      this.fault(`${what} ${path.retryAtMs - startMs} ms before its backoff's end`);
  }

  private hearEnd({ id, pathId, state, endMs }: BulkRequest, { path, pending }: Before): void {
    if (state === 'pending' || pending?.id !== id) return;
    this.touched.add(pathId);
    this.pending.set(pathId, undefined);
    if (state !== 'given-up' || !path || path.startTimeMs === null || endMs === null) return;
    if (endMs - path.startTimeMs <= path.timeThresholdMs)
      this.fault(`${pathId}: a request is given up after ${endMs - path.startTimeMs} ms, and ${path.timeThresholdMs} are allowed`);
  }

  private hearMove({ orderId, from, to, cause }: CircuitTransition, vci: number | null, { order, path, circuit }: Before): void {
    if (from !== null && !isLegalCircuitTransition(from, to)) this.fault(`${orderId} goes from ${from} to ${to}`);
    if (cause === '') this.fault(`${orderId} becomes ${to} without a cause`);
    if (!order) return;
    this.touched.add(order.pathId);
    this.orders.set(orderId, { ...order, state: to, vci });
    const cross = { vpi: path?.vpi ?? -1, vci: order.vci ?? -1, line: order.line };
    const [joined, parted] = [keyOf('connected', order.switchId, cross), keyOf('disconnected', order.switchId, cross)];
    if (to === 'given') this.given.push({ pathId: order.pathId, orderId });
    if (to === 'connecting') this.confirmed.delete(joined);
    if (to === 'active' && !this.confirmed.has(joined)) this.fault(`${orderId} is called active, and its switch did not confirm it`);
    if (to === 'releasing') {
      this.confirmed.delete(parted);
      if (from === 'connecting' || from === 'active') this.toPart.add(orderId);
      else this.toPart.delete(orderId);
    }
    if (to !== 'released' || !this.toPart.has(orderId)) return;
    if (!this.confirmed.has(parted)) this.fault(`${orderId} is called released, and its switch did not confirm it`);
    if (circuit?.state !== 'quarantined') this.fault(`${orderId} is released, and ${order.vci ?? 'its circuit'} was not put in quarantine`);
  }

  private hearCircuit({ pathId, vci, state, sinceMs, freeAtMs }: VirtualCircuit, { path, circuit }: Before): void {
    this.touched.add(pathId);
    const key = `${pathId}/${vci}`;
    if (state === 'given') {
      const until = this.quarantine.get(key);
      if (until !== undefined && sinceMs < until) this.fault(`${key} is given ${until - sinceMs} ms before its quarantine is over`);
      if (path && !circuit && vci > path.lastVci) this.fault(`${key} is given, and was never created`);
      if (circuit && circuit.state !== 'free') this.fault(`${key} is given, and is ${circuit.state}`);
    }
    if (freeAtMs === null) this.quarantine.delete(key);
    else this.quarantine.set(key, freeAtMs);
    if (path && freeAtMs !== null && freeAtMs < sinceMs + path.quarantineMs)
      this.fault(`${key} is in quarantine for ${freeAtMs - sinceMs} ms, and ${path.quarantineMs} are wanted`);
  }

  private orderOf(switchId: string, { vpi, vci, line }: CrossConnection): Known | undefined {
    return this.orders
      .all()
      .find(
        (order) =>
          order.switchId === switchId && order.vci === vci && isSameLine(order.line, line) && this.paths.get(order.pathId)?.vpi === vpi,
      );
  }
}

const textOf = ({ vpi, vci, line }: CrossConnection): string => `${vpi}/${vci} and ${lineText(line)}`;
const keyOf = (what: string, switchId: string, cross: CrossConnection): string => `${what} ${switchId} ${textOf(cross)}`;
