import type { Overlay } from '../overlays/overlay';
import type { ImpairmentGroup } from '../../recovery/impairment-groups';
import type { Level } from '../topology/level';
import type { Regions } from '../topology/regions';
import type { NetworkTables, Topology } from '../topology/topology';
import type { Troubles } from '../topology/troubles';
import { createAnchors } from './anchors';
import type { Emphasis } from './emphasis';
import { contains, grown, type Box, type Point, type View } from './geometry';
import { createClutter, placeLabels } from './label-places';
import { drawLines } from './line-strokes';
import { placeCallouts } from './place-callouts';
import { placeChips } from './place-chips';
import { placeStubs } from './place-stubs';
import { markRegions } from './region-marks';
import { markSites, wishesOf } from './site-marks';
import type { ColourToken, Scene, Target } from './scene';

export interface SceneInput {
  readonly topology: Topology;
  readonly tables: NetworkTables;
  readonly view: View;
  readonly level: Level;
  /** Of the zoom; only for the level of regions. */
  readonly regions: Regions | null;
  readonly overlay: Overlay;
  readonly troubles: Troubles;
  readonly groups: readonly ImpairmentGroup[];
  readonly emphasis: Emphasis | null;
  readonly carrierToken: (carrierId: string) => ColourToken;
  readonly isStale: (carrierId: string) => boolean;
  /** What floats over the map, in pixels: names keep clear of it. */
  readonly floats: readonly Box[];
  readonly measure: (text: string, size: 11 | 12, isStrong: boolean) => number;
}

/** How much more than the screen is drawn on each side, as a share of it: so that it can be moved without drawing anew. */
export const overdraw = 0.2;
const mostCallouts = 3;
const mostLabels = 400;

