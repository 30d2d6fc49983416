import { impairmentsInView, type Topic } from '../../contract/live';
import type { NetworkView } from '../../network/network-view';
import type { Tx } from '../../store/store';
import { Touched, type Ids } from './touched';

export interface Resolving {
  readonly tx: Tx;
  readonly view: NetworkView;
  /** What nobody watches is not looked up. */
  readonly isWatched: (topic: Topic) => boolean;
}

/** The rows of each topic that what was touched stands behind. To be called once the view has followed. */
export async function resolveTouched(touched: Touched, { tx, view, isWatched }: Resolving): Promise<(topic: Topic) => Ids> {
  const rows = new Touched();
  rows.addFrom(touched);
  if (isWatched('resources')) rows.addEach('resources', resourcesAt(view, touched.some('node')));
  if (isWatched('interconnects')) rows.addEach('interconnects', interconnectsAt(view, touched.some('node'), touched.some('port')));
  if (isWatched('orders')) {
    const [connections, segments, alternatives] = [touched.some('connection'), touched.some('segment'), touched.some('alternative')];
    if (connections.length > 0) rows.addEach('orders', await tx.latencyRecords.ordersOf(connections));
    if (segments.length > 0) rows.addEach('orders', await tx.connections.ordersOfSegments(segments));
    if (alternatives.length > 0) rows.addEach('orders', await tx.alternatives.ordersOf(alternatives));
  }
  if (isWatched('impairments')) {
    const raised = touched.some('raised');
    rows.addEach('impairments', raised);
    if (raised.length > 0) rows.addEach('impairments', await tx.impairments.idsBefore(impairmentsInView, raised.length));
    for (const orderId of touched.some('hit order'))
      for (const { impairmentId } of await tx.impairments.hitsOf(orderId)) rows.add('impairments', impairmentId);
  }
  await resolveCircuits(touched, rows, { tx, isWatched });
  return (topic) => rows.ids(topic);
}

async function resolveCircuits(touched: Touched, rows: Touched, { tx, isWatched }: Pick<Resolving, 'tx' | 'isWatched'>): Promise<void> {
  if (!isWatched('paths') && !isWatched('circuits') && !isWatched('switches')) return;
  const withCircuits = new Set(touched.some('path'));
  for (const orderId of touched.some('carrying order')) {
    for (const { id } of await tx.paths.carriedBy(orderId)) {
      rows.add('paths', id);
      withCircuits.add(id);
    }
  }
  for (const switchId of touched.some('switch')) {
    for (const { id } of await tx.paths.ofSwitch(switchId)) {
      rows.add('paths', id);
      withCircuits.add(id);
    }
  }
  if (isWatched('circuits')) for (const pathId of withCircuits) rows.addEach('circuits', await tx.circuits.idsOfPath(pathId));
  const orders = touched.some('circuit');
  if (orders.length === 0) return;
  for (const { pathId, switchId } of await tx.circuits.some(orders)) {
    rows.add('paths', pathId);
    rows.add('switches', switchId);
  }
}

function resourcesAt(view: NetworkView, nodeIds: readonly string[]): readonly string[] {
  if (nodeIds.length === 0) return [];
  const at = new Set(nodeIds);
  return [...view.resources.values()].filter(({ aNodeId, zNodeId }) => at.has(aNodeId) || at.has(zNodeId)).map(({ id }) => id);
}

function interconnectsAt(view: NetworkView, nodeIds: readonly string[], portIds: readonly string[]): readonly string[] {
  if (nodeIds.length === 0 && portIds.length === 0) return [];
  const [nodes, ports] = [new Set(nodeIds), new Set(portIds)];
  const isAt = (portId: string): boolean => ports.has(portId) || nodes.has(view.ports.get(portId)?.nodeId ?? '');
  return [...view.interconnects.values()].filter(({ aPortId, zPortId }) => isAt(aPortId) || isAt(zPortId)).map(({ id }) => id);
}
