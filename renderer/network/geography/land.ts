import { geoGraticule, geoPath, type GeoPermissibleObjects, type GeoProjection } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { Topology, GeometryCollection } from 'topojson-specification';

/** Natural Earth's outlines, at 1:110 million and at 1:50 million. */
export type LandDetail = 'coarse' | 'fine';

/** What lies under the network, as paths in map units (SVG path data). */
export interface LandPaths {
  readonly land: readonly string[];
  readonly borders: string;
  readonly graticule: string;
}

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection<null> }>;

/** Each a chunk of its own, that is part of the program: no network is needed. */
async function worldOf(detail: LandDetail): Promise<World> {
  const { default: world } =
    detail === 'coarse' ? await import('world-atlas/countries-110m.json') : await import('world-atlas/countries-50m.json');
  return world;
}

/** Projects piece by piece; others have their turn at each `pause`. */
export async function loadLand(
  detail: LandDetail,
  projection: GeoProjection,
  pause: () => Promise<void>,
  signal: AbortSignal,
): Promise<LandPaths | null> {
  const world = await worldOf(detail);
  const path = geoPath(projection).digits(2);
  const land: string[] = [];
  let inHand = '';
  for (const [at, polygon] of polygonsOf(world).entries()) {
    if (at % 60 === 59) await pause();
    if (signal.aborted) return null;
    inHand += path(polygon) ?? '';
    if (inHand.length > 20_000) {
      land.push(inHand);
      inHand = '';
    }
  }
  await pause();
  const borders = path(mesh(world, world.objects.countries, (one, other) => one !== other)) ?? '';
  return { land: [...land, inHand], borders, graticule: path(geoGraticule().step([5, 5])()) ?? '' };
}

function polygonsOf(world: World): GeoPermissibleObjects[] {
  const land = feature(world, world.objects.land);
  return land.features.flatMap(({ geometry }): GeoPermissibleObjects[] =>
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates.map((coordinates): GeoPermissibleObjects => ({ type: 'Polygon', coordinates }))
      : [geometry],
  );
}
