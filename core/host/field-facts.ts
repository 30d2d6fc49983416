import type { CheckedInputOf, ProcedureName } from '../contract/procedures';
import { formatTime } from '../model/clock';
import type { Facts } from '../model/field-pack';
import type { HoldOutSubject } from '../model/hold-out';
import { formatNs, worseNs } from '../model/latency';
import { isFinal } from '../model/order';
import type { Route } from '../model/route';
import { priceText } from '../model/price';
import { readOrder } from '../orders/intake';
import type { NetworkView } from '../network/network-view';
import type { Host } from './create-host';
import { namedSubject } from './procedures/named-subject';

/** What can be done in the field, and brought back. Everything else needs carriers or switches, or is a matter of the desk. */
export const fieldProcedures = [
  'orders.submit',
  'orders.cancel',
  'orders.freeze',
  'orders.unfreeze',
  'latency.enter',
  'latency.default',
  'lock-outs.add',
  'lock-outs.release',
  'windows.plan',
  'circuits.order',
  'circuits.release',
  'field-pack.note',
] as const satisfies readonly ProcedureName[];
export type FieldProcedure = (typeof fieldProcedures)[number];
export const isFieldProcedure = (name: string): name is FieldProcedure => fieldProcedures.some((each) => each === name);

/** What a change stands on at this moment. */
export interface Basis {
  readonly words: string;
  readonly facts: Facts;
  /** What keeps it from being done at all, in words; null: nothing that is known. */
  readonly amiss: string | null;
}

type Bases = { readonly [Name in FieldProcedure]: (host: Host, input: CheckedInputOf<Name>) => Promise<Basis> };

const bases: Bases = {
  'orders.submit': async (host, { fields }) => {
    const words = `New order ${fields['order'] ?? ''}: ${fields['a'] ?? ''}–${fields['z'] ?? ''}, ${fields['signal'] ?? ''}, limit ${fields['limit'] ?? ''}, for ${fields['customer'] ?? ''}`;
    const intake = readOrder(fields);
    if (intake.kind === 'malformed') return { words, facts: {}, amiss: intake.problems.map(({ message }) => message).join('; ') };
    const found = await host.checkOrder(intake.request);
    if (found.kind === 'refused') return { words, facts: {}, amiss: found.message };
    if (found.kind === 'none' || !found.route) return { words, facts: { Route: found.decision.summary }, amiss: null };
    return { words, facts: routeFacts(host.network.view, found.route), amiss: null };
  },
  'orders.cancel': (host, { orderId }) => ofOrder(host, orderId, `Cancel order ${orderId}`),
  'orders.freeze': (host, { orderId, reason }) => ofOrder(host, orderId, `Freeze order ${orderId}: ${reason}`),
  'orders.unfreeze': (host, { orderId, reason }) => ofOrder(host, orderId, `Unfreeze order ${orderId}: ${reason}`),
  'latency.enter': async ({ network: { view } }, { subject, azNs, zaNs, provenance }) => {
    const named = namedSubject(view, subject);
    const value = azNs === zaNs ? formatNs(azNs) : `${formatNs(azNs)} and ${formatNs(zaNs)}`;
    const words = `Latency of ${subject.kind} ${named.kind === 'subject' ? named.name : subject.id}: ${value}, ${provenance}`;
    if (named.kind === 'refused') return { words, facts: {}, amiss: named.message };
    const now = view.latency(named.subject);
    const inForce = now ? `${formatNs(now.azNs)} and ${formatNs(now.zaNs)}, ${now.provenance}` : 'unknown';
    return { words, facts: { 'In force': inForce }, amiss: null };
  },
  'latency.default': async (_, { scope, scopeId, ns }) => ({
    words: `Default latency of ${scope === 'carrier-transit' ? 'nodes of carrier' : 'interconnects at site'} ${scopeId ?? 'each'}: ${formatNs(ns)}`,
    facts: {},
    amiss: null,
  }),
  'lock-outs.add': async ({ network: { view } }, { subject, reason }) => ofSubject(view, subject, `Lock out ${subject.kind}`, reason),
  'lock-outs.release': async ({ network: { view } }, { subject, reason }) => ofSubject(view, subject, `Release ${subject.kind}`, reason),
  'windows.plan': async ({ network: { view } }, { subjects, fromMs, toMs, text }) => {
    const named = subjects.map((subject) => namedSubject(view, subject));
    const names = named.map((each, at) => (each.kind === 'subject' ? each.name : (subjects[at]?.id ?? '')));
    const unknown = named.find((each) => each.kind === 'refused');
    const words = `Maintenance of ${names.join(', ')}, ${formatTime(fromMs)} to ${formatTime(toMs)}: ${text}`;
    return { words, facts: {}, amiss: unknown?.kind === 'refused' ? unknown.message : null };
  },
  'circuits.order': async (host, { rows }) => {
    const [first] = rows;
    const words =
      rows.length === 1 ? `Circuit order ${first?.['order'] ?? ''} in ${first?.['path'] ?? ''}` : `${rows.length} circuit orders`;
    const known = new Set((await host.circuitOrders({})).map(({ id }) => id));
    const taken = rows.filter(({ order }) => order !== undefined && known.has(order)).map(({ order }) => order);
    return {
      words,
      facts: {},
      amiss: taken.length === 0 ? null : `${taken.slice(0, 5).join(', ')} exists already; nothing is ordered twice`,
    };
  },
  'circuits.release': async (host, { orderIds }) => {
    const known = new Map((await host.circuitOrders({})).map((order) => [order.id, order]));
    const words = `Release ${orderIds.length === 1 ? `circuit order ${orderIds[0] ?? ''}` : `${orderIds.length} circuit orders`}`;
    const missing = orderIds.find((id) => !known.has(id));
    const facts = Object.fromEntries(orderIds.slice(0, 20).map((id) => [id, known.get(id)?.state ?? 'not known']));
    return { words, facts, amiss: missing === undefined ? null : `circuit order ${missing} is not known` };
  },
  'field-pack.note': async (_, { subject, text }) => ({ words: `Note on ${subject}: ${text}`, facts: {}, amiss: null }),
};

