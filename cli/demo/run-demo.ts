import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standardMapping } from '../../core/carriers/mapping';
import { createTapiLink } from '../../core/carriers/tapi/tapi-link';
import { createHost, type Host } from '../../core/host/create-host';
import { readOrderFile } from '../../core/host/read-order-file';
import { systemClock, systemNewId, systemPause, systemRandom } from '../../core/host/system-clock';
import { formatNs, worseNs } from '../../core/model/latency';
import { carrierOf, type Site } from '../../core/model/network';
import { isFinal, type Order } from '../../core/model/order';
import { openStore } from '../../core/store/sqlite-store';
import { startPractice, type Practice } from '../../lab/practice';
import { compare } from './compare';
import { makeReport, type DemoReport } from './demo-report';
import { fullSite, makeOrderFile } from './order-file';
import { seededRandom } from './random';
import type { Screen } from './screen';
import { showExplanation, showOrders, showWaterfall } from './show';

export interface DemoOptions {
  readonly orders: number;
  readonly seed: number;
  /** Everything that the demo writes goes here. */
  readonly folder: string;
}

/** What the operator enters, since no manager knows it (N2). */
const interconnectNs = 5_000;
const transitDefaultNs = 20_000;

/** Walks through the main job on the practice network, against real managers; the report is counted at the end against what they hold. */
export async function runDemo(
  options: DemoOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<{ report: DemoReport; faults: readonly string[] }> {
  const startedAtMs = systemClock.now();
  const random = seededRandom(options.seed);
  screen.heading('Starting four carrier managers, each a process of its own with its own certificate authority');
  const practice = await startPractice(options.folder, { provisionMs: 120, seed: options.seed });
  const store = await openStore(join(options.folder, 'longlines.db'), { clock: systemClock, pause: systemPause });
  const host = await createHost({ store, clock: systemClock, newId: systemNewId });
  try {
    const demo: Demo = { host, practice, screen, signal, random, options };
    await connect(demo);
    await enterLatencies(demo);
    await fillSite(demo, fullSite);
    await submitOrders(demo);
    await showWaterfall(host, screen);
    await showExplanation(host, screen, 'BAD-LATENCY');
    const duct = await cutBusiestDuct(demo);
    await repair(demo, duct);
    await raiseLatency(demo);
    await killManagerWhileProvisioning(demo);
    return await close(demo, startedAtMs);
  } finally {
    await host.close();
    await store.close();
    await practice.stop();
  }
}

interface Demo {
  readonly host: Host;
  readonly practice: Practice;
  readonly screen: Screen;
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly options: DemoOptions;
}

async function connect(demo: Demo): Promise<void> {
  const { host, practice, screen } = demo;
  const { view } = host.network;
  for (const { id, name, role, url, caPem, client } of practice.carriers) {
    const link = createTapiLink({
      carrierId: id,
      url,
      tls: { caPem, certPem: client.certPem, keyPem: client.keyPem },
      mapping: standardMapping,
      clock: systemClock,
      random: systemRandom,
      newId: systemNewId,
      limits: { backoffMaxMs: 2_000, requestMs: 5_000 },
    });
    await host.connectCarrier({ id, name, role }, link);
  }
  await until(demo, 'every carrier has been read in full', async () => practice.carriers.every(({ id }) => !view.isStale(id)));
  await host.settled();
  screen.table(
    ['carrier', 'role', 'nodes', 'resources', 'dedicated', 'client ports', 'link'],
    practice.carriers.map(({ id, name, role }) => {
      const own = <T extends { carrierId: string }>(things: Iterable<T>) => [...things].filter((thing) => thing.carrierId === id);
      const resources = own(view.resources.values());
      return [
        name,
        role,
        String(own(view.nodes.values()).length),
        String(resources.length),
        String(resources.filter((resource) => resource.isDedicated).length),
        String(own(view.ports.values()).filter((port) => port.plug === null).length),
        view.isStale(id) ? 'down' : 'up',
      ];
    }),
  );
  const sites = new Set([...view.interconnects.values()].map((interconnect) => interconnect.siteId));
  screen.line(
    `  ${view.interconnects.size} interconnects at ${sites.size} sites, matched by the plug identifiers that both carriers report`,
  );
}

async function enterLatencies({ host, screen }: Demo): Promise<void> {
  const { view } = host.network;
  const sites = [...new Set([...view.interconnects.values()].flatMap(({ siteId }) => siteId ?? []))];
  for (const scopeId of sites) await host.enterDefault({ scope: 'site-interconnect', scopeId, ns: interconnectNs });
  for (const scopeId of view.carriers.keys()) await host.enterDefault({ scope: 'carrier-transit', scopeId, ns: transitDefaultNs });
  screen.line(
    `  entered by the operator: ${formatNs(interconnectNs)} per interconnect at ${sites.length} sites, ${formatNs(transitDefaultNs)} node transit where a carrier reports none`,
  );
}

async function submitOrders(demo: Demo): Promise<void> {
  const { host, practice, screen, options } = demo;
  const file = join(options.folder, 'orders.csv');
  screen.heading(`Submitting orders from ${file}`);
  await writeFile(file, makeOrderFile(sitesOfAccessingCarriers(host), options.orders, demo.random));
  // One carrier's inventory is not quite true: it refuses twice, which only shows when it is asked.
  await practice.carrier('cinder').manager.control({ kind: 'refuse', count: 2, words: 'line card out of service, no grant possible' });
  const read = readOrderFile(await readFile(file), file);
  if (read.kind === 'unreadable') throw new Error(read.message);
  const refused: string[][] = [];
  for (const { line, fields, intake } of read.rows) {
    const name = fields.order ?? '';
    if (intake.kind === 'malformed') refused.push([`line ${line}`, name, intake.problems.map(({ message }) => message).join('; ')]);
    else {
      const submission = await host.submitOrder(intake.request);
      if (submission.kind === 'refused') refused.push([`line ${line}`, name, submission.message]);
    }
  }
  if (refused.length > 0) {
    screen.line('  Not taken as orders:');
    screen.table(['line', 'order', 'why'], refused);
  }
  await ordersRest(demo);
  await showOrders(host, screen, await host.orders());
}

/** Others take every slot at a site: told by a notice, it counts from the next order on (N4). */
async function fillSite(demo: Demo, siteId: string): Promise<void> {
  const { host, practice, screen } = demo;
  const { view } = host.network;
  const isAt = (nodeId: string) => view.nodes.get(nodeId)?.siteId === siteId;
  const atSite = () => [...view.resources.values()].filter(({ aNodeId, zNodeId }) => isAt(aNodeId) || isAt(zNodeId));
  for (const { carrierId, name, slots } of atSite()) await managerOf(practice, carrierId).control({ kind: 'occupy', link: name, slots });
  await until(demo, `the circuits at ${siteId} are known to be full`, async () =>
    atSite().every((resource) => view.freeSlots(resource) === 0),
  );
  screen.line(`  others have taken every slot at ${siteId}: ${atSite().length} circuits are full, as their carrier has just told`);
}

async function cutBusiestDuct(demo: Demo): Promise<string> {
  const { host, practice, screen } = demo;
  const { view } = host.network;
  const load = new Map<string, number>();
  for (const { resourceIds } of (await host.segments()).filter(({ state }) => state === 'held')) {
    const ducts = new Set(resourceIds.flatMap((id) => view.resources.get(id)?.sharedRisks ?? []));
    for (const duct of ducts) load.set(duct, (load.get(duct) ?? 0) + 1);
  }
  const [duct = '', orders = 0] = [...load].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0] ?? [];
  const carriers = new Set(
    [...view.resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(duct)).map(({ carrierId }) => carrierId),
  );
  screen.heading(`Cutting the busiest duct, ${duct}: ${orders} segments of ${[...carriers].join(', ')} run through it`);
  await impairing(demo, async () => {
    await Promise.all([...carriers].map((id) => managerOf(practice, id).control({ kind: 'cut', target: 'duct', name: duct })));
  });
  return duct;
}

