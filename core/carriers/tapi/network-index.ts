import { entries, leaf, member, memberAt } from './json';
import type { Json, JsonObject } from './json';
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
  /** What it was made of. */
  readonly nodes: ReadonlyMap<string, JsonObject>;
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

/** The very index of before where no node has changed and every link ends where it did. */
export function indexOf(snapshot: Snapshot, before: NetworkIndex | null = null): NetworkIndex {
  const endsOfLink = new Map([...snapshot.links].map(([uuid, link]) => [uuid, endsOf(link.value)]));
  if (before && hasSameNodes(snapshot, before) && hasSameEnds(endsOfLink, before)) return before;
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
  for (const [linkUuid, ends] of endsOfLink) {
    for (const end of ends) {
      const links = linksOfEdgePoint.get(end.edgePointUuid);
      if (links) links.push(linkUuid);
      else linksOfEdgePoint.set(end.edgePointUuid, [linkUuid]);
    }
  }
  const nodes = new Map([...snapshot.nodes].map(([uuid, node]) => [uuid, node.value]));
  return { edgePoints, edgePointOfPort, endsOfLink, linksOfEdgePoint, mappedAgain, listedAgain, nodes };
}

const knownEnds = new WeakMap<object, readonly LinkEnd[]>();

/** A link's ends in the order in which the manager lists them: the first is A. */
export function endsOf(link: Json): readonly LinkEnd[] {
  const known = typeof link === 'object' && link !== null ? knownEnds.get(link) : undefined;
  if (known) return known;
  const ends = entries(member(link, 'node-edge-point')).map((end) => ({
    nodeUuid: leaf(member(end, 'node-uuid')) ?? '',
    edgePointUuid: leaf(member(end, 'node-edge-point-uuid')) ?? '',
  }));
  if (typeof link === 'object' && link !== null) knownEnds.set(link, ends);
  return ends;
}

/** The ports that an edge point stands for. */
export const mappedPorts = (edgePoint: Json): readonly string[] =>
  entries(member(edgePoint, 'mapped-service-interface-point')).flatMap(
    (entry) => leaf(memberAt(entry, 'service-interface-point-uuid')) ?? [],
  );

/** In the same order as well: of an edge point that is listed twice, the first counts. */
function hasSameNodes({ nodes }: Snapshot, before: NetworkIndex): boolean {
  const old = before.nodes.entries();
  return nodes.size === before.nodes.size && [...nodes].every(([uuid, { value }]) => isSameEntry(old.next().value, uuid, value));
}

function hasSameEnds(endsOfLink: ReadonlyMap<string, readonly LinkEnd[]>, before: NetworkIndex): boolean {
  const old = before.endsOfLink.entries();
  return (
    endsOfLink.size === before.endsOfLink.size &&
    [...endsOfLink].every(([uuid, ends]) => {
      const entry = old.next().value;
      return isSameEntry(entry, uuid, ends) || (entry?.[0] === uuid && JSON.stringify(entry[1]) === JSON.stringify(ends));
    })
  );
}

const isSameEntry = <Value>(entry: readonly [string, Value] | undefined, key: string, value: Value): boolean =>
  entry?.[0] === key && entry[1] === value;
