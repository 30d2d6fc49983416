import type { Connection } from '../model/connection';
import type { ImpairmentCause, ImpairmentSubject } from '../model/impairment';
import { formatNs, worseNs } from '../model/latency';
import type { Condition, NetworkSubject } from '../model/network';
import type { Order } from '../model/order';
import type { RouteHop } from '../model/route';
import type { NetworkView } from '../network/network-view';
import { subjectsOf } from '../network/routes-in-use';
import { measureHop } from '../provisioning/read-back';

/** One thing that is wrong with a connection now. */
export interface Finding {
  readonly subject: ImpairmentSubject;
  readonly cause: ImpairmentCause;
  readonly text: string;
}

/** All that is wrong with an active connection: what it stands on is not up, or it has become slower than its order allows (N8). */
export function examine(view: NetworkView, order: Order, connection: Connection): readonly Finding[] {
  const broken = partsOf(view, connection).flatMap((subject): Finding[] => {
    const { condition, conditionText: text } = ownState(view, subject);
    if (condition === 'up') return [];
    return [{ subject, cause: condition, text: `${view.nameOf(subject)} is ${condition}${text ? `: ${text}` : ''}` }];
  });
  return broken.length > 0 ? broken : overLimit(view, order, connection);
}

/** Everything that the connection stands on. */
export const partsOf = (view: NetworkView, { route }: Pick<Connection, 'route'>): readonly NetworkSubject[] => subjectsOf(view, route);

/** A resource at a node that is down is not itself the matter: the node is. So is an interconnect whose port is. */
function ownState(view: NetworkView, { kind, id }: NetworkSubject): { readonly condition: Condition; readonly conditionText: string } {
  const things = { node: view.nodes, resource: view.resources, port: view.ports };
  if (kind === 'interconnect') return view.interconnects.has(id) ? { condition: 'up', conditionText: '' } : gone;
  return things[kind].get(id) ?? gone;
}

const gone = { condition: 'withdrawn', conditionText: 'it is not known any more' } as const;

function overLimit(view: NetworkView, order: Order, connection: Connection): readonly Finding[] {
  const { hops } = connection.route;
  const now = hops.map((hop, index): RouteHop => measureHop(view, hop, hops[index - 1]?.id) ?? hop);
  const total = { azNs: sum(now, 'azNs'), zaNs: sum(now, 'zaNs') };
  const limitNs = order.limit.oneWayNs;
  if (worseNs(total) <= limitNs) return [];
  const direction = total.azNs >= total.zaNs ? 'azNs' : 'zaNs';
  const rises = hops.map((hop, index) => (now[index] ?? hop)[direction] - hop[direction]);
  const index = rises.indexOf(Math.max(...rises));
  const hop = now[index];
  const before = hops[index];
  if (!hop || !before) return [];
  const text =
    `${view.nameOf(hop)} rose from ${formatNs(before[direction])} to ${formatNs(hop[direction])}: ` +
    `${formatNs(worseNs(total))} one way, limit ${formatNs(limitNs)}`;
  return [{ subject: { kind: hop.kind, id: hop.id }, cause: 'slower', text }];
}

const sum = (hops: readonly RouteHop[], direction: 'azNs' | 'zaNs'): number => hops.reduce((total, hop) => total + hop[direction], 0);
