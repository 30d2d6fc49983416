import type { Point } from '../scene/geometry';
import type { Topology } from './topology';

/** Sites that are near each other, shown as one. */
export interface Region extends Point {
  /** The id of its first site, which has the most carriers. */
  readonly id: string;
  readonly name: string;
  /** Places in `topology.sites`. */
  readonly sites: readonly number[];
  readonly nodeCount: number;
  /** How many nodes each carrier has in it, most first. */
  readonly carriers: readonly (readonly [carrierId: string, nodes: number])[];
}

export interface RegionLink {
  readonly a: number;
  readonly z: number;
  /** Places in `topology.bundles`. */
  readonly bundles: readonly number[];
  readonly resourceCount: number;
}

export interface Regions {
  readonly regions: readonly Region[];
  /** By place in `topology.sites`: the place of its region. */
  readonly regionOf: readonly number[];
  readonly links: readonly RegionLink[];
}

/** Sites no further than `radius` (map units) from a leading one are a region with it; who leads has more carriers and nodes than those around. */
export function buildRegions({ sites, bundles }: Topology, radius: number): Regions {
  const weight = sites.map(({ dots }) => dots.reduce((sum, { nodeIds }) => sum + nodeIds.length, 0) + 10 * dots.length);
  const order = sites.map((_, at) => at).sort((one, other) => (weight[other] ?? 0) - (weight[one] ?? 0) || one - other);
  const leaders: number[] = [];
  const cells = new Map<string, number[]>();
  const cellOf = (value: number): number => Math.floor(value / radius);
  const regionOf = new Array<number>(sites.length).fill(-1);
  for (const at of order) {
    const site = sites[at];
    if (!site) continue;
    const nearest = nearestLeader(site);
    if (nearest !== null) {
      regionOf[at] = nearest;
      continue;
    }
    regionOf[at] = leaders.length;
    const key = `${cellOf(site.x)},${cellOf(site.y)}`;
    const cell = cells.get(key);
    if (cell) cell.push(leaders.length);
    else cells.set(key, [leaders.length]);
    leaders.push(at);
  }

  function nearestLeader({ x, y }: Point): number | null {
    let found: number | null = null;
    let least = radius ** 2;
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1])
        for (const region of cells.get(`${cellOf(x) + dx},${cellOf(y) + dy}`) ?? []) {
          const leader = sites[leaders[region] ?? -1];
          const distance = leader ? (leader.x - x) ** 2 + (leader.y - y) ** 2 : Infinity;
          if (distance <= least) [found, least] = [region, distance];
        }
    return found;
  }

  const members: number[][] = leaders.map(() => []);
  for (const [at, region] of regionOf.entries()) members[region]?.push(at);
  const regions = leaders.map((leader, at) => regionFrom(leader, members[at] ?? []));

  function regionFrom(leader: number, of: readonly number[]): Region {
    const carriers = new Map<string, number>();
    let [x, y, nodeCount] = [0, 0, 0];
    for (const at of of) {
      const site = sites[at];
      if (!site) continue;
      x += site.x / of.length;
      y += site.y / of.length;
      for (const { carrierId, nodeIds } of site.dots) {
        carriers.set(carrierId, (carriers.get(carrierId) ?? 0) + nodeIds.length);
        nodeCount += nodeIds.length;
      }
    }
    const { id = '', name = '' } = sites[leader] ?? {};
    return { id, name, x, y, sites: of, nodeCount, carriers: [...carriers].sort(([, one], [, other]) => other - one) };
  }

  const links = new Map<number, { a: number; z: number; bundles: number[]; resourceCount: number }>();
  for (const [at, bundle] of bundles.entries()) {
    const [from, to] = [regionOf[bundle.a] ?? -1, regionOf[bundle.z] ?? -1];
    if (from === to) continue;
    const [a, z] = [Math.min(from, to), Math.max(from, to)];
    const link = links.get(a * 2 ** 24 + z) ?? { a, z, bundles: [], resourceCount: 0 };
    link.bundles.push(at);
    link.resourceCount += bundle.strands.length;
    links.set(a * 2 ** 24 + z, link);
  }
  return { regions, regionOf, links: [...links.values()] };
}
