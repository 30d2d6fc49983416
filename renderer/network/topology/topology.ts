import { placeOf } from '../../../core/model/distance';
import type { InterconnectRow, NodeRow, ResourceRow } from '../../../core/contract/live';
import type { Site } from '../../../core/model/network';
import type { Point } from '../scene/geometry';

/** What the map is made of, as the host tells it. */
export interface NetworkTables {
  readonly sites: ReadonlyMap<string, Site>;
  readonly nodes: ReadonlyMap<string, NodeRow>;
  readonly resources: ReadonlyMap<string, ResourceRow>;
  readonly interconnects: ReadonlyMap<string, InterconnectRow>;
}

/** One carrier at a site. */
export interface CarrierDot {
  readonly carrierId: string;
  readonly nodeIds: readonly string[];
}

/** `guessed`: its coordinates are unknown, and it is drawn near what it is connected to. */
export interface PlacedSite extends Point {
  readonly id: string;
  readonly name: string;
  readonly isGuessed: boolean;
  /** From west to east by where their lines go. */
  readonly dots: readonly CarrierDot[];
  /** Pairs of carriers (places in `dots`) that an interconnect ties here. */
  readonly ties: readonly (readonly [number, number])[];
  readonly interconnectIds: readonly string[];
}

/** One resource, in a bundle. */
export interface Strand {
  readonly resourceId: string;
  readonly carrierId: string;
  /** Drawn from the bundle's A to its Z; the resource itself may run the other way. */
  readonly aNodeId: string;
  readonly zNodeId: string;
}

/** All resources between two sites, side by side: those of one carrier together. `a` and `z` are places in `sites`; equal: within a site. */
export interface Bundle {
  readonly a: number;
  readonly z: number;
  readonly strands: readonly Strand[];
}

/** Where everything is and what it is connected to; in what state it is stands in the tables. Coordinates are map units. */
export interface Topology {
  readonly sites: readonly PlacedSite[];
  readonly siteAt: ReadonlyMap<string, number>;
  /** By node: the place of its site in `sites`. */
  readonly siteOfNode: ReadonlyMap<string, number>;
  readonly bundles: readonly Bundle[];
  /** By resource: the place of its bundle in `bundles`. */
  readonly bundleOf: ReadonlyMap<string, number>;
  /** Not on the map: nothing is known of where they are. */
  readonly unplaced: readonly { readonly id: string; readonly name: string }[];
  /** Half of the sites have a neighbour nearer than this, in map units. */
  readonly medianSpacing: number;
}

export type Project = (longitudeDeg: number, latitudeDeg: number) => Point | null;

interface Gathered {
  readonly id: string;
  readonly name: string;
  at: Point | null;
  isGuessed: boolean;
  readonly nodes: NodeRow[];
}

export function buildTopology(tables: NetworkTables, project: Project): Topology {
  const gathered = gather(tables, project);
  const keyOfNode = new Map([...gathered.values()].flatMap(({ id, nodes }) => nodes.map((node): [string, string] => [node.id, id])));
  const links = [...tables.resources.values(), ...tables.interconnects.values()].flatMap(({ aNodeId, zNodeId }) => {
    const [a, z] = [keyOfNode.get(aNodeId), keyOfNode.get(zNodeId)];
    return a === undefined || z === undefined || a === z ? [] : [[a, z] as const];
  });
  guessPlaces(gathered, links);

  const placed = [...gathered.values()].filter((site): site is Gathered & { at: Point } => site.at !== null);
  const siteAt = new Map(placed.map(({ id }, at) => [id, at]));
  const siteOfNode = new Map([...keyOfNode].flatMap(([nodeId, key]) => present(nodeId, siteAt.get(key))));
  const bundles = bundle(tables.resources, siteOfNode);
  const interconnects = bySite(tables.interconnects, siteOfNode);
  const directions = directionsOf(bundles, placed);
  return {
    sites: placed.map((site, at) => {
      const dots = dotsOf(site.nodes, directions[at] ?? new Map<string, Sum>());
      const tied = interconnects.get(at) ?? [];
      return {
        id: site.id,
        name: site.name,
        x: site.at.x,
        y: site.at.y,
        isGuessed: site.isGuessed,
        dots,
        ties: tiesOf(dots, tied),
        interconnectIds: tied.map(({ id }) => id),
      };
    }),
    siteAt,
    siteOfNode,
    bundles,
    bundleOf: new Map(bundles.flatMap(({ strands }, at) => strands.map(({ resourceId }) => [resourceId, at] as const))),
    unplaced: [...gathered.values()].filter(({ at }) => at === null).map(({ id, name }) => ({ id, name })),
    medianSpacing: medianSpacing(placed.map(({ at }) => at)),
  };
}

const present = <Value>(key: string, value: Value | undefined): (readonly [string, Value])[] => (value === undefined ? [] : [[key, value]]);

/** Sites that have a node, and nodes without a site as sites of their own. */
function gather({ sites, nodes }: NetworkTables, project: Project): Map<string, Gathered> {
  const gathered = new Map<string, Gathered>();
  for (const node of nodes.values()) {
    const site = node.siteId === null ? undefined : sites.get(node.siteId);
    const id = site?.id ?? `node:${node.id}`;
    const known = gathered.get(id);
    if (known) {
      known.nodes.push(node);
      continue;
    }
    const place = placeOf(site ?? null);
    gathered.set(id, {
      id,
      name: site?.name ?? node.name,
      at: place && project(place.longitudeDeg, place.latitudeDeg),
      isGuessed: false,
      nodes: [node],
    });
  }
  return gathered;
}

