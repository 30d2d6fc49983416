import { worseSeverity, type Severity, type Troubles } from '../topology/troubles';
import type { Level } from '../topology/level';
import type { PlacedSite, Topology } from '../topology/topology';
import type { AnchorsOf, SiteAnchors } from './anchors';
import type { Emphasis } from './emphasis';
import { boxAround, contains, type Box, type Point } from './geometry';
import type { LabelWish } from './label-places';
import type { ColourToken, DotMark, LabelMark, SiteMark } from './scene';

export interface SiteInput {
  readonly topology: Topology;
  readonly level: Level;
  readonly anchorsOf: AnchorsOf;
  readonly drawn: Box;
  readonly scale: number;
  readonly routeSites: ReadonlySet<number>;
  readonly troubles: Troubles;
  readonly emphasis: Emphasis | null;
  readonly carrierToken: (carrierId: string) => ColourToken;
  readonly isStale: (carrierId: string) => boolean;
}

/** Sites between two looks at the clock. */
const sitesAtOnce = 250;

/** Sites in view; among regions only those of a selected route. */
export function* markSites(input: SiteInput): Generator<void, SiteMark[]> {
  const { topology, level, anchorsOf, drawn, routeSites, emphasis } = input;
  const ends = emphasis?.hasEnds ? [emphasis.routeNodes[0], emphasis.routeNodes.at(-1)].map((id) => topology.siteOfNode.get(id ?? '')) : [];
  const onRoute = new Set(emphasis?.routeNodes);
  const marks: SiteMark[] = [];
  for (const at of level === 'regions' ? routeSites : topology.sites.keys()) {
    const site = topology.sites[at];
    const anchors = anchorsOf(at);
    if (!site || !anchors || !contains(drawn, anchors.at)) continue;
    if (marks.length % sitesAtOnce === sitesAtOnce - 1) yield;
    marks.push(markOf(site, anchors, input, onRoute, at === ends[0] ? 'A' : at === ends[1] ? 'Z' : null));
  }
  return marks;
}

function markOf(
  site: PlacedSite,
  anchors: SiteAnchors,
  input: SiteInput,
  onRoute: ReadonlySet<string>,
  letter: 'A' | 'Z' | null,
): SiteMark {
  const { level, scale, troubles, emphasis, carrierToken, isStale } = input;
  const isSelected = emphasis?.siteId === site.id;
  const dots: DotMark[] = [];
  for (const { carrierId, nodeIds } of site.dots) {
    const token = carrierToken(carrierId);
    const stale = isStale(carrierId);
    for (const ids of level === 'nodes' ? nodeIds.map((id) => [id]) : [nodeIds]) {
      const at = anchors.nodes.get(ids[0] ?? '');
      if (!at) continue;
      const isOnRoute = onRoute.size > 0 && ids.some((id) => onRoute.has(id));
      const isReceding = emphasis !== null && !isSelected && !isOnRoute && !ids.some((id) => emphasis.nodes.has(id));
      const radius = level === 'nodes' ? 5 : isOnRoute ? 4.6 : (site.dots.length > 1 ? 3.8 : 3.6) * scale;
      dots.push({ x: at.x, y: at.y, radius, token, isStale: stale, isOnRoute, isReceding, severity: worstOf(ids, troubles) });
    }
  }
  const box = boxOf(dots, anchors.at);
  return {
    id: site.id,
    at: anchors.at,
    box,
    capsule: dots.length > 1 ? box : null,
    dots,
    ties: tiesOf(site, anchors, onRoute),
    isOnRoute: dots.some(({ isOnRoute }) => isOnRoute),
    isSelected,
    isReceding: emphasis !== null && !isSelected && dots.every(({ isReceding }) => isReceding),
    isGuessed: site.isGuessed,
    end: letter && {
      letter,
      at: anchors.nodes.get((letter === 'A' ? emphasis?.routeNodes[0] : emphasis?.routeNodes.at(-1)) ?? '') ?? anchors.at,
    },
    severity: worstOf(
      site.dots.flatMap(({ nodeIds }) => nodeIds),
      troubles,
    ),
  };
}

