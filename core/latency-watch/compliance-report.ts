import type { Engine } from '../engine';
import { formatTime } from '../model/clock';
import type { ComplianceReport, OrderCompliance } from '../model/compliance';
import type { Order } from '../model/order';
import { readOrders } from '../read-orders';
import type { Store } from '../store/store';
import { customerCompliance, orderCompliance } from './comply';
import { readInSlices } from './read-in-slices';

export interface ComplianceQuestion {
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
  /** Up to here; null: up to now. */
  readonly toMs: number | null;
  /** null: all orders, or those of the customer. */
  readonly orderId?: string | null;
  readonly customer?: string | null;
}

export type ComplianceAnswer =
  { readonly kind: 'drawn-up'; readonly report: ComplianceReport } | { readonly kind: 'refused'; readonly message: string };

/** Draws up the compliance report of a period (N13). What lies after now is not counted. */
export async function complianceReport({ store, clock }: Engine, question: ComplianceQuestion): Promise<ComplianceAnswer> {
  const atMs = clock.now();
  const { fromMs } = question;
  const toMs = question.toMs ?? atMs;
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs))
    return refused('a compliance report needs a time from when, and a time to when or none');
  if (fromMs > atMs) return refused(`the period begins ${formatTime(fromMs)}, which is still to come; choose one that has begun`);
  if (toMs < fromMs)
    return refused(`the period would end ${formatTime(toMs)}, before its beginning ${formatTime(fromMs)}; correct one of the two`);
  const asked = await ordersAsked(store, question);
  if (typeof asked === 'string') return refused(asked);
  // Whenever an order is read, it is counted up to the same moment.
  const untilMs = Math.min(toMs, atMs);
  const orders: OrderCompliance[] = [];
  await readInSlices(store, asked, async (tx, order) => {
    const records = await tx.latencyRecords.ofPeriod(order.id, fromMs, untilMs);
    const compliance = orderCompliance(order, records, fromMs, untilMs);
    if (compliance.inServiceMs > 0 || compliance.impairments > 0 || order.id === question.orderId) orders.push(compliance);
    return records.length;
  });
  return { kind: 'drawn-up', report: { fromMs, toMs, atMs, orders, customers: customerCompliance(orders) } };
}

/** Or why there are none. */
async function ordersAsked(store: Store, { orderId = null, customer = null }: ComplianceQuestion): Promise<readonly Order[] | string> {
  if (orderId !== null) {
    const order = await store.transaction((tx) => tx.orders.get(orderId));
    if (!order) return `there is no order ${orderId}; check its id`;
    return customer === null || order.customer === customer ? [order] : `order ${orderId} is of ${order.customer}, not of ${customer}`;
  }
  const all = await readOrders(store, 'all');
  if (customer === null) return all;
  const own = all.filter((order) => order.customer === customer);
  if (own.length > 0) return own;
  const near = [...new Set(all.map((order) => order.customer))].filter((name) =>
    name.toLowerCase().includes(customer.trim().toLowerCase()),
  );
  const hint = near.length > 0 && customer.trim() !== '' ? `; did you mean ${near.slice(0, 3).join(', ')}?` : '; check the name';
  return `no order is of customer ${customer}${hint}`;
}

const refused = (message: string): ComplianceAnswer => ({ kind: 'refused', message });