/** `input` has the shape of that procedure. */
export const basisOf = <Name extends FieldProcedure>(host: Host, name: Name, input: CheckedInputOf<Name>): Promise<Basis> =>
  bases[name](host, input);

async function ofOrder(host: Host, orderId: string, words: string): Promise<Basis> {
  const dossier = await host.dossier(orderId);
  if (!dossier) return { words, facts: {}, amiss: `order ${orderId} is not known here` };
  const { order, connections } = dossier;
  const route = connections.find(({ state }) => state === 'active')?.route;
  const facts: Facts = {
    State: order.state,
    Frozen: order.isFrozen ? 'yes' : 'no',
    ...(route ? routeFacts(host.network.view, route) : { Route: 'none' }),
  };
  return { words, facts, amiss: isFinal(order.state) ? `order ${orderId} is ${order.state} already` : null };
}

function ofSubject(view: NetworkView, subject: HoldOutSubject, deed: string, reason: string): Basis {
  const named = namedSubject(view, subject);
  const words = `${deed} ${named.kind === 'subject' ? named.name : subject.id}: ${reason}`;
  if (named.kind === 'refused') return { words, facts: {}, amiss: named.message };
  const kept = view.everyHoldOut().filter((each) => each.subject.kind === named.subject.kind && each.subject.id === named.subject.id);
  return { words, facts: { 'Kept from new routes': kept.map(({ text }) => text).join('; ') || 'no' }, amiss: null };
}

/** Rounded as they are told: less says nothing. */
function routeFacts(view: NetworkView, route: Route): Facts {
  const nodes = route.hops.flatMap((hop) => (hop.kind === 'node' ? [view.nameOf(hop)] : []));
  return { Route: nodes.join(' → '), Latency: `${formatNs(worseNs(route))} one way`, Price: `${priceText(route.price)} a month` };
}
