import { worseNs, type LatencySubject } from '../model/latency';
import type { LatencyRecord, RecordOccasion } from '../model/latency-record';
import type { LatencyStep } from '../model/latency-step';
import type { Order } from '../model/order';
import type { Store } from '../store/store';
import { readInSlices } from './read-in-slices';
import { spellsOf, type Spell } from './spells';

export interface Trace {
  readonly orderId: string;
  readonly points: readonly { readonly atMs: number; readonly oneWayNs: number | null }[];
}

/** A line as wide as a word shows no more. */
const mostPoints = 60;

/** Totals of these orders since `fromMs`, in a few points each. Orders that are not known are left out. */
export async function traces(store: Store, orderIds: readonly string[], fromMs: number, nowMs: number): Promise<readonly Trace[]> {
  const orders = await store.transaction((tx) => tx.orders.some(orderIds));
  const found: Trace[] = [];
  await readInSlices(store, orders, async (tx, order) => {
    const records = await tx.latencyRecords.ofOrder(order.id, fromMs);
    found.push({ orderId: order.id, points: pointsOf(spellsOf(records, fromMs, nowMs), fromMs, nowMs) });
    return records.length;
  });
  return found;
}

/** Where there are more spells than points, each point is the worst of its share of the time. */
export function pointsOf(spells: readonly Spell[], fromMs: number, toMs: number): Trace['points'] {
  const plain = spells.map(({ fromMs: atMs, record }) => ({ atMs, oneWayNs: record.total && worseNs(record.total) }));
  if (plain.length <= mostPoints) return plain;
  const widthMs = Math.max(1, (toMs - fromMs) / mostPoints);
  const shares = new Map<number, (typeof plain)[number]>();
  for (const point of plain) {
    const share = Math.floor((point.atMs - fromMs) / widthMs);
    const known = shares.get(share);
    // What is unknown, or carries nothing, is worse than any total.
    const isWorse = known !== undefined && known.oneWayNs !== null && (point.oneWayNs === null || point.oneWayNs > known.oneWayNs);
    if (known === undefined) shares.set(share, point);
    else if (isWorse) shares.set(share, { atMs: known.atMs, oneWayNs: point.oneWayNs });
  }
  return [...shares.values()];
}

export interface OrderSpell {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: LatencyRecord['state'];
  readonly oneWayNs: number | null;
  readonly occasion: RecordOccasion | null;
}

export interface OrderLatency {
  readonly order: Order;
  readonly fromMs: number;
  readonly toMs: number;
  readonly spells: readonly OrderSpell[];
  /** Of the parts on its present route, each with its steps in the period and what was in force before. */
  readonly parts: readonly { readonly subject: LatencySubject; readonly steps: readonly LatencyStep[] }[];
}

/** What an order had over a period, and what changed on the way; undefined: there is no such order. */
export async function orderLatency(store: Store, orderId: string, fromMs: number, toMs: number): Promise<OrderLatency | undefined> {
  return store.transaction(async (tx) => {
    const order = await tx.orders.get(orderId);
    if (!order) return undefined;
    const records = await tx.latencyRecords.ofOrder(orderId, fromMs);
    const connection = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
    const parts = [];
    for (const { kind, id } of connection?.route.hops ?? []) {
      const subject = { kind, id };
      parts.push({ subject, steps: await tx.latencyRecords.stepsOfPart(subject, fromMs) });
    }
    const spells = spellsOf(records, fromMs, toMs).map(({ record, ...times }): OrderSpell => ({
      ...times,
      state: record.state,
      oneWayNs: record.total && worseNs(record.total),
      occasion: record.atMs >= fromMs ? record.occasion : null,
    }));
    return { order, fromMs, toMs, spells, parts };
  });
}
