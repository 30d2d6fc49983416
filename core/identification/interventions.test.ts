import { describe, expect, test } from 'vitest';
import type { HoldOut } from '../model/hold-out';
import type { MaintenanceWindow } from '../model/maintenance-window';
import type { Order } from '../model/order';
import type { Network } from '../network/network';
import { linkState } from '../network/testing/plain-network';
import { identifyRoute } from './identify-route';
import type { Purpose } from './question';
import { changed, order, purpose } from './testing/two-carriers';

const nowMs = 7;
const over = ['alpha/near', 'a~b', 'beta/east'];
const detour = ['alpha/far', 'a~b', 'beta/east'];
const identify = (network: Network, change: Partial<Order> = {}, asked: Partial<Purpose> = {}) =>
  identifyRoute(network, order(change), purpose(asked));
const links = (found: ReturnType<typeof identify>) =>
  found.kind === 'route' ? found.route.hops.filter(({ kind }) => kind !== 'node').map(({ id }) => id) : found.kind;

function holding(network: Network, ...subjects: readonly HoldOut['subject'][]): Network {
  for (const subject of subjects) {
    network.view.putHoldOut({ subject, cause: 'locked-out', text: 'locked out by Ann: splicing', sinceMs: 1, untilMs: null });
    network.graph.touchHoldOut(subject);
  }
  network.graph.settle();
  return network;
}

describe('N12: an order against which only a hold-out stands', () => {
  test('waits, and says for what and what it would get then', () => {
    const found = identify(holding(changed({}), { kind: 'carrier', id: 'beta' }));
    expect(found).toMatchObject({ kind: 'waits', carrierIds: [], decision: { outcome: 'waits', bestAchievableNs: 245 } });
    expect(found.decision.summary).toBe(
      'waits for what is kept from new routes: carrier beta is locked out by Ann: splicing; then 0.2 µs one way, limit 0.9 µs, fastest of what is free',
    );
  });

  test('waits too when an end of it is held out', () => {
    const ends = ['beta/c1', 'beta/c2'].map((id) => ({ kind: 'port', id }) as const);
    expect(identify(holding(changed({}), ...ends))).toMatchObject({
      kind: 'waits',
      decision: { summary: expect.stringMatching(/port beta\/c/) as string },
    });
  });

  test('waits for the link if that is down besides', () => {
    const linkStates = ['alpha', 'beta', 'gamma', 'delta'].map((id) => linkState(id, { isUp: id !== 'alpha' }));
    expect(identify(holding(changed({ linkStates }), { kind: 'carrier', id: 'beta' }))).toMatchObject({
      kind: 'waits',
      carrierIds: ['alpha'],
    });
  });

  test('but not one that would have no route without it either, and not a restoration', () => {
    const locked = () => holding(changed({}), { kind: 'carrier', id: 'beta' });
    expect(identify(locked(), { limit: { oneWayNs: 1, enteredAs: 'one-way' } }).kind).toBe('none');
    expect(identify(locked(), {}, { occasion: 'restoration' }).kind).toBe('none');
  });
});

describe('N5: what is free at an order’s dates', () => {
  const window = (change: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
    ...{ id: 'W', subjects: [{ kind: 'resource', id: 'alpha/near' }], fromMs: 1_000, toMs: 2_000, text: 'splicing' },
    ...{ state: 'planned', plannedBy: 'Ann', cancelledBy: null },
    ...change,
  });
  const planned = (...windows: readonly MaintenanceWindow[]) => {
    const network = changed({});
    for (const each of windows) network.view.windows.set(each.id, each);
    return network;
  };

  test('an order with dates keeps clear of a window within them, and says so', () => {
    const found = identify(planned(window()), { startMs: 500, endMs: 1_500 });
    expect(links(found)).toEqual(detour);
    expect(found.decision.summary).toBe(
      '0.4 µs one way, limit 0.9 µs, fastest of what is free; keeps clear of maintenance: alpha/near, 1970-01-01 00:00:01 UTC – 1970-01-01 00:00:02 UTC: splicing',
    );
  });

  test.each([
    ['that ends before it', { startMs: null, endMs: 1_000 }],
    ['that starts when it is over', { startMs: 2_000, endMs: null }],
  ])('an order %s does not mind it', (_, dates) => {
    const found = identify(planned(window()), dates);
    expect(links(found)).toEqual(over);
    expect(found.decision.summary).not.toMatch(/maintenance/);
  });

  test.each([
    ['that would exceed its limit otherwise', { limit: { oneWayNs: 300, enteredAs: 'one-way' } }, window()],
    ['that has no other way', {}, window({ subjects: [{ kind: 'site', id: 'PAR' }] })],
    ['whose own end is in it', {}, window({ subjects: [{ kind: 'node', id: 'beta/vie' }] })],
  ] as const)('an order %s is served all the same, and told', (_, change, planning) => {
    const found = identify(planned(planning), { startMs: 500, endMs: 5_000, ...change });
    expect(links(found)).toEqual(over);
    expect(found.decision.summary).toMatch(/; maintenance on the way: .*splicing$/);
  });

  test('an order without dates is told only: it is moved away for that time', () => {
    const found = identify(planned(window()));
    expect(links(found)).toEqual(over);
    expect(found.decision.summary).toMatch(/; maintenance on the way/);
  });

  test('a window that is over, or not on the way, is nobody’s matter', () => {
    const far = window({ id: 'V', subjects: [{ kind: 'resource', id: 'alpha/far' }] });
    expect(identify(planned(window({ state: 'moving-back' }), far), { startMs: nowMs, endMs: 5_000 }).decision.summary).not.toMatch(
      /maintenance/,
    );
  });
});
