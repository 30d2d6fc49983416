import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { node, resource, site, tables } from '../testing/rows';
import { levelAt, shownLevel } from './level';
import { buildRegions } from './regions';
import { buildTopology } from './topology';

const topologyOf = (places: readonly (readonly [number, number])[], links: readonly (readonly [number, number])[] = []) =>
  buildTopology(
    tables({
      sites: places.map(([x, y], at) => site(`S${at}`, x, y)),
      nodes: places.map((_, at) => node(`ald/S${at}`)),
      resources: links.map(([a, z], at) => resource(`r${at}`, `ald/S${a}`, `ald/S${z}`)),
    }),
    (x, y) => ({ x, y }),
  );

describe('regions', () => {
  it('hold every site once, none further from its leader than the radius', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 120 }),
        (places, radius) => {
          const topology = topologyOf(places);
          const { regions, regionOf } = buildRegions(topology, radius);
          expect(regions.flatMap(({ sites }) => sites).sort((a, z) => a - z)).toEqual(places.map((_, at) => at));
          for (const [at, region] of regionOf.entries()) {
            const [own, leader] = [topology.sites[at], topology.sites[topology.siteAt.get(regions[region]?.id ?? '') ?? -1]];
            expect(Math.hypot((own?.x ?? 0) - (leader?.x ?? 0), (own?.y ?? 0) - (leader?.y ?? 0))).toBeLessThanOrEqual(radius);
          }
        },
      ),
    );
  });
  it('are joined by what runs between them, and by nothing within', () => {
    const { links } = buildRegions(
      topologyOf(
        [
          [0, 0],
          [5, 0],
          [100, 0],
        ],
        [
          [0, 1],
          [0, 2],
          [1, 2],
          [1, 2],
        ],
      ),
      20,
    );
    expect(links).toHaveLength(1);
    expect(links[0]?.resourceCount).toBe(3);
  });
});

describe('the level', () => {
  const dense = { sites: Array.from({ length: 500 }), medianSpacing: 5 } as unknown as Parameters<typeof levelAt>[0];
  it.each([
    [1, 'regions'],
    [4, 'sites'],
    [80, 'nodes'],
  ])('at zoom %s is %s', (zoom, level) => {
    expect(levelAt(dense, zoom)).toBe(level);
  });
  it('of few sites is never regions', () => {
    expect(levelAt({ ...dense, sites: dense.sites.slice(0, 20) }, 0.5)).toBe('sites');
  });
  it('that was chosen holds until the zoom goes on to another', () => {
    expect(shownLevel('regions', { level: 'nodes', whileAt: 'regions' })).toBe('nodes');
    expect(shownLevel('sites', { level: 'nodes', whileAt: 'regions' })).toBe('sites');
  });
});
