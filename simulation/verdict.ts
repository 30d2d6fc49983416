import { faultsBetween } from '../core/host/testing/faults-between';
import { isCarried } from '../core/host/testing/carried';
import { worseNs, type Latency } from '../core/model/latency';
import type { Route } from '../core/model/route';
import { signalSlots } from '../core/model/signal';
import { heldOutIn } from './held-out';
import type { RunningEngine, Scene } from './scene';
import { isFinal } from '../core/model/order';
import { wayFor } from './servable';
import { isOver } from '../core/model/maintenance-window';

/** What is wrong ten minutes after the last fault. `isWhole`: everything was mended and set free, so that nobody has a reason to wait. */
export async function verdictOn(scene: Scene, engine: RunningEngine, isWhole: boolean): Promise<readonly string[]> {
  const carriers = scene.managers.map(({ carrier }) => carrier);
  return [
    ...(await faultsBetween(engine.host, carriers)),
    ...activeOverBroken(engine).map((what) => `${what}, is called active`),
    ...(await brokenAlternatives(engine)),
    ...(await lost(scene, engine)),
    ...(await unsettled(scene, engine)),
    ...(await differing(engine)),
    ...unknownTruth(scene, engine),
    ...(isWhole ? await unfinished(engine) : []),
    ...(await waiting(scene, engine)),
  ];
}

/** Alternatives that are said to hold (N9): everything on the way is up and offered, there is room, and it is fast enough. */
async function brokenAlternatives({ host }: RunningEngine): Promise<string[]> {
  const { view } = host.network;
  const faults: string[] = [];
  for (const order of await host.orders()) {
    if (order.state !== 'active') continue;
    const dossier = await host.dossier(order.id);
    const own = new Set((dossier?.segments ?? []).map(({ id }) => id));
    for (const { rank, route, fault } of dossier?.alternatives ?? []) {
      if (fault !== '') continue;
      const say = (what: string): void => void faults.push(`alternative ${rank} of ${order.id} is said to hold, and ${what}`);
      for (const hop of route.hops) {
        const { condition } = view.health(hop);
        if (condition !== 'up') say(`${hop.id} is ${condition}`);
        if (view.heldOut(hop)) say(`${hop.id} is held out`);
        if (!view.latency(hop)) say(`the latency of ${hop.id} is not known`);
        const resource = hop.kind === 'resource' ? view.resources.get(hop.id) : undefined;
        if (!resource) continue;
        const ours = [...(view.slotBookings.get(hop.id) ?? [])].reduce((sum, [id, slots]) => sum + (own.has(id) ? slots : 0), 0);
        if (view.freeSlots(resource) + ours < signalSlots[order.signal]) say(`${hop.id} has no room`);
      }
      if (worseNs(totalOf(view, route)) > order.limit.oneWayNs) say(`it takes ${worseNs(totalOf(view, route))} ns`);
    }
  }
  return faults;
}

/** As the latencies are now: of each hop in the direction in which the route uses it. */
function totalOf(view: RunningEngine['host']['network']['view'], { hops }: Route): Latency {
  const total = { azNs: 0, zaNs: 0 };
  hops.forEach((hop, index) => {
    const latency = view.latency(hop);
    const before = hops[index - 1]?.id;
    const startsAt =
      hop.kind === 'resource' ? view.resources.get(hop.id)?.aNodeId : view.ports.get(view.interconnects.get(hop.id)?.aPortId ?? '')?.nodeId;
    const isForward = hop.kind === 'node' || startsAt === before;
    // What is not known any more is as it was when the route was found.
    total.azNs += (isForward ? latency?.azNs : latency?.zaNs) ?? hop.azNs;
    total.zaNs += (isForward ? latency?.zaNs : latency?.azNs) ?? hop.zaNs;
  });
  return total;
}

