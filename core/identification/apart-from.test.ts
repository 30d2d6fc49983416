import { describe, expect, test } from 'vitest';
import type { Diversity } from '../model/diversity';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import type { Network } from '../network/network';
import { resource, reading } from '../network/testing/plain-network';
import { identifyRoute } from './identify-route';
import { qualifyRoute } from './qualify-route';
import { changed, order, purpose } from './testing/two-carriers';

/** A second interconnect in Paris and a second way from there, in the first one's duct or not. */
function network({ duct = [] as readonly string[], slowNs = 200 } = {}): Network {
  const built = changed({
    resources: { 'beta/east': { sharedRisks: ['duct 7'] } },
    readings: [reading('resource', 'beta/east-2', slowNs), reading('interconnect', 'a~b2', 5, 'operator')],
  });
  const { view, graph } = built;
  view.resources.set('beta/east-2', resource('beta/east-2', 'beta/par', 'beta/vie', { sharedRisks: duct }));
  for (const id of ['alpha/par-y', 'beta/par-y']) {
    const like = view.ports.get(id.replace('-y', '-x'));
    if (like) view.ports.set(id, { ...like, id, name: id });
  }
  view.interconnects.set('a~b2', { id: 'a~b2', siteId: 'PAR', aPortId: 'alpha/par-y', zPortId: 'beta/par-y', origin: 'plug-id' });
  graph.reshape();
  graph.settle();
  return built;
}

const other = order({ id: 'OTHER' });
function withOther(built: Network): Route {
  const found = identifyRoute(built, other, purpose());
  if (found.kind !== 'route') throw new Error(found.decision.summary);
  built.view.routes.put(built.view, { id: 'K', orderId: 'OTHER', route: found.route });
  return found.route;
}
const apart = (by: Diversity['by'], isRequired = true): Partial<Order> => ({ diversity: { fromOrderId: 'OTHER', by, isRequired } });
const edges = (route: Route) => route.hops.filter(({ kind }) => kind !== 'node').map(({ id }) => id);

const identify = (built: Network, change: Partial<Order>) => identifyRoute(built, order(change), purpose());
const edgesOf = (built: Network, change: Partial<Order>) => {
  const found = identify(built, change);
  return found.kind === 'route' ? edges(found.route) : found.decision.summary;
};

describe('diversity from another order', () => {
  test('leaves out what the other uses, by link', () => {
    const built = network({ duct: ['duct 7'] });
    expect(edges(withOther(built))).toEqual(['alpha/near', 'a~b', 'beta/east']);
    expect(edgesOf(built, {})).toEqual(['alpha/near', 'a~b', 'beta/east']);
    expect(edgesOf(built, apart('link'))).toEqual(['alpha/far', 'a~b2', 'beta/east-2']);
    expect(identify(built, apart('link')).decision.summary).toMatch(/fastest of what is free, apart from OTHER by link$/);
  });

  test('by shared risk, what would fail with it too; the refusal names both, and what would have served', () => {
    const built = network({ duct: ['duct 7'] });
    withOther(built);
    const { kind, decision } = identify(built, apart('shared-risk'));
    expect(kind).toBe('none');
    expect(decision).toMatchObject({ outcome: 'no-route' });
    expect(decision.summary).toMatch(
      /^no route is apart from OTHER by shared risk: the best one, 0\.2 µs one way, limit 0\.9 µs, shares .*duct 7 with it$/,
    );
    const reasons = decision.candidates.flatMap((candidate) => candidate.reasons);
    expect(reasons.some(({ kind: why, text }) => why === 'shared-risk' && /shares .*duct 7.* with OTHER/.test(text))).toBe(true);
    expect(decision.candidates.every(({ isChosen }) => !isChosen)).toBe(true);
    expect(edgesOf(network({ duct: ['duct 8'] }), apart('shared-risk'))).toEqual(['alpha/near', 'a~b', 'beta/east']);
  });

  test('by node, the nodes between the ends: there is one way through Paris alone', () => {
    const built = network();
    withOther(built);
    expect(edgesOf(built, apart('node'))).toMatch(/^no route is apart from OTHER by node/);
  });

  test('by site, the sites between the ends too: another node in Paris is not enough', () => {
    const built = network();
    const { view, graph } = built;
    const twin = view.nodes.get('alpha/par');
    const [x, y] = [view.ports.get('alpha/par-x'), view.ports.get('alpha/par-y')];
    if (!twin || !x || !y) throw new Error('the network has no Paris');
    view.nodes.set('alpha/par-2', { ...twin, id: 'alpha/par-2', name: 'par-2' });
    view.nodes.set('beta/par-2', { ...twin, id: 'beta/par-2', name: 'par-2', carrierId: 'beta' });
    view.ports.set('alpha/par-y', { ...y, nodeId: 'alpha/par-2' });
    const betaY = view.ports.get('beta/par-y');
    if (betaY) view.ports.set('beta/par-y', { ...betaY, nodeId: 'beta/par-2' });
    view.resources.set('alpha/far', resource('alpha/far', 'alpha/par-2', 'alpha/lon'));
    view.resources.set('beta/east-2', resource('beta/east-2', 'beta/par-2', 'beta/vie'));
    graph.reshape();
    graph.settle();
    withOther(built);
    expect(edgesOf(built, apart('node'))).toEqual(['alpha/far', 'a~b2', 'beta/east-2']);
    expect(edgesOf(built, apart('site'))).toMatch(/^no route is apart from OTHER by site: .*, PAR with it$/);
  });

  test('that is only preferred is followed within the limit, and never a reason to refuse', () => {
    const built = network({ duct: ['duct 7'] });
    withOther(built);
    expect(edgesOf(built, apart('link', false))).toEqual(['alpha/far', 'a~b2', 'beta/east-2']);
    const tight = { ...apart('link', false), limit: { oneWayNs: 300, enteredAs: 'one-way' } } as const;
    expect(edgesOf(built, tight)).toEqual(['alpha/near', 'a~b', 'beta/east']);
    expect(identify(built, tight).decision.summary).toMatch(
      /, not apart from OTHER by link: shares alpha\/near, interconnect a~b, beta\/east$/,
    );
    expect(edgesOf(built, { ...tight, ...apart('link', true) })).toMatch(/^no route is apart from OTHER by link/);
  });

  test('counts for nothing while the other has no route', () => {
    expect(edgesOf(network(), apart('shared-risk'))).toEqual(['alpha/near', 'a~b', 'beta/east']);
  });

  test('is judged again when a route that was found before is to be taken', () => {
    const built = network();
    const route = withOther(built);
    expect(qualifyRoute(built, order(), route, purpose()).kind).toBe('holds');
    expect(qualifyRoute(built, order(apart('link')), route, purpose())).toMatchObject({
      kind: 'fails',
      reasons: expect.arrayContaining([expect.objectContaining({ kind: 'shared-risk' })]) as unknown,
    });
    expect(qualifyRoute(built, order(apart('link', false)), route, purpose()).kind).toBe('holds');
  });
});
