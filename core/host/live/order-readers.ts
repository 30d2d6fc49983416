import { historyRows, impairmentsInView, type HistoryRow, type ImpairmentRow, type OrderRow } from '../../contract/live';
import { siteOf } from '../../identification/end-ports';
import type { Impairment, ImpairmentHit } from '../../model/impairment';
import type { Latency } from '../../model/latency';
import { carrierOf } from '../../model/network';
import type { Order, OrderEnd } from '../../model/order';
import { asksForYes, waitsForLink } from '../../model/queued-order';
import type { NetworkView } from '../../network/network-view';
import { wordsAgainst } from '../../recovery/hold-back';
import type { Store, Tx } from '../../store/store';
import { hitsByImpairment, showImpairment } from '../procedures/show-impairment';
import { shownLatency } from '../procedures/show-route';
import type { TopicReader } from './feed';
import { severityOf } from './severity';

/** Rows that are read in one transaction. */
const sliceRows = 250;

export type Revision = (topic: 'orders' | 'paths', id: string) => number;

export function orderReader(store: Store, view: NetworkView, revision: Revision): TopicReader {
  const rows = async (tx: Tx, orders: readonly Order[]): Promise<readonly OrderRow[]> => {
    const latencies = new Map(
      (await tx.connections.activeLatencies(orders.map(({ id }) => id))).map((latency) => [latency.orderId, latency]),
    );
    const planned = orders.filter(({ state }) => state === 'planned').map(({ id }) => id);
    const queued = planned.length === 0 ? new Set<string>() : await tx.orders.areQueuedOffline(planned);
    return orders.map((order) => orderRow(view, order, latencies.get(order.id), revision('orders', order.id), queued.has(order.id)));
  };
  return {
    paceMs: 50,
    async *all() {
      for (let after = 0; ;) {
        const { last, slice } = await store.transaction(async (tx) => {
          const placed = await tx.orders.slice(after, sliceRows);
          return {
            last: placed.at(-1)?.place,
            slice: await rows(
              tx,
              placed.map(({ order }) => order),
            ),
          };
        });
        if (last === undefined) return;
        yield slice;
        after = last;
        await store.pause();
      }
    },
    some: (ids) => store.transaction(async (tx) => rows(tx, await tx.orders.some(ids))),
  };
}

/** A whole literal: a row that is spread together from others takes several times as long to make and to write, and there are a hundred thousand. */
function orderRow(view: NetworkView, order: Order, latency: Latency | undefined, revision: number, isQueued: boolean): OrderRow {
  const { id, customer, accessingCarrierId, a, z, signal, limit, objective, recovery, priority, minimumProvenance, state, cause } = order;
  const { receivedAtMs, stateSinceMs, isCancelRequested, isFrozen, startMs, endMs, diversity, revert } = order;
  const { latencyNs, marginNs } = shownLatency(order, latency);
  return {
    id,
    customer,
    accessingCarrierId,
    a,
    z,
    signal,
    limit,
    objective,
    recovery,
    priority,
    minimumProvenance,
    state,
    cause,
    receivedAtMs,
    stateSinceMs,
    isCancelRequested,
    isFrozen,
    startMs,
    endMs,
    diversity,
    revert,
    latencyNs,
    marginNs,
    aSiteId: siteOf(view, a),
    zSiteId: siteOf(view, z),
    aPart: partOf(view, a),
    zPart: partOf(view, z),
    queued: isQueued ? queuedBy(cause) : null,
    revision,
  };
}

/** One whose own choice cannot be taken any more asks for another decision than a yes. */
function queuedBy(cause: string): OrderRow['queued'] {
  if (cause.startsWith(asksForYes)) return 'asks';
  return cause.startsWith(waitsForLink) ? 'waits' : null;
}

function partOf(view: NetworkView, { kind, id }: OrderEnd): string {
  return kind === 'site' ? '' : view.nameOf({ kind, id });
}

export function impairmentReader(store: Store, view: NetworkView): TopicReader {
  const some = (ids: readonly string[]): Promise<readonly ImpairmentRow[]> =>
    store.transaction(async (tx) => {
      const impairments = await tx.impairments.inView(ids, impairmentsInView);
      const hits = await tx.impairments.hitsAmong(impairments.map(({ id }) => id));
      const orders = new Map((await tx.orders.some([...new Set(hits.map(({ orderId }) => orderId))])).map((order) => [order.id, order]));
      const pauses = await tx.interventions.pauses();
      const forced = new Set((await tx.interventions.moves()).flatMap(({ orderId, cause }) => (cause === 'forced' ? [orderId] : [])));
      const isHeldBack = ({ orderId, settledAtMs }: ImpairmentHit): boolean => {
        const order = orders.get(orderId);
        if (settledAtMs !== null || order?.state !== 'impaired' || forced.has(orderId)) return false;
        const [hops] = view.routes.ofOrder(orderId);
        return wordsAgainst(view, pauses, order, hops ? { hops } : null) !== '';
      };
      const own = hitsByImpairment(hits);
      const rows: ImpairmentRow[] = [];
      for (const impairment of impairments) {
        const hitsNow = (own.get(impairment.id) ?? []).flatMap(({ orderId, outcome }) => {
          const order = orders.get(orderId);
          return order ? [{ outcome, orderState: order.state }] : [];
        });
        rows.push({
          ...showImpairment(view, impairment, own.get(impairment.id) ?? []),
          carrierId: await carrierOfSubject(tx, view, impairment),
          severity: severityOf(impairment, hitsNow),
          heldBackIds: (own.get(impairment.id) ?? []).filter(isHeldBack).map(({ orderId }) => orderId),
        });
      }
      return rows;
    });
  return {
    paceMs: 250,
    async *all() {
      const ids = await store.transaction((tx) => tx.impairments.idsInView(impairmentsInView));
      for (let from = 0; from < ids.length; from += sliceRows) {
        yield await some(ids.slice(from, from + sliceRows));
        await store.pause();
      }
    },
    some,
  };
}

async function carrierOfSubject(tx: Tx, view: NetworkView, { subject: { kind, id } }: Impairment): Promise<string | null> {
  if (kind === 'service') return (await tx.connections.segment(id))?.carrierId ?? null;
  return kind === 'interconnect' ? null : view.carriers.has(carrierOf(id)) ? carrierOf(id) : null;
}

export function historyReader(store: Store): TopicReader {
  return {
    paceMs: 250,
    async *all() {
      const entries = await store.transaction((tx) => tx.history.numberedTail(historyRows));
      yield entries.map(({ seq, ...entry }): HistoryRow => ({ ...entry, id: String(seq) }));
    },
    some: null,
  };
}
