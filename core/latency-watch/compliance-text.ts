import { formatTime } from '../model/clock';
import type { ComplianceReport, CustomerCompliance, OrderCompliance, ServiceTimes } from '../model/compliance';
import { duration } from '../model/duration';
import { formatNs } from '../model/latency';
import { byCustomer } from './comply';

/** The compliance report as text, customer by customer. */
export function complianceText({ fromMs, toMs, atMs, orders, customers }: ComplianceReport): string {
  const groups = byCustomer(orders);
  const soFar = toMs > atMs ? `, counted up to ${formatTime(atMs)}` : '';
  return [
    `Compliance ${formatTime(fromMs)} – ${formatTime(toMs)}${soFar}`,
    ...(orders.length === 0 ? ['', 'no order was in service'] : []),
    ...customers.flatMap((customer) => ['', ...customerLines(customer), ...(groups.get(customer.customer) ?? []).flatMap(orderLines)]),
    '',
  ].join('\n');
}

const customerLines = (customer: CustomerCompliance): readonly string[] => [
  `${customer.customer}: ${count(customer.orders, 'order')}, available ${percent(customer.availability)}, within the limit ${percent(withinShare(customer))}, ` +
    `${count(customer.impairments, 'impairment')}, ${count(customer.restorations, 'restoration')}, ${count(customer.moves, 'move')}`,
];

function orderLines(order: OrderCompliance): readonly string[] {
  const { limit, worstNs, leastMarginNs, restorations, recordedFromMs } = order;
  const limits = `limit ${formatNs(limit.oneWayNs)} one way (${formatNs(limit.oneWayNs * 2)} round trip)`;
  const worst =
    worstNs === null || leastMarginNs === null ? 'its total was never known' : `worst ${formatNs(worstNs)}, ${marginWords(leastMarginNs)}`;
  return [
    `  ${order.orderId}: ${limits}, ${worst}`,
    `    in service ${duration(order.inServiceMs)}: within ${duration(order.withinMs)}, over ${duration(order.overMs)}, down ${duration(order.downMs)}` +
      `${order.unknownMs > 0 ? `, total unknown ${duration(order.unknownMs)}` : ''}; available ${percent(order.availability)}`,
    `    ${count(order.impairments, 'impairment')}, ${count(restorations.length, 'restoration')}, ${count(order.moves, 'move')}`,
    ...restorations.map(({ atMs, durationMs, outageMs }) =>
      durationMs === null || outageMs === null
        ? `      restored ${formatTime(atMs)}; when it was impaired is not recorded any more`
        : `      restored ${formatTime(atMs)}, after ${duration(durationMs)}, down for ${duration(outageMs)} of them`,
    ),
    ...(recordedFromMs === null ? [] : [`    recorded only from ${formatTime(recordedFromMs)}: what was before is not counted`]),
  ];
}

const marginWords = (ns: number): string => (ns < 0 ? `${formatNs(-ns)} over the limit` : `${formatNs(ns)} left`);

const withinShare = ({ inServiceMs, withinMs }: ServiceTimes): number | null => (inServiceMs === 0 ? null : withinMs / inServiceMs);

/** Never rounded up: 100 % is all of it. */
export const percent = (share: number | null): string => (share === null ? 'not in service' : `${percentNumber(share)} %`);

/** The smallest part is so that what is a thousandth exactly is not taken for less. */
export const percentNumber = (share: number): string => (Math.floor(share * 1e5 + 1e-6) / 1e3).toFixed(3);

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
