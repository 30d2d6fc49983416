import type { Level } from '../topology/level';
import type { PlacedSite, Topology } from '../topology/topology';
import { onScreen, type Point, type View } from './geometry';

const dotGap = 13;
const routeDotGap = 18;
const nodeGap = 30;

/** Where lines meet a site: at its carriers' dots, or at its single nodes once they are shown. In pixels of the view. */
export interface SiteAnchors {
  readonly at: Point;
  /** Of each dot, in the order of `dots`; with `nodes`: the first of its nodes. */
  readonly dots: readonly Point[];
  readonly nodes: ReadonlyMap<string, Point>;
}

export type AnchorsOf = (site: number) => SiteAnchors | null;

/** Worked out once for each site that is asked for. `scale`: below 1 where sites are dense. */
export function createAnchors(topology: Topology, view: View, level: Level, scale: number, routeSites: ReadonlySet<number>): AnchorsOf {
  const known = new Map<number, SiteAnchors>();
  return (at) => {
    const found = known.get(at);
    if (found) return found;
    const site = topology.sites[at];
    if (!site) return null;
    const anchors =
      level === 'nodes'
        ? spread(site, onScreen(view, site))
        : dotted(site, onScreen(view, site), routeSites.has(at) ? routeDotGap : dotGap * scale);
    known.set(at, anchors);
    return anchors;
  };
}

function dotted({ dots }: PlacedSite, at: Point, gap: number): SiteAnchors {
  const points = dots.map((_, place) => ({ x: at.x + (place - (dots.length - 1) / 2) * gap, y: at.y }));
  const nodes = new Map(dots.flatMap(({ nodeIds }, place) => nodeIds.map((id) => [id, points[place] ?? at] as const)));
  return { at, dots: points, nodes };
}

/** Each node on its own: a row, or a square where there are many; a carrier's nodes stay together. */
function spread({ dots }: PlacedSite, at: Point): SiteAnchors {
  const ids = dots.flatMap(({ nodeIds }) => nodeIds);
  const columns = ids.length <= 4 ? ids.length : Math.ceil(Math.sqrt(ids.length));
  const rows = Math.ceil(ids.length / columns);
  const nodes = new Map(
    ids.map((id, place) => [
      id,
      {
        x: at.x + ((place % columns) - (Math.min(columns, ids.length) - 1) / 2) * nodeGap,
        y: at.y + (Math.floor(place / columns) - (rows - 1) / 2) * nodeGap,
      },
    ]),
  );
  return { at, dots: dots.map(({ nodeIds }) => nodes.get(nodeIds[0] ?? '') ?? at), nodes };
}
