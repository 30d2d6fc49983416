import { describe, expect, it } from 'vitest';
import { interconnect, node, resource, site, tables } from '../testing/rows';
import { buildTopology } from './topology';

const flat = (x: number, y: number) => ({ x, y: -y });

describe('what the map is made of', () => {
  const built = buildTopology(
    tables({
      sites: [
        site('LON', 0, 51),
        site('PAR', 2, 49),
        site('AMS', 5, 52),
        site('BRU', null, null),
        site('NIL', null, null),
        site('IDLE', 9, 9),
      ],
      nodes: [
        node('ald/LON'),
        node('bor/LON'),
        node('bor/PAR'),
        node('ald/AMS'),
        node('ald/BRU'),
        node('bor/NIL'),
        node('ald/lost', { siteId: null }),
      ],
      resources: [
        resource('r1', 'ald/LON', 'ald/AMS'),
        resource('r2', 'ald/AMS', 'ald/LON'),
        resource('r3', 'bor/LON', 'bor/PAR'),
        resource('r4', 'ald/AMS', 'ald/BRU'),
        resource('r5', 'ald/gone', 'ald/LON'),
      ],
      interconnects: [interconnect('i1', 'ald/LON', 'bor/LON')],
    }),
    flat,
  );
  const at = (id: string) => built.sites[built.siteAt.get(id) ?? -1];

  it('has each site with a node, and no others', () => {
    expect(built.sites.map(({ id }) => id).sort()).toEqual(['AMS', 'BRU', 'LON', 'PAR']);
  });
  it('puts a site without coordinates near what it is joined to, and says so', () => {
    expect(at('BRU')?.isGuessed).toBe(true);
    expect(Math.hypot((at('BRU')?.x ?? 0) - 5, (at('BRU')?.y ?? 0) + 52)).toBeLessThan(30);
  });
  it('lists what it cannot place: sites joined to nothing, and nodes whose site is not told', () => {
    expect(built.unplaced.map(({ id }) => id).sort()).toEqual(['NIL', 'node:ald/lost']);
  });
  it('orders the carriers at a site by where their lines go', () => {
    // Alder goes east to Amsterdam, further than Borealis to Paris.
    expect(at('LON')?.dots.map(({ carrierId }) => carrierId)).toEqual(['bor', 'ald']);
  });
  it('ties the carriers that an interconnect joins', () => {
    expect(at('LON')?.ties).toEqual([[0, 1]]);
  });
  it('bundles what runs between the same sites, whichever way it is drawn', () => {
    const bundle = built.bundles[built.bundleOf.get('r1') ?? -1];
    expect(bundle?.strands.map(({ resourceId }) => resourceId)).toEqual(['r1', 'r2']);
    expect(bundle?.strands.map(({ aNodeId }) => aNodeId)).toEqual(['ald/LON', 'ald/LON']);
  });
  it('leaves out resources of which an end is not known', () => {
    expect(built.bundleOf.has('r5')).toBe(false);
  });
});
