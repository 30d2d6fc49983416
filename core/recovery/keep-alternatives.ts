import { commit, type Engine, type Recording } from '../engine';
import { findAlternatives } from '../identification/find-alternatives';
import { qualifyRoute } from '../identification/qualify-route';
import { countsOf, whatIsShared } from '../identification/sharing';
import type { Alternative } from '../model/alternative';
import type { Connection, Segment } from '../model/connection';
import { isFinal, type Order } from '../model/order';
import { isSameWay, type Route } from '../model/route';
import { faultOf } from './choose-alternative';
import { qualifyAlternatives } from './prepare-recovery';

/** What became of an order's stored alternatives; `too-few`: it could be given fewer than are kept, and is to be looked at again. */
export type Upkeep = 'kept' | 'too-few';

interface Situation {
  readonly order: Order;
  readonly active: Connection | undefined;
  readonly held: readonly Segment[];
  readonly alternatives: readonly Alternative[];
}

/**
 * Keeps an order's stored alternatives true (N9): each is qualified again; those that no longer hold are replaced by a new search while the order is
 * in service. After its route has changed all are found anew, since they are alternatives to another primary. Writes and tells what changes, nothing else.
 */
export async function keepAlternatives(engine: Engine, orderId: string): Promise<Upkeep> {
  const situation = await read(engine, orderId);
  if (!situation || situation.order.recovery === 'after') return 'kept';
  const { order, active, alternatives } = situation;
  if (isFinal(order.state)) {
    if (alternatives.length > 0) await commit(engine, ({ tx }) => tx.alternatives.replace(orderId, []));
    return 'kept';
  }
  const judged = alternatives.map((alternative) => judge(engine, situation, alternative));
  if (order.state !== 'active' || !active) {
    await mark(engine, alternatives, judged);
    return 'kept';
  }
  const primary = active.route;
  const isOfPrimary = judged.every((alternative) => isAlternativeTo(engine, primary, alternative));
  const holding = isOfPrimary ? judged.filter(({ fault }) => fault === '') : [];
  const wanted = engine.settings.storedAlternatives;
  const found = search(engine, situation, primary, wanted - holding.length, holding);
  const lost = isOfPrimary ? judged.filter(({ fault }) => fault !== '').slice(0, Math.max(0, wanted - holding.length - found.length)) : [];
  if (found.length === 0 && isOfPrimary) await mark(engine, alternatives, judged);
  else await replace(engine, situation, judged, [...holding, ...found, ...lost], found.length);
  return holding.length + found.length < wanted ? 'too-few' : 'kept';
}

function read({ store }: Engine, orderId: string): Promise<Situation | null> {
  return store.transaction(async (tx) => {
    const order = await tx.orders.get(orderId);
    if (!order) return null;
    const active = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'active');
    const held = (await tx.connections.segmentsOfOrder(orderId)).filter(({ state }) => state === 'held');
    return { order, active, held, alternatives: await tx.alternatives.ofOrder(orderId) };
  });
}

/** The same alternative as it stands now. A link that is down says nothing about it: that counts when it is to be taken. */
function judge({ network, clock }: Engine, { order, held }: Situation, alternative: Alternative): Alternative {
  const atMs = clock.now();
  const qualification = qualifyRoute(network, order, alternative.route, { occasion: 'alternative', ownSegments: held, refusals: [], atMs });
  const isSilent = qualification.kind === 'fails' && qualification.reasons.every(({ kind }) => kind === 'stale');
  const fault = qualification.kind === 'holds' || isSilent ? '' : faultOf(qualification);
  return fault === alternative.fault ? alternative : { ...alternative, fault, checkedAtMs: atMs };
}

function isAlternativeTo({ network }: Engine, primary: Route, { route, shared }: Alternative): boolean {
  const { edges, nodes, risks } = countsOf(whatIsShared(network.view, route.hops, [primary.hops]));
  return !isSameWay(route, primary) && edges === shared.edges && nodes === shared.nodes && risks === shared.risks;
}

function search(
  engine: Engine,
  { order, held }: Situation,
  primary: Route,
  count: number,
  kept: readonly Alternative[],
): readonly Alternative[] {
  if (count <= 0 || order.recovery === 'after') return [];
  const purpose = { ownSegments: held, refusals: [], atMs: engine.clock.now() };
  const found = findAlternatives(
    engine.network,
    order,
    primary,
    purpose,
    count,
    kept.map(({ route }) => route),
  );
  return qualifyAlternatives(engine, order, found, [], order.recovery, held);
}

/** Notes those that hold no longer, or again. */
async function mark(engine: Engine, before: readonly Alternative[], now: readonly Alternative[]): Promise<void> {
  if (now.every((alternative) => before.includes(alternative))) return;
  await commit(engine, async (record) => {
    for (const { id, fault, checkedAtMs } of now) await record.tx.alternatives.setChecked(id, fault, checkedAtMs);
    await tell(record, before, now);
  });
}

async function replace(
  engine: Engine,
  { order, active, alternatives: before }: Situation,
  judged: readonly Alternative[],
  now: readonly Alternative[],
  found: number,
): Promise<void> {
  await commit(engine, async (record) => {
    const { tx, note } = record;
    // Whatever moved it meanwhile has it looked at again.
    const isAsRead = (await tx.orders.get(order.id))?.state === order.state;
    const connection = (await tx.connections.ofOrder(order.id)).find(({ state }) => state === 'active');
    if (!isAsRead || connection?.id !== active?.id) return;
    await tell(record, before, judged);
    await tx.alternatives.replace(
      order.id,
      now.map((alternative, index) => ({ ...alternative, rank: index + 1 })),
    );
    const holding = now.filter(({ fault }) => fault === '').length;
    await note('alternatives.replaced', order.id, `${found} found anew; ${holding} of ${now.length} hold`);
  });
}

async function tell({ note }: Recording, before: readonly Alternative[], now: readonly Alternative[]): Promise<void> {
  for (const [index, { orderId, rank, fault }] of now.entries()) {
    const known = before[index]?.fault ?? '';
    if (known === '' && fault !== '') await note('alternative.lost', orderId, `alternative ${rank} holds no longer: ${fault}`);
    if (known !== '' && fault === '') await note('alternative.regained', orderId, `alternative ${rank} holds again`);
  }
}
