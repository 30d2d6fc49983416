import type { CarrierInventory } from '../carriers/carrier-link';
import { commit, type Engine, type Recording } from '../engine';
import { discrepancyKinds, type Discrepancy, type DiscrepancyKind } from '../model/discrepancy';
import { slotsOfOurs } from '../network/slots-of-ours';
import type { Tx } from '../store/store';
import { capacityDrifts } from './capacity-drift';
import { latencyDrift } from './latency-drift';
import { keyOf, type Observation } from './observation';
import { groupText } from './words';

/** What was seen of services, and of which it could not be said how they are: what is known of those stays. */
export interface SeenServices {
  readonly observations: readonly Observation[];
  readonly undecided: ReadonlySet<string>;
}

/**
 * Enters a comparison: what is new is opened, what is seen no longer is closed, what the engine settled by itself is entered as settled.
 * The history tells it by kind, in one line each. Returns what stands at the carrier.
 */
export async function recordComparison(
  engine: Engine,
  carrierId: string,
  inventory: CarrierInventory,
  services: SeenServices,
): Promise<readonly Discrepancy[]> {
  const { view } = engine.network;
  const ours = await slotsOfOurs(engine.store, carrierId, inventory.services);
  const orderIds = await drifting(engine, carrierId);
  return commit(engine, async (record) => {
    const { tx } = record;
    // As they are now.
    const latency = await latencyDrifts(engine, tx, carrierId, orderIds);
    const underWay = (await tx.orders.urgenciesInState(['impaired', 'restoring', 'moving'])).map(({ id }) => id);
    const observations = new Map(
      [...services.observations, ...latency, ...(await capacityDrifts(view, tx, carrierId, inventory, ours))].map(
        (observation) => [keyOf(observation), observation] as const,
      ),
    );
    const undecided = new Set([...services.undecided, ...underWay]);
    const standing = (await tx.discrepancies.standing()).filter((known) => known.carrierId === carrierId);
    const known = new Map(standing.map((discrepancy) => [keyOf(discrepancy), discrepancy]));
    const told = { found: [] as Discrepancy[], settled: [] as Discrepancy[], closed: [] as Discrepancy[] };

    for (const discrepancy of standing) {
      if (observations.has(keyOf(discrepancy)) || undecided.has(discrepancy.subjectId)) continue;
      told.closed.push(await close(record, discrepancy, closingWords(discrepancy)));
    }
    for (const [key, observation] of observations) {
      const former = known.get(key);
      const entered = former ? seenAgain(former, observation) : newly(engine, observation, record.atMs);
      if (entered === former) continue;
      await tx.discrepancies.put(entered);
      if (entered.state === 'closed') told.settled.push(entered);
      else if (!former || former.state === 'accepted') told.found.push(entered);
    }
    await tell(engine, record, carrierId, 'discrepancy.found', 'carrier', told.found);
    await tell(engine, record, carrierId, 'discrepancy.settled', 'engine', told.settled);
    await tell(engine, record, carrierId, 'discrepancy.closed', 'engine', told.closed);
    return (await tx.discrepancies.standing()).filter((discrepancy) => discrepancy.carrierId === carrierId);
  });
}

/** So many orders are looked at in one transaction: some milliseconds' work. */
const ordersAtOnce = 100;

/** Orders whose part at the carrier takes another time; looked at in slices. */
async function drifting(engine: Engine, carrierId: string): Promise<readonly string[]> {
  const { routes } = engine.network.view;
  const orderIds = routes.orders();
  const found: string[] = [];
  for (let from = 0; from < orderIds.length; from += ordersAtOnce) {
    const some = orderIds.slice(from, from + ordersAtOnce);
    const observations = await engine.store.transaction((tx) => latencyDrifts(engine, tx, carrierId, some));
    found.push(...observations.flatMap(({ orderId }) => orderId ?? []));
  }
  return found;
}

