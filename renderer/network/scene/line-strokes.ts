import type { ResourceRow } from '../../../core/contract/live';
import type { Overlay } from '../overlays/overlay';
import type { Troubles } from '../topology/troubles';
import type { Level } from '../topology/level';
import type { Bundle, Strand, Topology } from '../topology/topology';
import type { AnchorsOf } from './anchors';
import type { Emphasis } from './emphasis';
import { clipped, lane, laneOffset, type Box, type Point } from './geometry';
import type { Clutter } from './label-places';
import type { ColourToken, LineStyle, Scene, Strokes, TroubleMark } from './scene';

export interface LineInput {
  readonly topology: Topology;
  readonly resources: ReadonlyMap<string, ResourceRow>;
  readonly level: Level;
  readonly anchorsOf: AnchorsOf;
  /** What is drawn, in pixels: the screen and some of what is around it. */
  readonly drawn: Box;
  readonly overlay: Overlay;
  readonly troubles: Troubles;
  readonly emphasis: Emphasis | null;
  readonly carrierToken: (carrierId: string) => ColourToken;
  readonly isStale: (carrierId: string) => boolean;
  readonly clutter: Clutter;
}

export interface LinesDrawn extends Pick<Scene, 'halos' | 'strokes' | 'downs' | 'route' | 'alternatives'> {
  readonly troubles: readonly TroubleMark[];
  readonly lineEnds: number[];
  readonly lineIds: string[];
  readonly chipWishes: readonly { readonly a: Point; readonly z: Point; readonly ns: number; readonly token: ColourToken | null }[];
}

/** Bundles between two looks at the clock. */
const bundlesAtOnce = 300;

/** All resources in view, as lanes of their bundles; what is selected and what is down apart. Yields now and then: there may be many. */
export function* drawLines(input: LineInput): Generator<void, LinesDrawn> {
  const { topology, resources, level, anchorsOf, drawn, overlay, troubles, emphasis, carrierToken, isStale, clutter } = input;
  const byStyle = new Map<string, Strokes>();
  const looks = new Map<string, LineStyle>();
  const ofLook = new Map<LineStyle, Strokes>();
  const halos: { a: Point; z: Point; severity: TroubleMark['severity'] }[] = [];
  const downs: { points: readonly Point[]; severity: TroubleMark['severity'] }[] = [];
  const marks: TroubleMark[] = [];
  const lineEnds: number[] = [];
  const lineIds: string[] = [];
  const route: { points: readonly [Point, Point]; token: ColourToken }[] = [];
  const alternatives: (readonly [Point, Point])[] = [];
  const chipWishes: { a: Point; z: Point; ns: number; token: ColourToken | null }[] = [];
  const legs = new Map(emphasis?.route.map((leg) => [leg.resourceId, leg]));
  const alternativeLegs = new Map(emphasis?.alternatives.map((leg) => [leg.resourceId, leg]));
  const isDense = topology.bundles.length > 1500;
  const only =
    level === 'regions' ? new Set([...legs.keys(), ...alternativeLegs.keys()].flatMap((id) => topology.bundleOf.get(id) ?? [])) : null;

  let inHand = 0;
  for (const at of only ?? topology.bundles.keys()) {
    if (++inHand % bundlesAtOnce === 0) yield;
    const bundle = topology.bundles[at];
    if (!bundle || (bundle.a === bundle.z && level !== 'nodes')) continue;
    const [from, to] = [anchorsOf(bundle.a), anchorsOf(bundle.z)];
    if (!from || !to || !mayMeet(from.at, to.at, drawn)) continue;
    drawBundle(bundle, from.nodes, to.nodes);
  }

  function drawBundle({ strands }: Bundle, from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>): void {
    let downCount = 0;
    let worst: TroubleMark | null = null;
    let heart: readonly [Point, Point] | null = null;
    const isOnRoute = strands.some(({ resourceId }) => legs.has(resourceId));
    let isChipWished = isOnRoute;
    const hasRoute = strands.some(({ resourceId }) => legs.has(resourceId) || alternativeLegs.has(resourceId));
    for (const [place, strand] of strands.entries()) {
      const [a, z] = [from.get(strand.aNodeId), to.get(strand.zNodeId)];
      if (!a || !z) continue;
      const row = resources.get(strand.resourceId);
      if (!row) continue;
      const leg = legs.get(strand.resourceId);
      const alternative = alternativeLegs.get(strand.resourceId);
      if (leg || alternative) {
        const ends = [a, z] as const;
        if (leg) route.push({ points: ends, token: carrierToken(strand.carrierId) });
        else alternatives.push(ends);
        const { ns } = leg ?? alternative ?? { ns: null };
        // Of several alternatives side by side one tells; beside the route none.
        if (ns !== null && (leg || !isChipWished)) chipWishes.push({ a, z, ns, token: leg ? carrierToken(strand.carrierId) : null });
        isChipWished = true;
        hit(strand, a, z);
        clutter.addLine(a, z, leg ? 7 : 6);
        if (!troubles.resources.has(strand.resourceId)) continue;
      }
      if (only) continue;
      const off = hasRoute ? asideOf(place, strands.length) : laneOffset(place, strands.length);
      const trouble = troubles.resources.get(strand.resourceId);
      const points = lane(a, z, off);
      const visible = clippedPath(points, drawn);
      if (!visible) continue;
      if (trouble && row.condition !== 'degraded' && row.condition !== 'up') {
        downs.push({ points: visible, severity: trouble.severity });
        downCount += 1;
      } else add(styleOf(strand, row, trouble?.severity ?? null), visible);
      if (trouble && (!worst || rank(trouble.severity) < rank(worst.severity))) {
        worst = { at: middle(points), severity: trouble.severity, impairmentId: trouble.impairment?.id ?? null };
        heart = [a, z];
      }
      if (!leg && !alternative)
        hit(strand, visible[visible.length === 4 ? 1 : 0] ?? a, visible[visible.length === 4 ? 2 : visible.length - 1] ?? z);
      if (!isDense) clutter.addLine(a, z, trouble ? 7 : 1);
    }
    if (!worst) return;
    if (downCount > 0 && heart) halos.push({ a: heart[0], z: heart[1], severity: worst.severity });
    marks.push(worst);
  }

  function hit({ resourceId }: Strand, a: Point, z: Point): void {
    lineEnds.push(a.x, a.y, z.x, z.y);
    lineIds.push(resourceId);
  }

  function styleOf({ carrierId, resourceId }: Strand, row: ResourceRow, severity: TroubleMark['severity'] | null): LineStyle {
    const isReceding =
      emphasis !== null &&
      !emphasis.resources.has(resourceId) &&
      !legs.has(resourceId) &&
      !alternativeLegs.has(resourceId) &&
      severity === null;
    if (severity !== null) return { token: `${severity}-fg`, width: 2.2, dash: 'solid', isReceding };
    const isChosen = emphasis?.resources.has(resourceId) === true;
    const overlaid = overlay.classOf?.(row).look;
    if (overlaid) return withLook(overlaid, isStale(carrierId), isChosen, isReceding);
    const key = `${carrierId}/${String(isChosen)}/${String(isReceding)}`;
    let known = looks.get(key);
    if (!known)
      looks.set(
        key,
        (known = withLook({ token: carrierToken(carrierId), width: 1.4, dash: 'solid' }, isStale(carrierId), isChosen, isReceding)),
      );
    return known;
  }

  function strokesOf(style: LineStyle): Strokes {
    let strokes = ofLook.get(style);
    if (strokes) return strokes;
    const key = `${style.token}/${style.width}/${style.dash}/${String(style.isReceding)}`;
    strokes = byStyle.get(key);
    if (!strokes) byStyle.set(key, (strokes = { style, paths: [] }));
    ofLook.set(style, strokes);
    return strokes;
  }

  function add(style: LineStyle, points: readonly Point[]): void {
    const { paths } = strokesOf(style);
    paths.push(points.length);
    for (const { x, y } of points) paths.push(x, y);
  }

  // What recedes is drawn first.
  const strokes = [...byStyle.values()].sort((one, other) => Number(other.style.isReceding) - Number(one.style.isReceding));
  return { halos, strokes, downs, route, alternatives, troubles: marks, lineEnds, lineIds, chipWishes };
}

