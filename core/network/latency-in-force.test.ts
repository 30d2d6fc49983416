import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provenances, type LatencyReading, type Provenance } from '../model/latency';
import { latencyInForce } from './latency-in-force';
import { carrier, interconnect, networkOf, node, port, reading, resource } from './testing/plain-network';

const of = (provenance: Provenance, ns: number, readAtMs: number): LatencyReading =>
  reading('resource', 'alpha/r', ns, provenance, { readAtMs });

describe('the latency in force', () => {
  test('is the operator’s over a measured, over a reported, over a derived one, whatever their age and order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...provenances), { minLength: 1 }),
        fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
        fc.option(fc.nat(1000), { nil: undefined }),
        (kinds, ages, defaultNs) => {
          const readings = kinds.map((provenance, index) => of(provenance, index, ages[index] ?? 0));
          const strongest = (['operator', 'measured', 'reported', 'derived'] as const).find((provenance) => kinds.includes(provenance));
          const expected = readings.find(({ provenance }) => provenance === strongest);
          const fallback = defaultNs === undefined ? undefined : { ns: defaultNs, setAtMs: 5000 };
          expect(latencyInForce(readings, fallback)).toEqual({
            azNs: expected?.azNs,
            zaNs: expected?.zaNs,
            provenance: strongest,
            readAtMs: expected?.readAtMs,
            isDefault: false,
          });
        },
      ),
    );
  });

  test('keeps the two directions of its reading apart', () => {
    const oneWay = reading('resource', 'alpha/r', 0, 'measured', { azNs: 3, zaNs: 8 });
    expect(latencyInForce([of('reported', 1, 9), oneWay], undefined)).toMatchObject({ azNs: 3, zaNs: 8 });
  });

  test('is the operator’s default only where there is no reading at all', () => {
    const fallback = { ns: 7, setAtMs: 99 };
    expect(latencyInForce([], fallback)).toEqual({ azNs: 7, zaNs: 7, provenance: 'operator', readAtMs: 99, isDefault: true });
    expect(latencyInForce([of('derived', 500, 1)], fallback)).toMatchObject({ azNs: 500, provenance: 'derived', isDefault: false });
  });

  test('is unknown, not zero, where nobody said anything; a zero that was stated is a latency', () => {
    expect(latencyInForce([], undefined)).toBeNull();
    expect(latencyInForce([of('reported', 0, 1)], undefined)).toMatchObject({ azNs: 0, zaNs: 0 });
    expect(latencyInForce([], { ns: 0, setAtMs: 1 })).toMatchObject({ azNs: 0, zaNs: 0, isDefault: true });
  });
});

describe('a default', () => {
  const { view } = networkOf({
    carriers: [carrier('alpha'), carrier('beta')],
    nodes: [node('alpha/a', 'LON'), node('beta/b', 'LON'), node('beta/c', 'PAR')],
    ports: [port('alpha/p', 'alpha/a'), port('beta/p', 'beta/b'), port('alpha/q', 'alpha/a'), port('beta/q', 'beta/c')],
    resources: [resource('beta/r', 'beta/b', 'beta/c')],
    interconnects: [
      interconnect('alpha/p', 'beta/p', { id: 'near', siteId: 'LON' }),
      interconnect('alpha/q', 'beta/q', { id: 'far', siteId: null }),
    ],
    defaults: [
      { scope: 'carrier-transit', scopeId: 'beta', ns: 9, setAtMs: 1 },
      { scope: 'site-interconnect', scopeId: 'LON', ns: 4, setAtMs: 1 },
    ],
  });

  test('of a carrier’s transit holds for its nodes, and for nothing else of it', () => {
    expect(view.latency({ kind: 'node', id: 'beta/b' })).toMatchObject({ azNs: 9, isDefault: true });
    expect(view.latency({ kind: 'node', id: 'alpha/a' })).toBeNull();
    expect(view.latency({ kind: 'resource', id: 'beta/r' })).toBeNull();
  });

  test('of a site’s interconnects holds for those at the site; one without a site has none', () => {
    expect(view.latency({ kind: 'interconnect', id: 'near' })).toMatchObject({ azNs: 4, isDefault: true });
    expect(view.latency({ kind: 'interconnect', id: 'far' })).toBeNull();
  });
});
