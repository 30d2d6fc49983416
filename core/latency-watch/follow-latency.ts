import type { EngineSettings } from '../engine';
import type { Clock } from '../model/clock';
import { formatNs, worseNs } from '../model/latency';
import type { LatencyRecord, RecordOccasion } from '../model/latency-record';
import type { NetworkSubject } from '../model/network';
import type { NetworkView } from '../network/network-view';
import { noteInTurn } from '../network/note-in-turn';
import type { Store, Tx, WatchedOrder } from '../store/store';
import { noPartsTouched, PartFollower, type PartsTouched } from './follow-parts';
import { isInService, isMarginLow, judgeOrders, statesInService, type Judgement } from './judge';
import { Memory, type Reading } from './memory';
import { readParts } from './parts';
import { isAnythingTouched, noting, nothingTouched, type Touched } from './touched';

export interface LatencyWatch {
  readonly view: Pick<NetworkView, 'routes'>;
  readonly clock: Clock;
  readonly settings: Pick<EngineSettings, 'marginWarningShare' | 'latencyRecordsPerOrder' | 'latencyStepsPerPart'>;
}

/**
 * The store, with every order's latency record following what is written (N13): whatever changes an order's total, or whether it carries, is
 * recorded in the transaction that changes it. Give it the store whose history is announced and whose routes `view` follows.
 */
export function followLatency(store: Store, watch: LatencyWatch): Store {
  const memory = new Memory();
  const follower = new PartFollower();
  // Orders whose routes are written, and not in the view yet.
  const unfollowed = new Set<ReadonlySet<string>>();
  const isUsed = (subject: NetworkSubject): boolean => unfollowed.size > 0 || watch.view.routes.isUsed(subject);
  const noted = noteInTurn<{ readonly touched: Touched; readonly parts: PartsTouched }>((tx, into) =>
    noting({ ...tx, latency: follower.noting(tx.latency, () => into().parts) }, () => into().touched, isUsed),
  );
  return {
    ...store,
    async transaction(work) {
      const touched = nothingTouched();
      const parts = noPartsTouched();
      const rerouted = new Set<string>();
      const readings: Reading[] = [];
      try {
        const result = await store.transaction(async (tx) => {
          const done = await work(noted(tx, { touched, parts }));
          await follower.record(tx, parts, watch.clock, watch.settings.latencyStepsPerPart);
          memory.forgetLatencies(touched.readings);
          if (touched.isNetworkWritten) memory.forgetNetwork();
          if (!isAnythingTouched(touched)) return done;
          if (touched.connections.size > 0)
            for (const orderId of await tx.latencyRecords.ordersOf([...touched.connections])) rerouted.add(orderId);
          const written = await ordersWritten(tx, touched, rerouted);
          memory.forgetOrders(written);
          const others = touched.isEverything ? await everyOrder(tx) : watch.view.routes.ordersUsing(touched.subjects);
          const concerned = new Set([...written, ...[...unfollowed].flatMap((some) => [...some]), ...others]);
          if (rerouted.size > 0) unfollowed.add(rerouted);
          if (concerned.size > 0) readings.push(await record(tx, watch, memory, touched, [...concerned]));
          return done;
        });
        for (const reading of readings) memory.keep(reading);
        follower.keep(parts);
        return result;
      } finally {
        unfollowed.delete(rerouted);
      }
    },
  };
}

/** Begins the record of orders that are in service and have none: a store from before there were records. */
export async function beginRecords(store: Store, watch: LatencyWatch): Promise<void> {
  await store.transaction(async (tx) => {
    const unrecorded = await tx.latencyRecords.unrecorded(statesInService);
    if (unrecorded.length === 0) return;
    await recordOrders(tx, watch, new Memory(), nothingTouched(), await tx.latencyRecords.watched(unrecorded));
  });
}

const everyOrder = async (tx: Tx): Promise<readonly string[]> => (await tx.orders.urgenciesInState(statesInService)).map(({ id }) => id);

/** Orders of which something is written that they are judged by. */
async function ordersWritten(
  tx: Tx,
  { orders, impairments, transitions }: Touched,
  rerouted: ReadonlySet<string>,
): Promise<readonly string[]> {
  const hit = impairments.size > 0 ? await tx.latencyRecords.ordersHitBy([...impairments]) : [];
  return [...new Set([...orders, ...rerouted, ...hit, ...transitions.map(({ orderId }) => orderId)])];
}

