import type { Regions } from '../topology/regions';
import type { Topology } from '../topology/topology';
import { worseSeverity, type Severity, type Troubles } from '../topology/troubles';
import type { Emphasis } from './emphasis';
import { clipped, contains, onScreen, type Box, type View } from './geometry';
import type { ColourToken, RegionMark, Strokes, Target } from './scene';
import { shortened, type NameWish } from './site-marks';

export interface RegionInput {
  readonly regions: Regions;
  readonly topology: Topology;
  readonly view: View;
  readonly drawn: Box;
  readonly troubles: Troubles;
  readonly emphasis: Emphasis | null;
  readonly carrierToken: (carrierId: string) => ColourToken;
  readonly measure: (text: string, size: 11 | 12, isStrong: boolean) => number;
}

export interface RegionsDrawn {
  readonly marks: readonly RegionMark[];
  readonly strokes: readonly Strokes[];
  readonly wishes: readonly NameWish[];
  readonly things: readonly { readonly box: Box; readonly target: Target }[];
}

/** Circles with a count and the carriers' shares as a ring; what joins them in grey, thicker where there is more of it. */
export function markRegions({ regions, topology, view, drawn, troubles, emphasis, carrierToken, measure }: RegionInput): RegionsDrawn {
  const worst = severitiesOf(regions, topology, troubles);
  const isReceding = emphasis !== null;
  const marks = regions.regions.map((region, at): RegionMark => {
    const total = region.carriers.reduce((sum, [, nodes]) => sum + nodes, 0);
    return {
      id: region.id,
      at: onScreen(view, region),
      radius: Math.min(22, 9 + 2.2 * Math.log2(region.sites.length + 1)),
      count: region.sites.length,
      sites: region.sites,
      shares: region.carriers.map(([carrierId, nodes]) => ({ token: carrierToken(carrierId), share: nodes / total })),
      severity: worst.regions[at] ?? null,
      isReceding,
    };
  });
  const byStyle = new Map<string, Strokes>();
  for (const [at, link] of regions.links.entries()) {
    const [a, z] = [marks[link.a], marks[link.z]];
    const visible = a && z && clipped(a.at, z.at, drawn);
    if (!visible) continue;
    const severity = worst.links[at] ?? null;
    const width = severity ? 2.4 : Math.min(4, Math.round(2 * (0.8 + 0.7 * Math.log2(link.resourceCount))) / 2);
    const token: ColourToken = severity ? `${severity}-fg` : 'neutral-fill';
    const key = `${token}/${width}`;
    const strokes = byStyle.get(key) ?? { style: { token, width, dash: 'solid', isReceding }, paths: [] };
    byStyle.set(key, strokes);
    strokes.paths.push(2, visible[0].x, visible[0].y, visible[1].x, visible[1].y);
  }
  const inView = marks.filter(({ at }) => contains(drawn, at));
  return {
    marks: inView,
    strokes: [...byStyle.values()].sort((one, other) => one.style.width - other.style.width),
    wishes: regions.regions.flatMap((region, at): NameWish[] => {
      const mark = marks[at];
      if (!mark || !contains(drawn, mark.at)) return [];
      const text = shortened(region.name);
      return [
        {
          text,
          around: {
            left: mark.at.x - mark.radius,
            top: mark.at.y - mark.radius,
            right: mark.at.x + mark.radius,
            bottom: mark.at.y + mark.radius,
          },
          width: measure(text, 11, false),
          height: 13,
          priority: mark.count + (mark.severity ? 1000 : 0),
          isNeeded: false,
          look: 'plain',
          isReceding,
        },
      ];
    }),
    things: inView.map(({ id, at, radius }) => ({
      box: { left: at.x - radius, top: at.y - radius, right: at.x + radius, bottom: at.y + radius },
      target: { kind: 'region', id, at },
    })),
  };
}

/** Of each region by what is inside it, and of each link by what runs along it. */
function severitiesOf(
  { regions, regionOf, links }: Regions,
  topology: Topology,
  troubles: Troubles,
): { readonly regions: readonly (Severity | null)[]; readonly links: readonly (Severity | null)[] } {
  const ofRegions = regions.map((): Severity | null => null);
  const ofBundles = new Map<number, Severity>();
  const raise = (site: number | undefined, severity: Severity): void => {
    const region = regionOf[site ?? -1];
    if (region !== undefined) ofRegions[region] = worseSeverity(ofRegions[region] ?? null, severity);
  };
  for (const [nodeId, { severity }] of troubles.nodes) raise(topology.siteOfNode.get(nodeId), severity);
  for (const [id, { severity }] of troubles.resources) {
    const at = topology.bundleOf.get(id);
    const bundle = topology.bundles[at ?? -1];
    if (at === undefined || !bundle) continue;
    if (regionOf[bundle.a] === regionOf[bundle.z]) raise(bundle.a, severity);
    else ofBundles.set(at, worseSeverity(ofBundles.get(at) ?? null, severity) ?? severity);
  }
  const ofLinks = links.map(({ bundles }) =>
    ofBundles.size === 0 ? null : bundles.reduce<Severity | null>((worst, at) => worseSeverity(worst, ofBundles.get(at) ?? null), null),
  );
  return { regions: ofRegions, links: ofLinks };
}