/** Of those of the orders that are in service: of others nothing can be said. */
async function latencyDrifts(
  { network: { view }, settings }: Engine,
  tx: Tx,
  carrierId: string,
  orderIds: readonly string[],
): Promise<readonly Observation[]> {
  const orders = new Map((await tx.orders.some(orderIds)).map((order) => [order.id, order]));
  return (await tx.connections.activeOf(orderIds)).flatMap((connection) => {
    const order = orders.get(connection.orderId);
    return (order?.state === 'active' && latencyDrift(view, carrierId, order, connection, settings.latencyDriftNs)) || [];
  });
}

const newly = (engine: Engine, { done, ...seen }: Observation, atMs: number): Discrepancy => ({
  ...seen,
  id: engine.newId(),
  state: done === null ? 'open' : done.isSettled ? 'closed' : 'under-way',
  asked: done && { remedy: done.remedy, by: 'the engine, by itself', actor: 'engine', atMs },
  outcome: done?.text ?? '',
  foundAtMs: atMs,
  closedAtMs: done?.isSettled === true ? atMs : null,
});

/** The same object where nothing is new. What was accepted is told again when its figures are others. */
function seenAgain(former: Discrepancy, { done, ...seen }: Observation): Discrepancy {
  const isSame = former.text === seen.text && JSON.stringify(former.evidence) === JSON.stringify(seen.evidence);
  if (isSame) return former;
  const isOther = former.state === 'accepted' && former.kind === 'capacity-drift';
  return {
    ...former,
    text: seen.text,
    evidence: seen.evidence,
    ...(isOther ? { state: 'open', asked: null, outcome: '' } : {}),
    ...(done && { outcome: done.text }),
  };
}

function closingWords({ state, asked, kind }: Discrepancy): string {
  if (state !== 'under-way' || !asked)
    return kind === 'orphan' ? 'its carrier holds it no longer' : 'the last comparison does not show it any more';
  return { adopt: 'adopted', remove: 'removed', repair: 'repaired' }[asked.remedy];
}

/** Enters that it is there no longer; who tells it is the caller's. */
export async function close({ tx, atMs }: Recording, discrepancy: Discrepancy, outcome: string): Promise<Discrepancy> {
  const closed: Discrepancy = { ...discrepancy, state: 'closed', outcome, closedAtMs: atMs };
  await tx.discrepancies.put(closed);
  return closed;
}

async function tell(
  { network: { view } }: Engine,
  { note }: Recording,
  carrierId: string,
  event: string,
  actor: 'carrier' | 'engine',
  discrepancies: readonly Discrepancy[],
): Promise<void> {
  for (const kind of discrepancyKinds) {
    const group = discrepancies.filter((discrepancy) => discrepancy.kind === kind);
    const [first] = group;
    if (!first) continue;
    const subject = group.length === 1 ? first.subjectId : carrierId;
    const outcomes = new Set(group.map(({ outcome }) => outcome).filter((outcome) => outcome !== ''));
    const outcome = outcomes.size === 0 ? '' : `: ${[...outcomes].join('; ')}`;
    await note(event, subject, `${groupText(view.carrierName(carrierId), kind, group)}${outcome}`, actor);
  }
}

export interface DiscrepancyGroup {
  readonly carrierId: string;
  readonly kind: DiscrepancyKind;
  readonly count: number;
  /** One line. */
  readonly text: string;
}

/** Discrepancies by carrier and kind, one line each, those that need a decision in front. */
export function grouped({ network: { view } }: Engine, discrepancies: readonly Discrepancy[]): readonly DiscrepancyGroup[] {
  const groups = new Map<string, Discrepancy[]>();
  for (const discrepancy of discrepancies) {
    const key = `${discrepancy.carrierId} ${discrepancy.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), discrepancy]);
  }
  const lines = [...groups.values()].flatMap((group): DiscrepancyGroup[] => {
    const [first] = group;
    if (!first) return [];
    const { carrierId, kind } = first;
    return [{ carrierId, kind, count: group.length, text: groupText(view.carrierName(carrierId), kind, group) }];
  });
  return lines.sort((one, other) => discrepancyKinds.indexOf(one.kind) - discrepancyKinds.indexOf(other.kind));
}
