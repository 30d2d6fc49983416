import { faultsBetween } from '../core/host/testing/faults-between';
import { isCarried } from '../core/host/testing/carried';
import type { RunningEngine, Scene } from './scene';
import { isFinal } from '../core/model/order';
import { isOver } from '../core/model/maintenance-window';

/** What is wrong ten minutes after the last fault. `isWhole`: everything was mended and set free, so that nobody has a reason to wait. */
export async function verdictOn(scene: Scene, engine: RunningEngine, isWhole: boolean): Promise<readonly string[]> {
  const carriers = scene.managers.map(({ carrier }) => carrier);
  return [
    ...(await faultsBetween(engine.host, carriers)),
    ...(await lost(scene, engine)),
    ...(await unsettled(scene, engine)),
    ...unknownTruth(scene, engine),
    ...(isWhole ? await waiting(engine) : []),
  ];
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
  const making = await store.transaction((tx) => tx.connections.inState(['reserved', 'provisioning', 'releasing']));
  const carriers = scene.managers.map(({ carrier }) => carrier);
  const windows = await host.windows();
  const history = await host.history(100_000);
  // Nobody signs it here: a signature takes longer than all the rest of a commit.
  const { problems } = await store.verifyHistory();
  return [
    ...problems.filter(({ kind }) => kind !== 'unsigned').map((problem) => `the history does not verify: ${JSON.stringify(problem)}`),
    ...making.map(({ orderId, state }) => `a connection of ${orderId} is still ${state}`),
    ...hits.filter(({ outcome }) => outcome === 'pending').map(({ orderId, text }) => `a hit on ${orderId} is still pending: ${text}`),
    ...orders.filter(({ id, state }) => state === 'active' && !isCarried(carriers, id)).map(({ id }) => `${id} is active and not carried`),
    ...windows.filter((window) => !isOver(window)).map(({ id, state }) => `window ${id} is still ${state}`),
    // A disk that fails is told; everything else that fails is a fault.
    ...history.filter(({ event, text }) => event === 'engine.failed' && !text.startsWith('StoreError')).map(({ text }) => text),
  ];
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

/** When everything is whole and every carrier willing, nobody waits any more, and every impairment is over. */
async function waiting({ host, store }: RunningEngine): Promise<string[]> {
  const orders = await host.orders();
  const { impairments, hits } = await host.impairments();
  const { requests, interrupted } = await store.transaction(async (tx) => ({
    requests: await tx.interventions.moves(),
    interrupted: await Promise.all(orders.map(async ({ id }) => ((await tx.connections.interruptedSince(id)) === null ? [] : [id]))),
  }));
  return [
    ...impairments.filter(({ clearedAtMs }) => clearedAtMs === null).map(({ text }) => `an impairment is still open: ${text}`),
    ...hits.filter(({ settledAtMs }) => settledAtMs === null).map(({ orderId, text }) => `${orderId} is hit and not settled: ${text}`),
    ...requests.map(({ orderId }) => `${orderId} is still asked to move`),
    ...interrupted.flat().map((id) => `${id} is still interrupted`),
    ...orders
      .filter(({ state }) => state === 'planned' || state === 'impaired')
      .map(({ id, state, cause }) => `${id} is still ${state}: ${cause}`),
  ];
}