async function repair(demo: Demo, duct: string): Promise<void> {
  const { host, practice, screen } = demo;
  screen.heading(`Repairing ${duct}`);
  const cut = () =>
    [...host.network.view.resources.values()].filter(({ sharedRisks, condition }) => sharedRisks.includes(duct) && condition !== 'up');
  const carriers = new Set(cut().map(({ carrierId }) => carrierId));
  const waiting = (await host.impairments()).hits.filter(({ outcome }) => outcome === 'unrestorable').map(({ orderId }) => orderId);
  await Promise.all([...carriers].map((id) => managerOf(practice, id).control({ kind: 'repair', target: 'duct', name: duct })));
  await until(demo, 'its circuits are up again', async () => cut().length === 0);
  await ordersRest(demo);
  const { impairments, hits } = await host.impairments();
  for (const { orderId, outcome, text } of hits.filter((hit) => waiting.includes(hit.orderId))) {
    screen.line(`  ${orderId}, which had to wait, is ${outcome}: ${text}`);
  }
  screen.line(
    `  ${impairments.filter(({ clearedAtMs }) => clearedAtMs !== null).length} of ${impairments.length} impairments have cleared`,
  );
}

async function raiseLatency(demo: Demo): Promise<void> {
  const { host, practice, screen } = demo;
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
    managerOf(practice, carrierOf(resourceId)).control({
      kind: 'set-latency',
      target: 'link',
      name: resource?.name ?? '',
      azUs: raisedNs / 1000,
      zaUs: raisedNs / 1000,
    }),
  );
}

