import type { PracticeFault } from '../../core/contract/practice';
import type { Host } from '../../core/host/create-host';
import type { PracticeOutcome } from '../../core/host/procedures/serving';
import { assertNever } from '../../core/model/assert-never';
import { formatNs, worseNs } from '../../core/model/latency';
import type { Resource } from '../../core/model/network';
import { busiestDuct } from './busiest-duct';
import { command } from './control';
import type { Lab } from './launch-lab';

const refused = (message: string): PracticeOutcome => ({ kind: 'refused', message });
const done = (text: string): PracticeOutcome => ({ kind: 'done', text });

/** Breaks something of the practice network; `text` of the outcome says what. Throws where the lab does not do it. */
export async function disturb(lab: Lab, host: Host, fault: PracticeFault): Promise<PracticeOutcome> {
  switch (fault.kind) {
    case 'cut-duct':
      return cutDuct(lab, host, fault.duct ?? (await busiestDuct(host))?.id);
    case 'cut-resource': {
      const resource = host.network.view.resources.get(fault.resourceId);
      if (!resource) return unknownResource(fault.resourceId);
      await tell(lab, resource.carrierId, { kind: 'cut', target: 'link', name: resource.name });
      return done(`${resource.name} of ${host.network.view.carrierName(resource.carrierId)} is cut`);
    }
    case 'raise-latency':
      return raiseLatency(lab, host, fault.resourceId);
    case 'carrier-down':
      if (!lab.ready.carriers.some(({ id }) => id === fault.carrierId)) return refused(`there is no practice carrier ${fault.carrierId}`);
      await tell(lab, fault.carrierId, { kind: 'go-down', ms: fault.seconds * 1000 });
      return done(`The manager of ${host.network.view.carrierName(fault.carrierId)} is gone for ${fault.seconds} s`);
    case 'switch-denies': {
      const unit = lab.ready.switches.find(({ id }) => id === fault.switchId);
      if (!unit) return refused(`there is no practice switch ${fault.switchId}`);
      await command(unit.controlUrl, { kind: 'deny', count: 1, verb: 'ENT-VCL', code: 'SROF', words: 'trunk card in reset' });
      return done(`${unit.name} denies its next bulk request`);
    }
    default:
      return assertNever(fault);
  }
}

/** Everything is as before; services and circuits stay. */
export async function heal({ ready: { carriers, switches } }: Lab): Promise<void> {
  await Promise.all([...carriers, ...switches].map(({ controlUrl }) => command(controlUrl, { kind: 'heal' })));
}

async function cutDuct(lab: Lab, { network: { view } }: Host, duct: string | undefined): Promise<PracticeOutcome> {
  if (duct === undefined) return refused('no connection runs through any duct yet: name a duct, or wait until an order is active');
  const inDuct = [...view.resources.values()].filter(({ sharedRisks }) => sharedRisks.includes(duct));
  if (inDuct.length === 0) return refused(`no circuit is in a duct ${duct}: name another`);
  const carrierIds = [...new Set(inDuct.map(({ carrierId }) => carrierId))];
  await Promise.all(carrierIds.map((id) => tell(lab, id, { kind: 'cut', target: 'duct', name: duct })));
  return done(`Duct ${ductName(duct)} is cut: ${counted(inDuct.length)} of ${carrierIds.map((id) => view.carrierName(id)).join(', ')}`);
}

/** As the map calls it: `duct-DUS-FRA` is the duct DUS-FRA. */
const ductName = (duct: string): string => duct.replace(/^duct-/, '');
const counted = (circuits: number): string => (circuits === 1 ? '1 circuit' : `${circuits} circuits`);

async function raiseLatency(lab: Lab, host: Host, resourceId: string | undefined): Promise<PracticeOutcome> {
  const { view } = host.network;
  const tightest = resourceId === undefined ? await tightestOrder(host) : null;
  const resource = view.resources.get(resourceId ?? tightest?.resourceId ?? '');
  if (!resource)
    return resourceId === undefined
      ? refused('no order is active yet: name a resource, or wait until one is')
      : unknownResource(resourceId);
  const reading = view.latency({ kind: 'resource', id: resource.id });
  const nowNs = tightest?.ns ?? (reading ? Math.max(reading.azNs, reading.zaNs) : null);
  if (nowNs === null) return refused(`the latency of ${resource.name} is not known: name another`);
  const raisedNs = tightest ? nowNs + tightest.marginNs + overNs : nowNs * withoutOrder;
  await tell(lab, resource.carrierId, {
    kind: 'set-latency',
    target: 'link',
    name: resource.name,
    azUs: raisedNs / 1000,
    zaUs: raisedNs / 1000,
  });
  const whom = tightest ? `; order ${tightest.orderId} had ${formatNs(tightest.marginNs)} left` : '';
  return done(
    `${view.carrierName(resource.carrierId)} reports ${resource.name} slower: ${formatNs(nowNs)} to ${formatNs(raisedNs)}${whom}`,
  );
}

/** How far over its limit an order is pushed. */
const overNs = 250_000;
const withoutOrder = 2;

interface Tightest {
  readonly orderId: string;
  readonly resourceId: string;
  readonly ns: number;
  readonly marginNs: number;
}

/** The active order with the least margin, and the resource on its way that adds most. */
async function tightestOrder(host: Host): Promise<Tightest | null> {
  const routes = await host.routes();
  let tightest: Tightest | null = null;
  for (const { id, limit } of (await host.orders()).filter(({ state }) => state === 'active')) {
    const route = routes.get(id);
    const [longest] = (route?.hops ?? []).filter(({ kind }) => kind === 'resource').sort((a, b) => worseNs(b) - worseNs(a));
    if (!route || !longest) continue;
    const marginNs = limit.oneWayNs - worseNs(route);
    if (!tightest || marginNs < tightest.marginNs) tightest = { orderId: id, resourceId: longest.id, ns: worseNs(longest), marginNs };
  }
  return tightest;
}

async function tell({ ready }: Lab, carrierId: Resource['carrierId'], asked: Parameters<typeof command>[1]): Promise<void> {
  const carrier = ready.carriers.find(({ id }) => id === carrierId);
  if (!carrier) throw new Error(`${carrierId} is no carrier of the lab`);
  await command(carrier.controlUrl, asked);
}

const unknownResource = (id: string): PracticeOutcome => refused(`the practice network has no resource ${id}: name one by its id`);
