import { worseNs, type Latency } from '../model/latency';
import type { LatencyRecord, RecordedState } from '../model/latency-record';
import type { Condition, NetworkSubject } from '../model/network';
import type { OrderState } from '../model/order';
import { NetworkView } from '../network/network-view';
import { subjectsOf } from '../network/routes-in-use';
import { measureHop } from '../provisioning/read-back';
import type { Tx, WatchedOrder } from '../store/store';

/** What an order has at this moment; null: it is not in service, and nothing of it is recorded. */
export type Judgement = Pick<LatencyRecord, 'state' | 'total'>;

/**
 * Judges orders in service by the record alone, as it is within the transaction: what is in memory follows only once that is durable.
 * The total is that of the active connection with the latencies in force (N6).
 */
export async function judgeOrders(tx: Tx, orders: readonly WatchedOrder[]): Promise<ReadonlyMap<string, Judgement>> {
  const running = orders.flatMap(({ state, connection }) => (isInService(state) && connection ? [connection.route] : []));
  const hops = new Map(running.flatMap((route) => route.hops.map((hop) => [`${hop.kind} ${hop.id}`, hop] as const)));
  const ends = running.flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]);
  const subjects: readonly NetworkSubject[] = [...hops.values(), ...[...new Set(ends)].map((id) => ({ kind: 'port', id }) as const)];
  const known =
    subjects.length === 0
      ? new NetworkView(nothing, { readings: [], defaults: [] }, { slots: [], ports: [] })
      : new NetworkView(await tx.network.readSome(subjects), await tx.latency.readSome(subjects), { slots: [], ports: [] });
  const carries = remembering((subject) => !brokenConditions.includes(known.health(subject).condition));
  return new Map(orders.map((order) => [order.orderId, judge(known, carries, order)]));
}

/** The states in which an order has a connection, or had one and is to have one again. */
export const isInService = (state: OrderState): boolean => statesInService.includes(state);

export const statesInService: readonly OrderState[] = ['active', 'impaired', 'restoring', 'moving'];

/** Less than `share` of the limit is left, or nothing. */
export const isMarginLow = (total: Latency, limitNs: number, share: number): boolean => limitNs - worseNs(total) < limitNs * share;

function judge(
  known: NetworkView,
  carries: (subject: NetworkSubject) => boolean,
  { state, connection, serviceFaults }: WatchedOrder,
): Judgement {
  if (!isInService(state)) return { state: 'ended', total: null };
  const isDown = !connection || serviceFaults.some((cause) => cause === 'down' || cause === 'withdrawn');
  if (isDown || !subjectsOf(known, connection.route).every(carries)) return withoutTotal('down');
  // Its carrier changed the route by itself to one that is not entered.
  if (serviceFaults.length > 0) return withoutTotal('unknown');
  let azNs = 0;
  let zaNs = 0;
  let before: string | undefined;
  for (const hop of connection.route.hops) {
    const measured = measureHop(known, hop, before);
    if (!measured) return withoutTotal('unknown');
    azNs += measured.azNs;
    zaNs += measured.zaNs;
    before = hop.id;
  }
  return { state: 'carrying', total: { azNs, zaNs } };
}

const withoutTotal = (state: Exclude<RecordedState, 'carrying'>): Judgement => ({ state, total: null });

const brokenConditions: readonly Condition[] = ['down', 'withdrawn'];

function remembering(ask: (subject: NetworkSubject) => boolean): (subject: NetworkSubject) => boolean {
  const answers = new Map<string, boolean>();
  return (subject) => {
    const key = `${subject.kind} ${subject.id}`;
    const known = answers.get(key) ?? ask(subject);
    answers.set(key, known);
    return known;
  };
}

const nothing = { carriers: [], linkStates: [], fileSources: [], sites: [], nodes: [], ports: [], resources: [], interconnects: [] };
