import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCircuitOrder } from '../../../core/circuits/circuit-order-intake';
import { pathAmiss } from '../../../core/circuits/path-intake';
import { sizeOf } from '../../../core/circuits/ranges';
import { usualSwitchLimits } from '../../../core/model/switch';
import { seededRandom } from '../random';
import { makeCircuitRows } from './circuit-order-file';
import { planPaths } from './path-plan';

const anyNumber = fc.integer({ min: 80, max: 2000 });
const planned = (orders: number) => planPaths(['sw-nyc-1', 'sw-lon-1'], orders, null);

test('whatever number is ordered, every path is one that its switch can have, and has room for its orders', () => {
  fc.assert(
    fc.property(anyNumber, (orders) => {
      const paths = planned(orders);
      const requests = paths.map(({ request }) => request);
      expect(requests.map((request) => pathAmiss(request, usualSwitchLimits, requests))).toEqual(requests.map(() => null));
      expect(paths.reduce((sum, path) => sum + path.orders, 0)).toBe(orders);
      for (const { part, request, orders: own } of paths) {
        const size = sizeOf([request.vcis]);
        if (part === 'small') expect(size).toBe(own);
        else expect(size).toBeGreaterThan(own);
      }
    }),
  );
});

test('the file orders what is planned, each for an end user and a line of its own', () => {
  fc.assert(
    fc.property(anyNumber, (orders) => {
      const paths = planned(orders);
      const requests = makeCircuitRows(paths, seededRandom(orders)).flatMap((row) => {
        const intake = readCircuitOrder(row);
        return intake.kind === 'request' ? [intake.request] : [];
      });
      const switchOf = new Map(paths.map(({ request }) => [request.id, request.switchId]));
      const lines = requests.map(({ pathId, line }) => `${switchOf.get(pathId) ?? ''} ${JSON.stringify(line)}`);
      expect([new Set(lines).size, new Set(requests.map(({ id }) => id)).size]).toEqual([orders, orders]);
      for (const { request, orders: own } of paths) expect(requests.filter(({ pathId }) => pathId === request.id)).toHaveLength(own);
    }),
    { numRuns: 20 },
  );
});
