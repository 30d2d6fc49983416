import { formatNs, worseNs } from '../../core/model/latency';
import { busiestDuct } from '../../shell/practice/busiest-duct';
import { carrierOf } from '../../core/model/network';
import type { ImpairmentHit } from '../../core/model/impairment';
import type { Order } from '../../core/model/order';
import { counted, managerOf, ordersRest, until, type Demo } from './demo';
import { compareWithSupposed, supposeCut, type SuppositionReport } from './suppose';

/** Supposes first what then comes. */
export async function cutBusiestDuct(demo: Demo): Promise<Cut> {
  const { host, screen } = demo;
  const { view } = host.network;
  const busiest = await busiestDuct(host);
  if (!busiest) throw new Error('no connection runs through any duct: there is nothing to cut');
  const { id: duct, segments } = busiest;
  const carriers = new Set(
    [...view.resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(duct)).map(({ carrierId }) => carrierId),
  );
  screen.heading(`Cutting the busiest duct, ${duct}: ${segments} segments of ${[...carriers].join(', ')} run through it`);
  const supposed = await supposeCut(demo, duct);
  const hits = await impairing(demo, async () => {
    await Promise.all([...carriers].map((id) => managerOf(demo, id).control({ kind: 'cut', target: 'duct', name: duct })));
  });
  return { duct, supposition: await compareWithSupposed(demo, supposed, hits) };
}

export interface Cut {
  readonly duct: string;
  readonly supposition: SuppositionReport;
}

export async function repair(demo: Demo, duct: string): Promise<void> {
  const { host, screen } = demo;
  screen.heading(`Repairing ${duct}`);
  const cut = () =>
    [...host.network.view.resources.values()].filter(({ sharedRisks, condition }) => sharedRisks.includes(duct) && condition !== 'up');
  const carriers = new Set(cut().map(({ carrierId }) => carrierId));
  const waiting = (await host.impairments()).hits.filter(({ outcome }) => outcome === 'unrestorable').map(({ orderId }) => orderId);
  await Promise.all([...carriers].map((id) => managerOf(demo, id).control({ kind: 'repair', target: 'duct', name: duct })));
  await until(demo, 'its circuits are up again', async () => cut().length === 0);
  await ordersRest(demo);
  const { impairments, hits } = await host.impairments();
  for (const { orderId, outcome, text } of hits.filter((hit) => waiting.includes(hit.orderId)).slice(0, shownRows)) {
    screen.line(`  ${orderId}, which had to wait, is ${outcome}: ${text}`);
  }
  screen.line(
    `  ${impairments.filter(({ clearedAtMs }) => clearedAtMs !== null).length} of ${impairments.length} impairments have cleared`,
  );
}

export async function raiseLatency(demo: Demo): Promise<void> {
  const { host, screen } = demo;
  const { view } = host.network;
  // The connection with the least margin, and the resource on it that adds most.
  let tightest: { order: Order; resourceId: string; ns: number; marginNs: number } | null = null;
  for (const order of (await host.orders()).filter(({ state }) => state === 'active')) {
    const route = (await host.dossier(order.id))?.connections.find(({ state }) => state === 'active')?.route;
    const [longest] = (route?.hops ?? []).filter(({ kind }) => kind === 'resource').sort((a, b) => worseNs(b) - worseNs(a));
    if (!route || !longest) continue;
    const marginNs = order.limit.oneWayNs - worseNs(route);
    if (!tightest || marginNs < tightest.marginNs) tightest = { order, resourceId: longest.id, ns: worseNs(longest), marginNs };
  }
  if (!tightest) return;
  const { order, resourceId, ns, marginNs } = tightest;
  const resource = view.resources.get(resourceId);
  const raisedNs = ns + marginNs + 250_000;
  screen.heading(
    `${view.carrierName(carrierOf(resourceId))} reports ${resource?.name ?? resourceId} slower: ${formatNs(ns)} → ${formatNs(raisedNs)}; ` +
      `${order.id} has ${formatNs(marginNs)} left`,
  );
  await impairing(demo, () =>
    managerOf(demo, carrierOf(resourceId)).control({
      kind: 'set-latency',
      target: 'link',
      name: resource?.name ?? '',
      azUs: raisedNs / 1000,
      zaUs: raisedNs / 1000,
    }),
  );
}

/** More than these are counted only. */
const shownRows = 40;

/** Does what impairs, waits until every order that it hits is settled, and shows what became of each. */
async function impairing(demo: Demo, act: () => Promise<void>): Promise<readonly ImpairmentHit[]> {
  const { host, screen } = demo;
  const before = new Set((await host.impairments()).impairments.map(({ id }) => id));
  await act();
  const fresh = async () => {
    const { impairments, hits } = await host.impairments();
    const raised = impairments.filter(({ id }) => !before.has(id));
    return { raised, hits: hits.filter(({ impairmentId }) => raised.some(({ id }) => id === impairmentId)) };
  };
  await until(demo, 'the impairment is told', async () => (await fresh()).raised.length > 0);
  await until(demo, 'every order that was hit is restored or explained', async () => {
    await host.settled();
    const { hits } = await fresh();
    screen.progress(`${hits.filter(({ settledAtMs }) => settledAtMs !== null).length} of ${hits.length} settled`);
    return hits.every(({ outcome }) => outcome !== 'pending');
  });
  const { raised, hits } = await fresh();
  screen.line(`  ${counted(raised.length, 'impairment')}, ${counted(hits.length, 'connection')} hit:`);
  screen.table(
    ['order', 'outcome', 'what became of it', 'hit by'],
    hits
      .slice(0, shownRows)
      .map(({ orderId, outcome, text, impairmentId }) => [
        orderId,
        outcome,
        text,
        raised.find(({ id }) => id === impairmentId)?.text ?? '',
      ]),
  );
  if (hits.length > shownRows) screen.line(`  and ${hits.length - shownRows} more`);
  return hits;
}