/** From everything that is known to what is drawn: only what is in view, or just outside. Yields now and then. */
export function* buildScene(input: SceneInput): Generator<void, Scene> {
  const { topology, tables, view, level, regions, troubles, groups, emphasis, measure } = input;
  const screen: Box = { left: 0, top: 0, right: view.width, bottom: view.height };
  const [beyondX, beyondY] = [view.width * overdraw, view.height * overdraw];
  const drawn: Box = { left: -beyondX, top: -beyondY, right: view.width + beyondX, bottom: view.height + beyondY };
  const clutter = createClutter(grown(screen, -4));
  for (const box of input.floats) clutter.take(box);

  const routeSites = new Set(emphasis?.routeNodes.flatMap((id) => topology.siteOfNode.get(id) ?? []));
  const scale = Math.max(0.62, Math.min(1, (topology.medianSpacing * view.zoom) / 26));
  const anchorsOf = createAnchors(topology, view, level, scale, routeSites);
  const lines = yield* drawLines({ ...input, resources: tables.resources, anchorsOf, drawn, clutter });
  const atRegions = level === 'regions' && regions ? markRegions({ ...input, regions, drawn }) : null;
  yield;
  const sites = yield* markSites({ ...input, anchorsOf, drawn, scale, routeSites });
  for (const { box } of sites) clutter.take(box);
  for (const { box } of atRegions?.things ?? []) clutter.take(box);
  for (const { at } of sites) clutter.addThing(at);

  const marked = groups.flatMap((group) => {
    const at = placeOf(group);
    return at && contains(screen, at) ? [{ group, at }] : [];
  });
  const troubleMarks = spaced([
    ...(atRegions ? [] : lines.troubles),
    ...sites.flatMap(({ at, severity, id }) => (severity === null || level === 'regions' ? [] : nodeMark(at, severity, id))),
  ]);
  for (const { at } of troubleMarks) clutter.take({ left: at.x - 9, top: at.y - 9, right: at.x + 9, bottom: at.y + 9 });

  yield;
  const chips = placeChips(
    lines.chipWishes.map((wish) => ({ ...wish, text: `${(wish.ns / 1e6).toFixed(2)} ms` })),
    clutter,
    measure,
  );
  const wishes = atRegions ? [...atRegions.wishes, ...wishesOf(sites, input, topology)] : wishesOf(sites, input, topology);
  const inView = wishes.filter(({ around }) =>
    contains(screen, { x: (around.left + around.right) / 2, y: (around.top + around.bottom) / 2 }),
  );
  const most = inView.sort((one, other) => other.priority - one.priority).slice(0, mostLabels);
  const needed = placeLabels(
    most.filter(({ isNeeded }) => isNeeded),
    clutter,
  );
  yield;
  const callouts = placeCallouts(
    marked.filter(({ group }) => group.severity === 'critical' || group.severity === 'major').slice(0, mostCallouts),
    clutter,
    measure,
  );
  const stubs = atRegions ? [] : placeStubs(topology, tables.resources, anchorsOf, screen, clutter, measure);
  yield;
  const others = placeLabels(
    most.filter(({ isNeeded }) => !isNeeded),
    clutter,
  );

  function placeOf({ resourceIds, nodeIds }: ImpairmentGroup): Point | null {
    const points = resourceIds.flatMap((id) => {
      const bundle = topology.bundles[topology.bundleOf.get(id) ?? -1];
      const [a, z] = [anchorsOf(bundle?.a ?? -1)?.at, anchorsOf(bundle?.z ?? -1)?.at];
      return a && z ? [{ x: (a.x + z.x) / 2, y: (a.y + z.y) / 2 }] : [];
    });
    const first = points[0] ?? anchorsOf(topology.siteOfNode.get(nodeIds[0] ?? '') ?? -1)?.at ?? null;
    if (!atRegions || !regions || !first) return first;
    return first;
  }
  function nodeMark(at: Point, severity: NonNullable<(typeof sites)[number]['severity']>, siteId: string) {
    const site = topology.sites[topology.siteAt.get(siteId) ?? -1];
    const impairment = site?.dots.flatMap(({ nodeIds }) => nodeIds).map((id) => troubles.nodes.get(id)?.impairment ?? null);
    return [{ at: { x: at.x, y: at.y - 14 }, severity, impairmentId: impairment?.find((found) => found !== null)?.id ?? null }];
  }

  const things: { box: Box; target: Target }[] = [
    ...callouts.map(({ box, impairmentId }) => ({ box, target: { kind: 'impairment', id: impairmentId } as const })),
    ...troubleMarks.flatMap(({ at, impairmentId }) =>
      impairmentId === null
        ? []
        : [
            {
              box: { left: at.x - 9, top: at.y - 9, right: at.x + 9, bottom: at.y + 9 },
              target: { kind: 'impairment', id: impairmentId } as const,
            },
          ],
    ),
    ...(atRegions?.things ?? []),
    ...(level === 'nodes' ? nodeThings(sites, topology, anchorsOf) : []),
    ...sites.map(({ id, box }) => ({ box: grown(box, 3), target: { kind: 'site', id } as const })),
  ];
  return {
    view,
    level,
    halos: lines.halos,
    strokes: atRegions ? [...atRegions.strokes, ...lines.strokes] : lines.strokes,
    downs: lines.downs,
    route: lines.route,
    alternatives: lines.alternatives,
    regions: atRegions?.marks ?? [],
    sites,
    chips,
    labels: [
      ...stubs,
      ...[...needed, ...others].map(({ wish, box }) => ({ box, text: wish.text, look: wish.look, isReceding: wish.isReceding })),
    ],
    troubles: troubleMarks,
    callouts,
    hits: { lineEnds: lines.lineEnds, lineIds: lines.lineIds, things },
  };
}

function nodeThings(
  sites: Scene['sites'],
  topology: Topology,
  anchorsOf: ReturnType<typeof createAnchors>,
): { box: Box; target: Target }[] {
  return sites.flatMap(({ id }) => {
    const at = topology.siteAt.get(id) ?? -1;
    return [...(anchorsOf(at)?.nodes ?? [])].map(([nodeId, { x, y }]) => ({
      box: { left: x - 10, top: y - 10, right: x + 10, bottom: y + 10 },
      target: { kind: 'node', id: nodeId } as const,
    }));
  });
}

/** Marks that would cover each other: the worst stays. */
function spaced<Mark extends Scene['troubles'][number]>(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  const order = ['critical', 'major', 'minor', 'warning'];
  for (const mark of [...marks].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))) {
    if (!kept.some(({ at }) => Math.abs(at.x - mark.at.x) < 15 && Math.abs(at.y - mark.at.y) < 15)) kept.push(mark);
  }
  return kept;
}
