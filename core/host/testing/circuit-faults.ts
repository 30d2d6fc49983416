import { contains, minus, rangesText, within } from '../../circuits/ranges';
import { isSameLine } from '../../model/switch';
import type { MemorySwitch } from '../../switches/testing/memory-switch';
import type { Host } from '../create-host';

/**
 * What is not as it should be between the record and what the switches hold, once all is settled: orders and cross-connections belong together one by
 * one, identifiers are given once, what a path counts as created is there without a break and nothing else is, no request is pending or given up on.
 */
export async function circuitFaults(host: Host, switches: readonly MemorySwitch[]): Promise<readonly string[]> {
  const faults: string[] = [];
  const orders = await host.circuitOrders({});
  for (const { path, pending } of await host.virtualPaths()) {
    const { circuits = [] } = (await host.virtualPath(path.id)) ?? {};
    const { id, vpi, vcis, lastVci, currentVci } = path;
    const at = switches.find(({ switchId }) => switchId === path.switchId);
    if (!at) throw new Error(`there is no switch ${path.switchId}`);
    if (pending || path.status !== 'SUCCESS') faults.push(`${id} is ${path.status} with ${pending ? 'a' : 'no'} request pending`);
    const held = within(at.held.get(vpi) ?? [], vcis);
    const counted = [{ first: vcis.first, last: lastVci }];
    const [lost, unknown] = [minus(counted, held), minus(held, counted)];
    if (lost.length > 0) faults.push(`${id}: ${rangesText(lost)} are lost`);
    if (unknown.length > 0) faults.push(`${id}: ${rangesText(unknown)} are created and not counted`);
    const own = orders.filter(({ pathId }) => pathId === id);
    const joined = [...at.connections.values()].filter((cross) => cross.vpi === vpi && contains([vcis], cross.vci));
    for (const order of own.filter(({ state }) => state === 'active')) {
      const there = joined.filter(({ line }) => isSameLine(line, order.line));
      if (there.length !== 1 || there[0]?.vci !== order.vci)
        faults.push(
          `${order.id} has ${vpi}/${order.vci ?? 'none'}, and its line is joined to ${there.map(({ vci }) => vci).join() || 'nothing'}`,
        );
    }
    for (const { vci, line } of joined)
      if (!own.some((order) => order.state === 'active' && order.vci === vci && isSameLine(order.line, line)))
        faults.push(`${vpi}/${vci} is joined to a line, and no order has it`);
    const holding = own.flatMap((order) => (order.vci === null ? [] : [order.vci]));
    if (new Set(holding).size !== holding.length) faults.push(`an identifier of ${id} is given twice: ${holding.join()}`);
    const given = circuits.filter(({ state }) => state === 'given').map(({ vci }) => vci);
    if (given.join() !== [...holding].sort((one, other) => one - other).join())
      faults.push(`${id}: ${given.join()} are recorded as given, and orders hold ${holding.join()}`);
    for (const vci of holding) if (vci >= currentVci) faults.push(`${id}: ${vci} is given and is still to be given`);
  }
  for (const { event, text } of await host.history(100_000)) if (event === 'engine.failed') faults.push(text);
  return faults;
}
