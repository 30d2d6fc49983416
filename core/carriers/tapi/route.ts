import { entries, leaf, localName, member, memberAt } from './json';
import type { Json } from './json';
import type { NetworkIndex } from './network-index';
import { endsOf } from './network-index';
import type { Snapshot } from './snapshot';

/** Reads connection objects by uuid; undefined where the manager lists none. */
export type ConnectionReader = (uuid: string) => Json | undefined;

const maxLowerConnections = 200;

/**
 * The resources that a service really uses, from its A port to its Z port. TAPI has a route as a set of connection end points
 * (`connection/route/connection-end-point`), each on a node edge point: a link is used when both its edge points are in the set. The order is found
 * by walking from A. null: the manager has not said, or what it says is no walk from A to Z.
 */
export function realisedRoute(
  service: Json,
  aPortUuid: string,
  zPortUuid: string,
  connectionOf: ConnectionReader,
  snapshot: Snapshot,
  index: NetworkIndex,
): readonly string[] | null {
  const [aNode, zNode] = [nodeOfPort(aPortUuid, index), nodeOfPort(zPortUuid, index)];
  if (aNode === null || zNode === null) return null;
  const edgePoints = edgePointsOf(service, connectionOf);
  if (edgePoints === null) return null;
  const touched = new Set([...edgePoints].flatMap((uuid) => index.linksOfEdgePoint.get(uuid) ?? []));
  const used = [...touched].filter((link) =>
    endsOf(snapshot.links.get(link)?.value ?? null).every((end) => edgePoints.has(end.edgePointUuid)),
  );
  return walk(used, aNode, zNode, snapshot) ?? walk([...touched], aNode, zNode, snapshot);
}

/** The uuids of the connections that realise a service. */
export const connectionUuids = (service: Json): readonly string[] =>
  entries(member(service, 'connection')).flatMap((reference) => leaf(memberAt(reference, 'connection-uuid')) ?? []);

/** The uuids of the connections below a connection. */
export const lowerConnectionUuids = (connection: Json): readonly string[] =>
  entries(member(connection, 'lower-connection')).flatMap((reference) => leaf(memberAt(reference, 'connection-uuid')) ?? []);

function edgePointsOf(service: Json, connectionOf: ConnectionReader): ReadonlySet<string> | null {
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [...connectionUuids(service)];
  for (let uuid = waiting.shift(); uuid !== undefined && seen.size < maxLowerConnections; uuid = waiting.shift()) {
    const connection = connectionOf(uuid);
    if (seen.has(uuid) || connection === undefined) continue;
    seen.add(uuid);
    for (const lower of lowerConnectionUuids(connection)) waiting.push(lower);
    for (const endPoint of entries(member(currentRoute(connection), 'connection-end-point'))) {
      const edgePoint = leaf(member(endPoint, 'node-edge-point-uuid'));
      if (edgePoint !== null) found.add(edgePoint);
    }
  }
  return found.size > 0 ? found : null;
}

/** A resilient connection has several routes: the one whose state is current, else the only one without a state. */
function currentRoute(connection: Json): Json | undefined {
  const routes = entries(member(connection, 'route'));
  const stateOf = (route: Json): string => localName(leaf(memberAt(route, 'resilience-route', 'route-state')) ?? '');
  return routes.find((route) => stateOf(route) === 'ROUTE_STATE_CURRENT') ?? routes.find((route) => stateOf(route) === '');
}

/** Every link once, each beginning where the last one ended. */
function walk(links: readonly string[], aNode: string, zNode: string, snapshot: Snapshot): readonly string[] | null {
  const left = new Set(links);
  const route: string[] = [];
  let at = aNode;
  while (left.size > 0) {
    const next = [...left].find((link) => endsOf(snapshot.links.get(link)?.value ?? null).some((end) => end.nodeUuid === at));
    if (next === undefined) return null;
    left.delete(next);
    route.push(next);
    at = endsOf(snapshot.links.get(next)?.value ?? null).find((end) => end.nodeUuid !== at)?.nodeUuid ?? at;
  }
  return at === zNode ? route : null;
}

const nodeOfPort = (portUuid: string, index: NetworkIndex): string | null =>
  index.edgePoints.get(index.edgePointOfPort.get(portUuid) ?? '')?.nodeUuid ?? null;
