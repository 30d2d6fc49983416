import type { HistoryRecord } from '../model/history-search';
import type { Impairment, ImpairmentHit } from '../model/impairment';
import { worseNs } from '../model/latency';
import type { LatencyRecord } from '../model/latency-record';
import type { Order } from '../model/order';
import type { Store } from '../store/store';
import { serviceTimes } from './service-times';
import { spellsOf } from './spells';

export interface IncidentHit {
  readonly order: Order;
  readonly hit: ImpairmentHit;
  readonly outageMs: number | null;
  readonly isStillDown: boolean;
  readonly beforeNs: number | null;
  readonly afterNs: number | null;
}

export interface Incident {
  readonly impairments: readonly Impairment[];
  readonly hits: readonly IncidentHit[];
  readonly records: readonly HistoryRecord[];
  readonly isCut: boolean;
}

/** So many are told of one incident; a report is read by people. */
const mostRecords = 400;
/** What is recorded of an order just after it is settled belongs to it too. */
const afterMs = 1_000;
/** What hit it was written, and took effect, a moment before it was said to hit it. */
const beforeMs = 1_000;

/** What became of an incident: one impairment, or several that came together. The report of it is drawn up as it stands at `nowMs`. */
export async function incident(store: Store, impairmentIds: readonly string[], nowMs: number): Promise<Incident> {
  const wanted = new Set(impairmentIds);
  const { impairments, own } = await store.transaction(async (tx) => ({
    impairments: (await tx.impairments.list()).filter(({ id }) => wanted.has(id)),
    own: await tx.impairments.hitsAmong(impairmentIds),
  }));
  const hits: IncidentHit[] = [];
  const records = new Map<number, HistoryRecord>();
  let isCut = false;
  const take = (found: readonly HistoryRecord[]): void => {
    for (const record of found)
      if (records.size < mostRecords) records.set(record.seq, record);
      else isCut ||= !records.has(record.seq);
  };
  const about = (subject: string, fromMs: number, toMs: number) =>
    store.transaction(async (tx) => {
      const filter = { subject, fromMs, toMs };
      const lastSeq = await tx.history.lastSeq();
      const step = { filter, order: 'newest', beyondSeq: lastSeq + 1, endSeq: 1, limit: mostRecords } as const;
      return (await tx.history.search(step)).records;
    });
  for (const { id } of impairments) take(await about(id, 0, nowMs + 1));
  for (const hit of worstFirst(own)) {
    const order = await store.transaction((tx) => tx.orders.get(hit.orderId));
    if (!order) continue;
    hits.push(await told(store, order, hit, nowMs));
    take(await about(order.id, hit.hitAtMs - beforeMs, (hit.settledAtMs ?? nowMs) + afterMs));
    await store.pause();
  }
  return { impairments, hits, records: [...records.values()].sort((a, b) => a.seq - b.seq), isCut };
}

/** One for each order: hit by several, it was hit by the first, and is settled with the last. */
function worstFirst(hits: readonly ImpairmentHit[]): readonly ImpairmentHit[] {
  const byOrder = new Map<string, ImpairmentHit>();
  for (const hit of hits) {
    const known = byOrder.get(hit.orderId);
    byOrder.set(hit.orderId, known === undefined ? hit : merged(known, hit));
  }
  const rank = ({ outcome }: ImpairmentHit): number => ['unrestorable', 'pending', 'restored', 'cleared', 'released'].indexOf(outcome);
  return [...byOrder.values()].sort((a, b) => rank(a) - rank(b) || a.orderId.localeCompare(b.orderId));
}

function merged(one: ImpairmentHit, other: ImpairmentHit): ImpairmentHit {
  const last = one.settledAtMs === null || (other.settledAtMs !== null && one.settledAtMs >= other.settledAtMs) ? one : other;
  return { ...last, hitAtMs: Math.min(one.hitAtMs, other.hitAtMs) };
}

async function told(store: Store, order: Order, hit: ImpairmentHit, nowMs: number): Promise<IncidentHit> {
  const untilMs = hit.settledAtMs ?? nowMs;
  const records = await store.transaction((tx) => tx.latencyRecords.ofOrder(order.id, hit.hitAtMs - beforeMs));
  const [first] = records;
  const reachesBack = first !== undefined && first.atMs <= hit.hitAtMs;
  const outageMs = reachesBack ? serviceTimes(spellsOf(records, hit.hitAtMs - beforeMs, untilMs), order.limit.oneWayNs).downMs : null;
  const at = (atMs: number): LatencyRecord | undefined => spellsOf(records, atMs, atMs + 1)[0]?.record;
  const after = at(untilMs);
  const totalOf = (record: LatencyRecord | undefined): number | null => (record?.total ? worseNs(record.total) : null);
  return {
    ...{ order, hit, outageMs, isStillDown: hit.settledAtMs === null && after?.state === 'down' },
    ...{ beforeNs: totalOf(beforeOf(records, hit.hitAtMs)), afterNs: totalOf(after) },
  };
}

/** What it had last before it went down; where it did not, what it had just before. */
function beforeOf(records: readonly LatencyRecord[], hitAtMs: number): LatencyRecord | undefined {
  const down = records.findIndex(({ state }) => state === 'down');
  const before = down === -1 ? records.slice(0, 1) : records.slice(0, down);
  return before.findLast(({ atMs, total }) => atMs <= hitAtMs && total !== null);
}
