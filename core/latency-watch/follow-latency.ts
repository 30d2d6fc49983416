import type { EngineSettings } from '../engine';
import type { Clock } from '../model/clock';
import { formatNs, worseNs } from '../model/latency';
import type { LatencyRecord, RecordOccasion } from '../model/latency-record';
import type { NetworkSubject } from '../model/network';
import type { NetworkView } from '../network/network-view';
import type { Store, Tx, WatchedOrder } from '../store/store';
import { isInService, isMarginLow, judgeOrders, statesInService, type Judgement } from './judge';
import { isAnythingTouched, noting, nothingTouched, type Touched } from './touched';

export interface LatencyWatch {
  readonly view: Pick<NetworkView, 'routes'>;
  readonly clock: Clock;
  readonly settings: Pick<EngineSettings, 'marginWarningShare' | 'latencyRecordsPerOrder'>;
}

/**
 * The store, with every order's latency record following what is written (N13): whatever changes an order's total, or whether it carries, is
 * recorded in the transaction that changes it. Give it the store whose history is announced and whose routes `view` follows.
 */
export function followLatency(store: Store, watch: LatencyWatch): Store {
  // Orders whose routes are written, and not in the view yet.
  const unfollowed = new Set<ReadonlySet<string>>();
  const isUsed = (subject: NetworkSubject): boolean => unfollowed.size > 0 || watch.view.routes.isUsed(subject);
  return {
    ...store,
    async transaction(work) {
      const touched = nothingTouched();
      const rerouted = new Set<string>();
      try {
        return await store.transaction(async (tx) => {
          const result = await work(noting(tx, touched, isUsed));
          if (!isAnythingTouched(touched)) return result;
          for (const orderId of await tx.latencyRecords.ordersOf([...touched.connections])) rerouted.add(orderId);
          const concerned = await concernedBy(tx, watch, touched, [rerouted, ...unfollowed]);
          if (rerouted.size > 0) unfollowed.add(rerouted);
          await record(tx, watch, touched, concerned);
          return result;
        });
      } finally {
        unfollowed.delete(rerouted);
      }
    },
  };
}

/** Begins the record of orders that are in service and have none: a store from before there were records. */
export async function beginRecords(store: Store, watch: LatencyWatch): Promise<void> {
  await store.transaction(async (tx) => {
    const orders = await tx.latencyRecords.watched((await tx.orders.inState(statesInService)).map(({ id }) => id));
    const unrecorded = orders.filter(({ latest }) => latest === null);
    if (unrecorded.length > 0) await recordOrders(tx, watch, nothingTouched(), unrecorded);
  });
}

async function concernedBy(
  tx: Tx,
  { view }: LatencyWatch,
  touched: Touched,
  rerouted: readonly ReadonlySet<string>[],
): Promise<readonly string[]> {
  const { subjects, orders, impairments, transitions, isEverything } = touched;
  return [
    ...new Set([
      ...(isEverything ? (await tx.orders.inState(statesInService)).map(({ id }) => id) : view.routes.ordersUsing(subjects)),
      ...orders,
      ...rerouted.flatMap((some) => [...some]),
      ...(impairments.size > 0 ? await tx.latencyRecords.ordersHitBy([...impairments]) : []),
      ...transitions.map(({ orderId }) => orderId),
    ]),
  ];
}

async function record(tx: Tx, watch: LatencyWatch, touched: Touched, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const orders = await tx.latencyRecords.watched(orderIds);
  await recordOrders(
    tx,
    watch,
    touched,
    orders.filter(({ state, latest }) => isInService(state) || (latest !== null && latest.state !== 'ended')),
  );
}

async function recordOrders(tx: Tx, watch: LatencyWatch, touched: Touched, orders: readonly WatchedOrder[]): Promise<void> {
  const { clock, settings } = watch;
  const judgements = await judgeOrders(tx, orders);
  const nowMs = clock.now();
  const records: LatencyRecord[] = [];
  for (const order of orders) {
    const judged = judgements.get(order.orderId);
    if (!judged) continue;
    const { occasion, atMs } = occasionOf(order, touched) ?? { occasion: 'changed', atMs: nowMs };
    if (occasion === 'changed' && isAsBefore(judged, order.latest)) continue;
    const next = recordOf(order, judged, occasion, atMs, settings.marginWarningShare);
    records.push(next);
    const warning = warningOf(order, next);
    if (warning !== null) {
      await tx.history.add({ atMs, actor: 'engine', event: 'margin.narrowed', subject: order.orderId, text: warning });
    }
  }
  await tx.latencyRecords.add(records, settings.latencyRecordsPerOrder);
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