/** Does what impairs, waits until every order that it hits is settled, and shows what became of each. */
async function impairing(demo: Demo, act: () => Promise<void>): Promise<void> {
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
    hits.map(({ orderId, outcome, text, impairmentId }) => [
      orderId,
      outcome,
      text,
      raised.find(({ id }) => id === impairmentId)?.text ?? '',
    ]),
  );
}

async function killManagerWhileProvisioning(demo: Demo): Promise<void> {
  const { host, practice, screen, options } = demo;
  const manager = practice.carrier('cinder').manager;
  screen.heading('Killing Cinder Telecom’s manager in the middle of provisioning, and starting it again');
  const before = new Set((await host.orders()).map(({ id }) => id));
  const sites = sitesOfAccessingCarriers(host).get('cinder') ?? [];
  const rows = readOrderFile(
    new TextEncoder().encode(makeOrderFile(new Map([['cinder', sites]]), Math.max(8, Math.round(options.orders / 6)), demo.random)),
    'second batch',
  );
  if (rows.kind === 'unreadable') throw new Error(rows.message);
  for (const { intake } of rows.rows) {
    if (intake.kind === 'request' && intake.request.id.startsWith('ORD'))
      await host.submitOrder({ ...intake.request, id: intake.request.id.replace('ORD', 'SEC') });
  }
  await until(demo, 'Cinder is being asked', async () =>
    (await host.segments()).some(({ carrierId, state }) => carrierId === 'cinder' && state === 'creating'),
  );
  await manager.kill();
  screen.line('  killed (SIGKILL) while it was being asked');
  await until(demo, 'the link is known to be lost', async () => host.network.view.isStale('cinder'));
  await manager.restart();
  await until(demo, 'the link is back and read in full', async () => !host.network.view.isStale('cinder'));
  await ordersRest(demo);
  await until(demo, 'every deletion is confirmed', async () => (await host.segments()).every(({ state }) => state === 'held'));
  await showOrders(
    host,
    screen,
    (await host.orders()).filter(({ id }) => !before.has(id)),
  );
}

async function close({ host, practice, screen }: Demo, startedAtMs: number): Promise<{ report: DemoReport; faults: readonly string[] }> {
  screen.heading('Comparing the store with what the managers really hold');
  await host.settled();
  const audits = await Promise.all(practice.carriers.map(({ manager }) => manager.audit()));
  const comparison = await compare(host, audits);
  const report = await makeReport(host, comparison, systemClock.now() - startedAtMs);
  return { report, faults: comparison.faults };
}

/** Waits until no order is on its way: each is active, ended, or waits for something that it names. */
async function ordersRest(demo: Demo): Promise<void> {
  const { host, screen } = demo;
  await until(demo, 'every order is active, ended or waiting', async () => {
    const orders = await host.orders();
    const counts = new Map<string, number>();
    for (const { state } of orders) counts.set(state, (counts.get(state) ?? 0) + 1);
    screen.progress([...counts].map(([state, count]) => `${state} ${count}`).join(' · '));
    const isResting = ({ state }: Order) => state === 'active' || state === 'impaired' || state === 'planned' || isFinal(state);
    return orders.every(isResting);
  });
  await host.settled();
}

/** Looks until it holds; gives up, with what was waited for, after a minute. */
async function until({ signal }: Demo, what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = systemClock.now() + 60_000;
  while (!(await holds())) {
    if (signal.aborted) throw new Error('interrupted');
    if (systemClock.now() > deadlineMs) throw new Error(`waited a minute until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function managerOf(practice: Practice, carrierId: string) {
  const carrier = practice.carriers.find(({ id }) => id === carrierId);
  if (!carrier) throw new Error(`carrier ${carrierId} is not part of the practice network`);
  return carrier.manager;
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** Sites where each accessing carrier has a node, each as often as it has client ports. */
function sitesOfAccessingCarriers({ network: { view } }: Host): ReadonlyMap<string, readonly Site[]> {
  const accessing = [...view.carriers.values()].filter(({ role }) => role !== 'dedicating');
  return new Map(
    accessing.map(({ id }) => {
      const clients = [...view.ports.values()].filter(
        (port) => port.carrierId === id && port.plug === null && port.signals.includes('10GE-LAN'),
      );
      return [id, clients.flatMap((port) => view.sites.get(view.nodes.get(port.nodeId)?.siteId ?? '') ?? [])];
    }),
  );
}