function withLook(look: Omit<LineStyle, 'isReceding'>, isStale: boolean, isChosen: boolean, isReceding: boolean): LineStyle {
  const width = (isStale ? Math.max(1.6, look.width) : look.width) + (isChosen ? 1 : 0);
  return { token: look.token, width, dash: isStale ? 'dotted' : look.dash, isReceding };
}

const rank = (severity: TroubleMark['severity']): number => ['critical', 'major', 'minor', 'warning'].indexOf(severity);

function mayMeet(a: Point, z: Point, { left, top, right, bottom }: Box): boolean {
  const apart = 40;
  return !(
    Math.max(a.x, z.x) < left - apart ||
    Math.min(a.x, z.x) > right + apart ||
    Math.max(a.y, z.y) < top - apart ||
    Math.min(a.y, z.y) > bottom + apart
  );
}

/** Lines beside a route in their bundle stand off it, on both sides. */
const asideOf = (place: number, count: number): number => {
  const off = laneOffset(place, count);
  return off + (off >= 0 ? 7 : -7);
};

/** Long lines are cut to what is drawn: a dashed line of a hundred thousand pixels takes a second. */
function clippedPath(points: readonly Point[], drawn: Box): readonly Point[] | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const isInside = points.every(({ x, y }) => x >= drawn.left && x <= drawn.right && y >= drawn.top && y <= drawn.bottom);
  if (isInside) return points;
  if (points.length === 2) return clipped(first, last, drawn);
  const pieces: Point[] = [];
  for (let at = 0; at + 1 < points.length; at += 1) {
    const [a, z] = [points[at], points[at + 1]];
    const piece = a && z && clipped(a, z, drawn);
    if (piece) pieces.push(...piece);
  }
  return pieces.length > 1 ? pieces : null;
}

function middle(points: readonly Point[]): Point {
  const [a, z] = points.length === 4 ? [points[1], points[2]] : [points[0], points[1]];
  return { x: ((a?.x ?? 0) + (z?.x ?? 0)) / 2, y: ((a?.y ?? 0) + (z?.y ?? 0)) / 2 };
}
