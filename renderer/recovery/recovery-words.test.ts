import { describe, expect, test } from 'vitest';
import type { RecoveryHitShown, WayShown } from '../../core/contract/recovery';
import type { HopShown, RouteShown } from '../../core/contract/shapes';
import { carrierWords, doneByHand, keyOfWay, sortWays, standingWords, viaWords } from './recovery-words';

const hop = (kind: HopShown['kind'], id: string): HopShown => ({
  ...{ kind, id, name: id, azNs: 1, zaNs: 1, provenance: 'measured', isDefault: false },
  carrierName: kind === 'interconnect' ? null : id.startsWith('b/') ? 'Beech' : 'Alder',
});
const route = (price: number, oneWayNs: number): RouteShown => ({
  ...{ aPort: '1', zPort: '2', azNs: oneWayNs, zaNs: oneWayNs, oneWayNs, price },
  hops: [
    hop('node', 'a/LON'),
    hop('resource', 'a/1'),
    hop('node', 'a/PAR'),
    hop('interconnect', 'x'),
    hop('node', 'b/PAR'),
    hop('resource', 'b/2'),
    hop('node', 'b/VIE'),
  ],
});
const way = (price: number, oneWayNs: number, against: readonly string[] = []): WayShown => ({
  ...{ route: route(price, oneWayNs), marginNs: 100 - oneWayNs, isProposed: false, isKept: false, against },
  ...{ shared: { edges: 0, nodes: 0, risks: 0 }, sharedNames: [], freeSlots: 1 },
  plan: { steps: [], how: '', expectedOutageMs: 0, isMadeBeforeBreak: true, kept: [] },
});

test('a way is told by the sites between its ends, each once, and by its carriers', () => {
  expect(viaWords(route(1, 1), (id) => id.slice(2))).toBe('PAR');
  expect(viaWords({ ...route(1, 1), hops: [hop('node', 'a/LON'), hop('resource', 'a/1'), hop('node', 'a/VIE')] }, () => null)).toBe(
    'direct',
  );
  expect(carrierWords(route(1, 1))).toBe('Alder, Beech; 2 resources');
  expect(keyOfWay(route(1, 1))).not.toBe(keyOfWay({ ...route(1, 1), hops: route(1, 1).hops.slice(2) }));
});

test('what can be taken stands before what cannot, each by what is asked for', () => {
  const ways = [way(5, 50), way(1, 200, ['over the limit']), way(9, 20)];
  expect(sortWays(ways, 'latency').map(({ route: { oneWayNs } }) => oneWayNs)).toEqual([20, 50, 200]);
  expect(sortWays(ways, 'margin').map(({ route: { oneWayNs } }) => oneWayNs)).toEqual([20, 50, 200]);
  expect(sortWays(ways, 'price').map(({ route: { price } }) => price)).toEqual([5, 9, 1]);
});

describe('how one order stands', () => {
  const hit = (more: Partial<RecoveryHitShown>) =>
    standingWords(
      { phase: 'queued', hitAtMs: 1_000, settledAtMs: null, parts: null, order: { isFrozen: false }, ...more } as RecoveryHitShown,
      (id) => id.toUpperCase(),
    );
  test.each([
    [{ phase: 'restored', settledAtMs: 5_100 }, 'in 4.1 s'],
    [{ phase: 'cleared', settledAtMs: 103_000 }, 'in 1 min 42 s'],
    [{ phase: 'in-hand', parts: { made: 1, all: 3, carrierId: 'castine' } }, 'CASTINE 2 of 3'],
    [{ phase: 'in-hand', parts: { made: 3, all: 3, carrierId: null } }, 'reading back 3 of 3'],
    [{ phase: 'in-hand' }, 'its turn is next'],
    [{ phase: 'waits-for-you' }, 'recovery is paused'],
    [{ phase: 'no-route' }, 'none within its limit'],
  ] as const)('%j: %s', (more, words) => {
    expect(hit(more)).toBe(words);
  });
});

test('what the engine did, and what became of what was asked for, is not done by hand', () => {
  const entry = (actor: 'operator' | 'engine', event: string) => ({ atMs: 1, actor, event, subject: 'ORD-1', text: 'x' });
  const asked = entry('operator', 'order.move-requested');
  expect(doneByHand({ done: [asked, entry('engine', 'move.given-up'), entry('operator', 'move.refused')] })).toEqual([asked]);
});
