import { expect, test } from 'vitest';
import type { OrderEnd } from '../../model/order';
import { carrier, networkOf, node, port, reading, resource } from '../../network/testing/plain-network';
import { fastestDrawn } from './fastest-drawn';

const network = networkOf({
  carriers: [carrier('alpha')],
  nodes: [node('alpha/1', 'LON'), node('alpha/2', 'PAR'), node('alpha/3', 'PAR'), node('alpha/4', 'ROM')],
  ports: [port('alpha/p', 'alpha/2')],
  resources: [
    resource('alpha/r', 'alpha/1', 'alpha/2', { condition: 'down', slots: 0 }),
    resource('alpha/s', 'alpha/1', 'alpha/3'),
    resource('alpha/unknown', 'alpha/3', 'alpha/4'),
  ],
  readings: [
    reading('resource', 'alpha/r', 0, 'measured', { azNs: 30, zaNs: 40 }),
    reading('resource', 'alpha/s', 0, 'measured', { azNs: 50, zaNs: 35 }),
    ...['alpha/1', 'alpha/2', 'alpha/3', 'alpha/4'].map((id) => reading('node', id, 5)),
  ],
});

const at = (kind: OrderEnd['kind'], id: string): OrderEnd => ({ kind, id });

test.each([
  ['node', 'alpha/2', 45],
  ['port', 'alpha/p', 45],
  ['node', 'alpha/3', 55],
  // Each direction at its best.
  ['site', 'PAR', 40],
  // Its latency is not known.
  ['site', 'ROM', null],
  ['site', 'OSL', null],
] as const)('from London to %s %s no route is below that, be it free or not', (kind, id, ns) => {
  const drawn = fastestDrawn(network);
  expect(drawn(at('site', 'LON'), at(kind, id), true)).toBe(ns);
  expect(drawn(at('node', 'alpha/1'), at(kind, id), true)).toBe(ns);
});

test('what was reckoned once is told again, and else nothing where nothing is to be reckoned', () => {
  const drawn = fastestDrawn(network);
  const [london, paris] = [at('site', 'LON'), at('site', 'PAR')];
  expect(drawn(london, paris, false)).toBeNull();
  expect(drawn(london, paris, true)).toBe(40);
  // Others toward which there was room for one at a time.
  for (const id of ['alpha/1', 'alpha/2', 'alpha/3', 'alpha/4']) drawn(london, at('node', id), true);
  expect(drawn(london, paris, false)).toBe(40);
});