/** Orders that are called active over something that is known not to be up, or slower than they allow. */
export function activeOverBroken({ process, host }: RunningEngine): readonly string[] {
  const { view } = host.network;
  return [...process.ledger.inService].flatMap(([orderId, { route, limitNs }]) => {
    const broken = route.hops.find((hop) => view.health(hop).condition !== 'up');
    if (broken) return [`${orderId} over ${broken.id}, which is ${view.health(broken).condition}`];
    const ns = worseNs(totalOf(view, route));
    return ns > limitNs ? [`${orderId} with ${ns} ns, ${limitNs} ns allowed`] : [];
  });
}

async function lost({ acknowledged }: Scene, { host }: RunningEngine): Promise<string[]> {
  const orders = new Map((await host.orders()).map((order) => [order.id, order]));
  const isCancelled = (id: string): boolean => isFinal(orders.get(id)?.state ?? 'received');
  return [
    ...[...acknowledged.orders].filter((id) => !orders.has(id)).map((id) => `order ${id} was taken on and is lost`),
    ...[...acknowledged.cancels]
      .filter((id) => !isCancelled(id))
      .map((id) => `${id} is to be cancelled and is ${orders.get(id)?.state ?? 'lost'}`),
  ];
}

/** Nothing may be under way, whatever the network is like. */
async function unsettled(scene: Scene, { host, store }: RunningEngine): Promise<string[]> {
  const orders = await host.orders();
  const { hits } = await host.impairments();
  const impaired = new Set(orders.filter(({ state }) => state === 'impaired').map(({ id }) => id));
  const making = await store.transaction(async (tx) => {
    const connections = await tx.connections.inState(['reserved', 'provisioning', 'releasing']);
    const held = new Set((await tx.connections.segmentsInState(['held'])).map(({ connectionId }) => connectionId));
    // What is left of a broken connection is kept by the next attempt to restore its order.
    return connections.filter(({ id, orderId, state }) => !(state === 'releasing' && impaired.has(orderId) && held.has(id)));
  });
  const carriers = scene.managers.map(({ carrier }) => carrier);
  const history = await host.history(100_000);
  // Nothing has changed for longer than what flaps is kept from new routes.
  const flapping = (await store.transaction((tx) => tx.interventions.holdOuts())).filter(({ cause }) => cause === 'flapping');
  // Nobody signs it here: a signature takes longer than all the rest of a commit.
  const { problems } = await store.verifyHistory();
  return [
    ...problems.filter(({ kind }) => kind !== 'unsigned').map((problem) => `the history does not verify: ${JSON.stringify(problem)}`),
    ...flapping.map(({ text }) => `still held out: ${text}`),
    ...making.map(({ orderId, state }) => `a connection of ${orderId} is still ${state}`),
    ...hits.filter(({ outcome }) => outcome === 'pending').map(({ orderId, text }) => `a hit on ${orderId} is still pending: ${text}`),
    ...orders.filter(({ id, state }) => state === 'active' && !isCarried(carriers, id)).map(({ id }) => `${id} is active and not carried`),
    // A disk that fails is told; everything else that fails is a fault.
    ...history.filter(({ event, text }) => event === 'engine.failed' && !text.startsWith('StoreError')).map(({ text }) => text),
  ];
}

/** What a last comparison shows (N11): no remedy is still under way, and only orders that are impaired have a part that is not as it should be. */
async function differing({ host }: RunningEngine): Promise<string[]> {
  const impaired = new Set((await host.orders()).flatMap(({ id, state }) => (state === 'impaired' ? [id] : [])));
  const standing = await host.discrepancies();
  const isOwnFault = ({ kind, orderId }: (typeof standing)[number]): boolean =>
    kind === 'latency-drift' || (orderId !== null && impaired.has(orderId));
  return standing
    .filter((discrepancy) => discrepancy.state === 'under-way' || !isOwnFault(discrepancy))
    .map(({ state, text, outcome }) => `a discrepancy is ${state}: ${text}: ${outcome}`);
}

