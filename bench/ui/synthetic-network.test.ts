import { describe, expect, it, test } from 'vitest';
import { mulberry, neighbours, syntheticNetwork } from './synthetic-network';
import { extentOf, projectionFor } from '../../renderer/network/geography/projection';
import { overlayOf } from '../../renderer/network/overlays/overlay';
import { groupImpairments } from '../../renderer/recovery/impairment-groups';
import { buildRegions } from '../../renderer/network/topology/regions';
import { buildTopology } from '../../renderer/network/topology/topology';
import { findTroubles } from '../../renderer/network/topology/troubles';
import { greatCircleKm, placeOf } from '../../core/model/distance';
import { buildScene } from '../../renderer/network/scene/build-scene';

const rows = syntheticNetwork({ carriers: 4, nodes: 2_000, resources: 3_000, orders: 0, nowMs: 0 });
const byId = <Row extends { readonly id: string }>(all: readonly Row[]): Map<string, Row> => new Map(all.map((row) => [row.id, row]));
const tables = {
  sites: byId(rows.sites),
  nodes: byId(rows.nodes),
  resources: byId(rows.resources),
  interconnects: byId(rows.interconnects),
};
const projection = projectionFor(extentOf(rows.sites.flatMap((site) => placeOf(site) ?? [])));
const topology = buildTopology(tables, (longitudeDeg, latitudeDeg) => {
  const [x, y] = projection([longitudeDeg, latitudeDeg]) ?? [NaN, NaN];
  return { x, y };
});

function picture(level: 'regions' | 'sites' | 'nodes', zoom: number) {
  const steps = buildScene({
    topology,
    tables,
    view: { x: 500 - 800 * zoom, y: 400 - 450 * zoom, zoom, width: 1_000, height: 800 },
    level,
    regions: level === 'regions' ? buildRegions(topology, 58 / zoom) : null,
    overlay: overlayOf('health', tables, 0),
    troubles: findTroubles(tables, rows.impairments),
    groups: groupImpairments(tables, rows.impairments),
    emphasis: null,
    carrierToken: () => 'carrier-1',
    isStale: () => false,
    floats: [],
    measure: (text) => text.length * 6,
  });
  for (let count = 1; ; count += 1) {
    const step = steps.next();
    if (step.done) return { scene: step.value, count };
  }
}

describe('a large network', () => {
  it('is on the map with everything that it has', () => {
    expect(topology.siteOfNode.size).toBe(2_000);
    expect(topology.bundleOf.size).toBe(3_000);
    expect(topology.unplaced).toEqual([]);
  });
  it('is made into a picture in many small steps', () => {
    expect(picture('sites', 1).count).toBeGreaterThan(topology.bundles.length / 300);
  });
  it('is a few dozen regions from afar', () => {
    const { scene } = picture('regions', 1);
    expect(scene.regions.length).toBeGreaterThan(5);
    expect(scene.regions.length).toBeLessThan(120);
    expect(scene.hits.lineIds).toEqual([]);
  });
  it('is only what is in view from near', () => {
    const { scene } = picture('nodes', 20);
    expect(scene.sites.length).toBeLessThan(200);
    expect(scene.hits.lineIds.length).toBeLessThan(1_500);
  });
});

test('neighbours are those that a look at all places finds', () => {
  const random = mulberry(3);
  for (const count of [1, 5, 8, 40, 300]) {
    const places = Array.from({ length: count }, () => ({ latitudeDeg: 30 + 30 * random(), longitudeDeg: 40 * random() }));
    const found = places.map((here) =>
      places
        .map((there, at) => ({ at, km: Math.abs(here.latitudeDeg - there.latitudeDeg) > 8 ? Infinity : greatCircleKm(here, there) }))
        .sort((one, other) => one.km - other.km)
        .slice(1, 7)
        .map(({ at }) => at),
    );
    expect(neighbours(places, 6)).toEqual(found);
  }
});