/** Between neighbouring dots; carriers further apart are tied through those between them. */
function tiesOf({ dots, ties }: PlacedSite, { dots: points }: SiteAnchors, onRoute: ReadonlySet<string>): SiteMark['ties'] {
  const isOn = (place: number): boolean => dots[place]?.nodeIds.some((id) => onRoute.has(id)) === true;
  const drawn = new Map<number, SiteMark['ties'][number]>();
  for (const [from, to] of ties)
    for (let place = from; place < to; place += 1) {
      const [a, z] = [points[place], points[place + 1]];
      if (a && z && (!drawn.has(place) || (isOn(from) && isOn(to)))) drawn.set(place, { a, z, isOnRoute: isOn(from) && isOn(to) });
    }
  return [...drawn.values()];
}

function worstOf(nodeIds: readonly string[], { nodes }: Troubles): Severity | null {
  if (nodes.size === 0) return null;
  return nodeIds.reduce<Severity | null>((worst, id) => worseSeverity(worst, nodes.get(id)?.severity ?? null), null);
}

function boxOf(dots: readonly DotMark[], at: Point): Box {
  if (dots.length === 0) return { left: at.x - 5, top: at.y - 5, right: at.x + 5, bottom: at.y + 5 };
  const [xs, ys] = [dots.map(({ x }) => x), dots.map(({ y }) => y)];
  const around = (dots.length > 1 ? 3.7 : 1.6) + Math.max(...dots.map(({ radius }) => radius));
  return {
    left: Math.min(...xs) - around,
    top: Math.min(...ys) - around,
    right: Math.max(...xs) + around,
    bottom: Math.max(...ys) + around,
  };
}

export interface NameWish extends LabelWish {
  readonly look: LabelMark['look'];
  readonly isReceding: boolean;
}

/** Names by weight: the ends of a route, its sites, what is wrong, where carriers meet, where many lines go. */
export function wishesOf(
  sites: readonly SiteMark[],
  { emphasis, measure, level }: { readonly emphasis: Emphasis | null; readonly measure: Measure; readonly level: Level },
  topology: Topology,
): NameWish[] {
  return sites.map((mark) => {
    const site = topology.sites[topology.siteAt.get(mark.id) ?? -1];
    const carriers = site?.dots.length ?? 1;
    const isOf = mark.isOnRoute || mark.isSelected || mark.end !== null;
    const isHub = isOf || carriers > 1;
    const text = `${shortened(site?.name ?? mark.id)}${mark.isGuessed ? ' ≈' : ''}`;
    return {
      text,
      around: mark.end ? joined(mark.box, boxAround(mark.end.at, 10)) : mark.box,
      width: measure(text, isHub ? 12 : 11, isHub),
      height: isHub ? 14 : 13,
      priority:
        (mark.end ? 200 : 0) +
        (isOf ? 100 : 0) +
        (mark.severity === null ? 0 : 60) +
        carriers * 12 +
        (mark.isReceding ? 0 : 4) +
        (degree(site, topology) ?? 0),
      isNeeded: isOf || (level === 'nodes' && emphasis === null),
      look: isHub ? 'hub' : 'plain',
      isReceding: mark.isReceding,
    };
  });
}

const joined = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});

type Measure = (text: string, size: 11 | 12, isStrong: boolean) => number;

/** Names may be ten thousand characters long, and of any script. */
const longest = 28;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
export function shortened(name: string): string {
  if (name.length <= longest) return name;
  const letters = Array.from(graphemes.segment(name.slice(0, 8 * longest)), ({ segment }) => segment);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('');
}

function degree(site: PlacedSite | undefined, { sites, bundles }: Topology): number | undefined {
  if (!site) return undefined;
  let found = degrees.get(bundles);
  if (!found) {
    found = new Map<PlacedSite, number>();
    for (const { a, z } of bundles) for (const end of [sites[a], sites[z]]) if (end) found.set(end, (found.get(end) ?? 0) + 1);
    degrees.set(bundles, found);
  }
  return Math.min(11, found.get(site) ?? 0);
}
const degrees = new WeakMap<Topology['bundles'], Map<PlacedSite, number>>();