/** What the engine believes of the network must be how it is. */
function unknownTruth({ managers }: Scene, { host }: RunningEngine): string[] {
  const { view } = host.network;
  const faults: string[] = [];
  for (const { carrier } of managers) {
    if (!carrier.isUp) continue;
    if (view.isStale(carrier.id)) faults.push(`the link to ${carrier.id} is believed to be down`);
    for (const { uuid, condition, latency } of carrier.resources.values()) {
      const id = `${carrier.id}/${uuid}`;
      const believed = view.resources.get(id)?.condition;
      if (believed !== condition) faults.push(`${id} is ${condition} and believed to be ${believed ?? 'unknown'}`);
      const reported = view.reading({ kind: 'resource', id }, 'reported');
      if (reported?.azNs !== latency?.azNs || reported?.zaNs !== latency?.zaNs)
        faults.push(`${id} takes ${latency?.azNs ?? '?'} ns and is believed to take ${reported?.azNs ?? '?'} ns`);
    }
    for (const { id, condition } of view.resources.values())
      if (id.startsWith(`${carrier.id}/`) && condition !== 'withdrawn' && !carrier.resources.has(id.slice(carrier.id.length + 1)))
        faults.push(`${id} is gone and believed to be ${condition}`);
  }
  return faults;
}

/** When everything is whole and every carrier willing, every impairment is over that no order is left with, every move done, every window over. */
async function unfinished({ host, store }: RunningEngine): Promise<string[]> {
  const orders = await host.orders();
  const { impairments, hits } = await host.impairments();
  const windows = await host.windows();
  const { requests, interrupted } = await store.transaction(async (tx) => ({
    requests: await tx.interventions.moves(),
    interrupted: await Promise.all(orders.map(async ({ id }) => ((await tx.connections.interruptedSince(id)) === null ? [] : [id]))),
  }));
  const impaired = new Set(orders.filter(({ state }) => state === 'impaired').map(({ id }) => id));
  const standing = new Set(
    hits.filter(({ orderId, settledAtMs }) => settledAtMs === null && impaired.has(orderId)).map((hit) => hit.impairmentId),
  );
  return [
    ...impairments
      .filter(({ id, clearedAtMs }) => clearedAtMs === null && !standing.has(id))
      .map(({ text }) => `an impairment is still open: ${text}`),
    ...hits
      .filter(({ settledAtMs, orderId }) => settledAtMs === null && !impaired.has(orderId))
      .map(({ orderId, text }) => `${orderId} is hit and not settled: ${text}`),
    ...requests.filter(({ orderId }) => !impaired.has(orderId)).map(({ orderId }) => `${orderId} is still asked to move`),
    ...windows.filter((window) => !isOver(window)).map(({ id, state }) => `window ${id} is still ${state}`),
    ...interrupted
      .flat()
      .filter((id) => !impaired.has(id))
      .map((id) => `${id} is still interrupted`),
  ];
}

/**
 * Carriers are willing again: nobody waits any more who could be served over what is up and free and not held out, unless an operator wants it so.
 * That there is no room any more, since others came first, is for a human.
 */
async function waiting(scene: Scene, { host, store }: RunningEngine): Promise<string[]> {
  const { pauses, holdOuts } = await store.transaction(async (tx) => ({
    pauses: await tx.interventions.pauses(),
    holdOuts: await tx.interventions.holdOuts(),
  }));
  const heldOut = heldOutIn(scene.world);
  const known = { view: host.network.view, isHeldOut: (part: string) => heldOut(part, holdOuts) !== undefined };
  const left: string[] = [];
  for (const { id, state, cause, isFrozen } of await host.orders()) {
    const mayWait = state === 'impaired' ? isFrozen || pauses.length > 0 : state !== 'planned';
    const way = mayWait ? null : await wayOf(known, host, id);
    if (way !== null) left.push(`${id} is still ${state}, and could be served over ${way}: ${cause}`);
  }
  return left;
}

async function wayOf(known: Parameters<typeof wayFor>[0], host: RunningEngine['host'], orderId: string): Promise<string | null> {
  const dossier = await host.dossier(orderId);
  if (!dossier) return null;
  const { order, connections, segments } = dossier;
  const route = connections.at(-1)?.route;
  const ends = order.state === 'impaired' && route ? ([route.aPortId, route.zPortId] as const) : null;
  const own = segments.filter(({ state }) => state === 'held' || state === 'cleared');
  return wayFor(known, order, own, ends);
}
