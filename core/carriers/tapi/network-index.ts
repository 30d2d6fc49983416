import { entries, leaf, member, memberAt } from './json';
import type { Json } from './json';
import type { Snapshot } from './snapshot';
import { uuidOf } from './snapshot';

/** Who belongs to whom: what a node edge point stands for, and which links end on it. */
export interface NetworkIndex {
  readonly edgePoints: ReadonlyMap<string, EdgePoint>;
  /** By port uuid: the edge point that maps it, the first one where there are several. */
  readonly edgePointOfPort: ReadonlyMap<string, string>;
  /** Ports that more than one edge point maps, with the one that is not believed. */
  readonly mappedAgain: readonly { readonly portUuid: string; readonly edgePointUuid: string }[];
  /** Edge points that are listed more than once. */
  readonly listedAgain: readonly string[];
  /** By link uuid, in the manager's order: the first is A. */
  readonly endsOfLink: ReadonlyMap<string, readonly LinkEnd[]>;
  readonly linksOfEdgePoint: ReadonlyMap<string, readonly string[]>;
}

export interface EdgePoint {
  readonly nodeUuid: string;
  readonly portUuids: readonly string[];
  readonly value: Json;
}

export interface LinkEnd {
  readonly nodeUuid: string;
  readonly edgePointUuid: string;
}

export function indexOf(snapshot: Snapshot): NetworkIndex {
  const edgePoints = new Map<string, EdgePoint>();
  const edgePointOfPort = new Map<string, string>();
  const linksOfEdgePoint = new Map<string, string[]>();
  const mappedAgain: { portUuid: string; edgePointUuid: string }[] = [];
  const listedAgain: string[] = [];
  for (const [nodeUuid, node] of snapshot.nodes) {
    for (const value of entries(member(node.value, 'owned-node-edge-point'))) {
      const uuid = uuidOf(value);
      if (uuid === null) continue;
      if (edgePoints.has(uuid)) {
        listedAgain.push(uuid);
        continue;
      }
      const portUuids = mappedPorts(value);
      edgePoints.set(uuid, { nodeUuid, portUuids, value });
      for (const port of portUuids) {
        if (edgePointOfPort.has(port)) mappedAgain.push({ portUuid: port, edgePointUuid: uuid });
        else edgePointOfPort.set(port, uuid);
      }
    }
  }
  const endsOfLink = new Map<string, readonly LinkEnd[]>();
  for (const [linkUuid, link] of snapshot.links) {
    const ends = endsOf(link.value);
    endsOfLink.set(linkUuid, ends);
    for (const end of ends) {
      const links = linksOfEdgePoint.get(end.edgePointUuid);
      if (links) links.push(linkUuid);
      else linksOfEdgePoint.set(end.edgePointUuid, [linkUuid]);
    }
  }
  return { edgePoints, edgePointOfPort, endsOfLink, linksOfEdgePoint, mappedAgain, listedAgain };
}

/** A link's ends in the order in which the manager lists them: the first is A. */
export function endsOf(link: Json): readonly LinkEnd[] {
  return entries(member(link, 'node-edge-point')).map((end) => ({
    nodeUuid: leaf(member(end, 'node-uuid')) ?? '',
    edgePointUuid: leaf(member(end, 'node-edge-point-uuid')) ?? '',
  }));
}

/** The ports that an edge point stands for. */
export const mappedPorts = (edgePoint: Json): readonly string[] =>
  entries(member(edgePoint, 'mapped-service-interface-point')).flatMap(
    (entry) => leaf(memberAt(entry, 'service-interface-point-uuid')) ?? [],
  );