/** Sites without coordinates go to the middle of their neighbours, a little aside; round by round, as far as that carries. */
function guessPlaces(sites: ReadonlyMap<string, Gathered>, links: readonly (readonly [string, string])[]): void {
  const lost = new Map([...sites.values()].filter(({ at }) => at === null).map((site): [string, Set<string>] => [site.id, new Set()]));
  if (lost.size === 0) return;
  for (const [a, z] of links) {
    lost.get(a)?.add(z);
    lost.get(z)?.add(a);
  }
  let number = 0;
  for (let round = 0; round < 5; round += 1) {
    const found: [Gathered, Point][] = [];
    for (const [id, neighbours] of lost) {
      const site = sites.get(id);
      const near = [...neighbours].flatMap((key) => sites.get(key)?.at ?? []);
      if (!site || near.length === 0) continue;
      const turn = 2.4 * number++;
      const aside = near.length === 1 ? 26 : 12;
      found.push([
        site,
        { x: mean(near.map(({ x }) => x)) + aside * Math.cos(turn), y: mean(near.map(({ y }) => y)) + aside * Math.sin(turn) },
      ]);
    }
    if (found.length === 0) return;
    for (const [site, at] of found) {
      site.at = at;
      site.isGuessed = true;
      lost.delete(site.id);
    }
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function bundle(resources: ReadonlyMap<string, ResourceRow>, siteOfNode: ReadonlyMap<string, number>): Bundle[] {
  const bundles = new Map<number, { a: number; z: number; strands: Strand[] }>();
  for (const { id, carrierId, aNodeId, zNodeId } of resources.values()) {
    const [from, to] = [siteOfNode.get(aNodeId), siteOfNode.get(zNodeId)];
    if (from === undefined || to === undefined) continue;
    const [a, z] = [Math.min(from, to), Math.max(from, to)];
    const key = a * 2 ** 24 + z;
    let known = bundles.get(key);
    if (!known) bundles.set(key, (known = { a, z, strands: [] }));
    const [first, last] = from === a ? [aNodeId, zNodeId] : [zNodeId, aNodeId];
    known.strands.push({ resourceId: id, carrierId, aNodeId: first, zNodeId: last });
  }
  const all = [...bundles.values()];
  for (const { strands } of all) if (strands.length > 1) strands.sort((one, other) => compare(one.carrierId, other.carrierId));
  return all;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function bySite(
  interconnects: ReadonlyMap<string, InterconnectRow>,
  siteOfNode: ReadonlyMap<string, number>,
): Map<number, InterconnectRow[]> {
  const found = new Map<number, InterconnectRow[]>();
  for (const row of interconnects.values()) {
    const at = siteOfNode.get(row.aNodeId);
    if (at === undefined) continue;
    const known = found.get(at);
    if (known) known.push(row);
    else found.set(at, [row]);
  }
  return found;
}

interface Sum {
  total: number;
  count: number;
}
/** Further than this east or west counts no more, so that one line to another continent does not decide alone. */
const farEnough = 400;

function directionsOf(bundles: readonly Bundle[], sites: readonly { readonly at: Point }[]): Map<string, Sum>[] {
  const directions = sites.map(() => new Map<string, Sum>());
  const add = (site: number, carrierId: string, dx: number): void => {
    const sums = directions[site];
    const sum = sums?.get(carrierId) ?? { total: 0, count: 0 };
    sum.total += Math.max(-farEnough, Math.min(farEnough, dx));
    sum.count += 1;
    sums?.set(carrierId, sum);
  };
  for (const { a, z, strands } of bundles) {
    const dx = (sites[z]?.at.x ?? 0) - (sites[a]?.at.x ?? 0);
    for (const { carrierId } of strands) {
      add(a, carrierId, dx);
      add(z, carrierId, -dx);
    }
  }
  return directions;
}

function dotsOf(nodes: readonly NodeRow[], directions: ReadonlyMap<string, Sum>): CarrierDot[] {
  const dots = new Map<string, string[]>();
  for (const { id, carrierId } of nodes) {
    const known = dots.get(carrierId);
    if (known) known.push(id);
    else dots.set(carrierId, [id]);
  }
  const east = (carrierId: string): number => {
    const sum = directions.get(carrierId);
    return sum ? sum.total / sum.count : 0;
  };
  return [...dots]
    .map(([carrierId, nodeIds]) => ({ carrierId, nodeIds }))
    .sort((one, other) => east(one.carrierId) - east(other.carrierId) || compare(one.carrierId, other.carrierId));
}

function tiesOf(dots: readonly CarrierDot[], interconnects: readonly InterconnectRow[]): (readonly [number, number])[] {
  const dotOf = new Map(dots.flatMap(({ nodeIds }, at) => nodeIds.map((id) => [id, at] as const)));
  const ties = new Map<string, readonly [number, number]>();
  for (const { aNodeId, zNodeId } of interconnects) {
    const [a, z] = [dotOf.get(aNodeId), dotOf.get(zNodeId)];
    if (a === undefined || z === undefined || a === z) continue;
    const tie = [Math.min(a, z), Math.max(a, z)] as const;
    ties.set(tie.join(), tie);
  }
  return [...ties.values()];
}

/** Looks only at a few hundred sites: it is a measure of density, not of each. */
function medianSpacing(points: readonly Point[]): number {
  if (points.length < 2) return 1000;
  const step = Math.max(1, Math.floor(points.length / 300));
  const nearest: number[] = [];
  for (let at = 0; at < points.length; at += step) {
    const here = points[at];
    if (!here) continue;
    let least = Infinity;
    for (const there of points) {
      const distance = (here.x - there.x) ** 2 + (here.y - there.y) ** 2;
      if (distance < least && there !== here) least = distance;
    }
    nearest.push(Math.sqrt(least));
  }
  nearest.sort((one, other) => one - other);
  return nearest[Math.floor(nearest.length / 2)] ?? 0;
}
