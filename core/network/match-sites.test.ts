import { expect, test } from 'vitest';
import { greatCircleKm } from '../model/distance';
import { atKnownSites, matchSites } from './match-sites';
import { reportedNode, site } from './testing/carrier-reports';
import { carrier, networkOf, node } from './testing/plain-network';

const known = (id: string, latitudeDeg: number | null, longitudeDeg: number | null) => ({
  id,
  name: `City of ${id}`,
  latitudeDeg,
  longitudeDeg,
});

const { view } = networkOf({
  carriers: [carrier('alpha'), carrier('beta')],
  sites: [
    known('LON', 51.5, -0.1),
    known('SLO', 51.51, -0.6),
    known('ROM', 41.9, 12.5),
    known('OLD', 51.5, -0.1),
    known('ISL', null, null),
    known('FIJ', -17, 180),
  ],
  nodes: [
    node('alpha/1', 'LON'),
    node('alpha/2', 'SLO'),
    node('beta/1', 'ROM'),
    node('alpha/3', 'OLD', { condition: 'withdrawn' }),
    node('alpha/4', 'ISL'),
    node('alpha/5', 'FIJ'),
  ],
});
const match = (...sites: readonly ReturnType<typeof site>[]) =>
  matchSites(
    view,
    'beta',
    sites.map((at, index) => reportedNode(String(index), { site: at })),
  );

test('a site is known by its code where another carrier stands there, not where only this one did, or nobody any more', () => {
  expect(match(site('LON'), site('ROM', 41.9, 12.5), site('OLD'), null)).toEqual({ byCode: ['LON'], proposals: [] });
});

test('a code that is new is proposed to be the nearest known site within 15 km', () => {
  const [near, far] = [site('x', 51.5, -0.2), site('y', 51.5, -0.35)];
  const { byCode, proposals } = match(near, far);
  expect(byCode).toEqual([]);
  expect(proposals).toEqual([
    { siteId: 'x', siteName: 'x', knownSiteId: 'LON', knownSiteName: 'City of LON', distanceKm: expect.closeTo(6.92, 1) as number },
  ]);
  // It is 17 km to either.
  expect(greatCircleKm({ latitudeDeg: 51.5, longitudeDeg: -0.35 }, { latitudeDeg: 51.5, longitudeDeg: -0.1 })).toBeGreaterThan(15);
});

test('places on both sides of the date line are near; a site without a place is near nothing', () => {
  expect(match(site('suva', -17, -179.95), site('lost')).proposals).toMatchObject([{ siteId: 'suva', knownSiteId: 'FIJ' }]);
});

test('nodes stand at the known sites that they are taken to be at, the others where they were', () => {
  const nodes = [reportedNode('1', { site: site('x', 51.5, -0.2) }), reportedNode('2', { site: site('y') }), reportedNode('3')];
  expect(
    atKnownSites(
      view,
      nodes,
      new Map([
        ['x', 'LON'],
        ['y', 'nowhere'],
      ]),
    ).map((each) => each.site),
  ).toEqual([
    // prettier-ignore
    known('LON', 51.5, -0.1),
    site('y'),
    null,
  ]);
});