/** Records what became of the orders. Returns what is known of them and of the network then. */
async function record(tx: Tx, watch: LatencyWatch, memory: Memory, touched: Touched, orderIds: readonly string[]): Promise<Reading> {
  const unknown = orderIds.filter((id) => !memory.order(id));
  const read = unknown.length > 0 ? await tx.latencyRecords.watched(unknown) : [];
  const orders = [...orderIds.flatMap((id) => memory.order(id) ?? []), ...read];
  const concerned = orders.filter(({ state, latest }) => isInService(state) || (latest !== null && latest.state !== 'ended'));
  return recordOrders(tx, watch, memory, touched, concerned);
}

async function recordOrders(
  tx: Tx,
  { clock, settings }: LatencyWatch,
  memory: Memory,
  touched: Touched,
  orders: readonly WatchedOrder[],
): Promise<Reading> {
  const routes = orders.flatMap(({ state, connection }) => (isInService(state) && connection ? [connection.route] : []));
  const parts = await readParts(tx, routes, (kind, id) => memory.part(kind, id) !== undefined);
  const judgements = judgeOrders((kind, id) => memory.part(kind, id) ?? parts[kind].get(id), orders);
  const nowMs = clock.now();
  const records = new Map<string, LatencyRecord>();
  for (const order of orders) {
    const judged = judgements.get(order.orderId);
    if (!judged) continue;
    const { occasion, atMs } = occasionOf(order, touched) ?? { occasion: 'changed', atMs: nowMs };
    if (occasion === 'changed' && isAsBefore(judged, order.latest)) continue;
    const next = recordOf(order, judged, occasion, atMs, settings.marginWarningShare);
    records.set(order.orderId, next);
    const warning = warningOf(order, next);
    if (warning !== null) {
      await tx.history.add({ atMs, actor: 'engine', event: 'margin.narrowed', subject: order.orderId, text: warning });
    }
  }
  await tx.latencyRecords.add([...records.values()], settings.latencyRecordsPerOrder);
  memory.forgetOrders(records.keys());
  return { stamp: memory.stamp, parts, orders: orders.map((order) => ({ ...order, latest: records.get(order.orderId) ?? order.latest })) };
}

/** What the order's last transition stands for; null: nothing that a record is made for by itself. */
function occasionOf({ orderId, connection }: WatchedOrder, { transitions, activated }: Touched) {
  const own = transitions.filter((transition) => transition.orderId === orderId);
  const isOnAnother = connection !== null && activated.has(connection.id);
  for (const { from, to, atMs } of own.reverse()) {
    const occasion = ((): RecordOccasion | null => {
      if (to === 'active') {
        if (from === 'provisioning') return 'in-service';
        if (from === 'moving') return isOnAnother ? 'moved' : null;
        return isOnAnother ? 'restored' : 'cleared';
      }
      // One that could not be restored was impaired before.
      if (to === 'impaired') return from === 'restoring' ? null : 'impaired';
      return isInService(to) ? null : 'ended';
    })();
    if (occasion !== null) return { occasion, atMs };
  }
  return null;
}

const isAsBefore = (judged: Judgement, latest: LatencyRecord | null): boolean =>
  latest !== null &&
  latest.state === judged.state &&
  latest.total?.azNs === judged.total?.azNs &&
  latest.total?.zaNs === judged.total?.zaNs;

function recordOf(
  { orderId, limitNs, latest }: WatchedOrder,
  { state, total }: Judgement,
  occasion: RecordOccasion,
  atMs: number,
  share: number,
): LatencyRecord {
  const isLow = total ? isMarginLow(total, limitNs, share) : (latest?.isLow ?? false);
  return { orderId, number: (latest?.number ?? 0) + 1, atMs, state, total, occasion, isLow };
}

/** Once for each fall: not of an order that began so, nor of one that is over its limit, which is an impairment. */
function warningOf({ limitNs, latest }: WatchedOrder, { total, isLow }: LatencyRecord): string | null {
  if (!total || !isLow || !latest || latest.isLow || worseNs(total) > limitNs) return null;
  const marginNs = limitNs - worseNs(total);
  const percent = ((marginNs / limitNs) * 100).toFixed(1);
  return `${formatNs(worseNs(total))} one way, limit ${formatNs(limitNs)}: ${formatNs(marginNs)} left (${percent} %)`;
}
