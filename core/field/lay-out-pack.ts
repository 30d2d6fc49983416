import { formatTime } from '../model/clock';
import type { PackContent, PackedOrder } from '../model/field-pack';
import type { BookOutcome, Tx } from '../store/store';

/** Writes a pack's content into a store that is empty. No link is up there, and nothing of it was heard since it was made. */
export async function layOutPack(tx: Tx, content: PackContent): Promise<void> {
  const { packId, title, madeAtMs, madeBy } = content;
  await tx.fieldPacks.putOrigin({ packId, title, madeAtMs, madeBy });
  await layOutNetwork(tx, content);
  for (const packed of content.orders) await layOutOrder(tx, packed);
  await layOutPools(tx, content);
  const text = `a part of a network as it was ${formatTime(madeAtMs)}, by ${madeBy}: ${content.nodes.length} nodes, ${content.orders.length} orders`;
  await tx.history.add({ atMs: madeAtMs, actor: 'operator', event: 'field-pack.opened', subject: packId, text });
}

async function layOutNetwork(tx: Tx, content: PackContent): Promise<void> {
  const { carriers, linkStates, fileSources, sites, nodes, ports, resources, interconnects, readings, defaults, holdOuts, madeAtMs } =
    content;
  const heard = new Map(linkStates.map((state) => [state.carrierId, state]));
  for (const carrier of carriers) {
    await tx.network.putCarrier(carrier);
    const heardAtMs = heard.get(carrier.id)?.heardAtMs ?? null;
    const reason = `a field pack has no links: as it was known ${formatTime(madeAtMs)}`;
    await tx.network.putLinkState({ carrierId: carrier.id, isUp: false, reason, sinceMs: madeAtMs, heardAtMs });
  }
  for (const source of fileSources) await tx.network.putFileSource(source);
  for (const site of sites) await tx.network.putSite(site);
  for (const node of nodes) await tx.network.putNode(node);
  for (const port of ports) await tx.network.putPort(port);
  for (const resource of resources) await tx.network.putResource(resource);
  for (const interconnect of interconnects) await tx.network.putInterconnect(interconnect);
  for (const reading of readings) await tx.latency.putReading(reading);
  for (const value of defaults) await tx.latency.putDefault(value);
  for (const holdOut of holdOuts) await tx.interventions.putHoldOut(holdOut);
}

async function layOutOrder(tx: Tx, { order, homeRoute, connection, segments, endPortIds }: PackedOrder): Promise<void> {
  if (!(await tx.orders.insert(order))) throw new Error(`order ${order.id} is twice in the pack`);
  if (homeRoute) await tx.orders.setHomeRoute(order.id, homeRoute);
  if (!connection) return;
  await tx.connections.insert(connection);
  for (const segment of segments) {
    await tx.connections.insertSegment(segment);
    booked(await tx.connections.bookSlots(segment.id, segment.resourceIds, segment.slots));
    for (const portId of [segment.aPortId, segment.zPortId])
      if (!endPortIds.includes(portId)) booked(await tx.connections.bookPort(portId, order.id, segment.id));
  }
  for (const portId of endPortIds) booked(await tx.connections.bookPort(portId, order.id, null));
}

function booked(outcome: BookOutcome): void {
  if (outcome.kind === 'taken') throw new Error(`${outcome.subject.kind} ${outcome.subject.id} is taken twice in the pack`);
}

async function layOutPools(tx: Tx, { switches, paths, conditions, madeAtMs }: PackContent): Promise<void> {
  for (const sw of switches) {
    await tx.switches.put(sw);
    await tx.switches.putLink({ switchId: sw.id, isUp: false, detail: 'a field pack has no links', sinceMs: madeAtMs });
  }
  for (const { path, circuits, orders } of paths) {
    // Nothing is pending where nobody can be asked.
    await tx.paths.insert({ ...path, status: path.status === 'IN_PROCESS' ? 'FAIL' : path.status, startTimeMs: null });
    for (const order of orders) await tx.circuits.insertOrder(order, 'engine');
    for (const circuit of circuits) await tx.circuits.putCircuit(circuit);
  }
  if (conditions) await tx.paths.putConditions(conditions);
}
