import { worseCondition } from '../../model/network';
import type { LatencyRecord, RecordOccasion } from '../../model/latency-record';
import type { OrderState, Transition } from '../../model/order';
import type { Route } from '../../model/route';
import type { NetworkView } from '../../network/network-view';
import { measureHop } from '../../provisioning/read-back';
import type { Host } from '../create-host';

/** Where orders' latency records do not agree with the history and with the network (N13). Empty when all is well. */
export async function latencyRecordFaults(host: Host): Promise<string[]> {
  const faults: string[] = [];
  for (const { id } of await host.orders()) {
    const records = await host.latencyRecord(id);
    const dossier = await host.dossier(id);
    if (!dossier) continue;
    const { order, transitions, connections } = dossier;
    const isNumbered = records.every(({ number }, index) => number === index + 1);
    if (!isNumbered) faults.push(`the latency record of ${id} is numbered ${records.map(({ number }) => number).join()}`);
    faults.push(...occasionFaults(id, records, transitions));
    const latest = records.at(-1);
    if (!inService.includes(order.state)) {
      if (latest && latest.state !== 'ended') faults.push(`${id} is ${order.state}, and its latency record says ${latest.state}`);
      continue;
    }
    const active = connections.find(({ state }) => state === 'active');
    const expected = active ? stateOf(host.network.view, active.route) : 'down';
    const found = latest?.total ? `${latest.total.azNs} ${latest.total.zaNs}` : (latest?.state ?? 'nothing');
    // Whether a carrier's service is at fault does not show in the network.
    const isServiceAtFault = order.state === 'impaired' && (latest?.state === 'down' || latest?.state === 'unknown');
    if (found !== expected && !isServiceAtFault) faults.push(`the latency record of ${id} says ${found}, and it is ${expected}`);
  }
  return faults;
}

const inService: readonly OrderState[] = ['active', 'impaired', 'restoring', 'moving'];

/** Each transition has its record, of the same moment. A move may have been given up, and what was restored may have cleared. */
function occasionFaults(orderId: string, records: readonly LatencyRecord[], transitions: readonly Transition[]): readonly string[] {
  const told = records.filter(({ occasion }) => occasion !== 'changed');
  const faults: string[] = [];
  let at = 0;
  for (const { from, to, atMs } of transitions) {
    const expected = occasionsOf(from, to);
    if (expected.length === 0) continue;
    const next = told[at];
    if (next && expected.includes(next.occasion) && next.atMs === atMs) at++;
    else if (from !== 'moving' || to !== 'active')
      faults.push(`${orderId} went from ${String(from)} to ${to}, and its latency record says ${next?.occasion ?? 'nothing'}`);
  }
  return at === told.length ? faults : [...faults, `the latency record of ${orderId} has ${told.length - at} occasions too many`];
}

function occasionsOf(from: OrderState | null, to: OrderState): readonly RecordOccasion[] {
  if (to === 'active') {
    if (from === 'provisioning') return ['in-service'];
    if (from === 'moving') return ['moved'];
    return from === 'restoring' ? ['restored', 'cleared'] : ['cleared'];
  }
  if (to === 'impaired') return from === 'restoring' ? [] : ['impaired'];
  return to === 'releasing' && from !== null && inService.includes(from) ? ['ended'] : [];
}

/** From the view, hop by hop. */
function stateOf(view: NetworkView, { hops, aPortId, zPortId }: Route): string {
  const ports = [aPortId, zPortId].map((id) => view.health({ kind: 'port', id }).condition);
  const worst = [...hops.map((hop) => view.health(hop).condition), ...ports].reduce(worseCondition);
  if (worst === 'down' || worst === 'withdrawn') return 'down';
  const measured = hops.map((hop, index) => measureHop(view, hop, hops[index - 1]?.id));
  if (measured.includes(null)) return 'unknown';
  const sum = (direction: 'azNs' | 'zaNs'): number => measured.reduce((total, hop) => total + (hop?.[direction] ?? 0), 0);
  return `${sum('azNs')} ${sum('zaNs')}`;
}
