import { expect, test } from 'vitest';
import type { DossierShown, ExplanationShown, OrderShown, RouteShown } from '../../core/contract/shapes';
import { orderFields, orderListColumns } from '../../core/model/order-fields';
import { exampleOrder } from '../../core/orders/testing/example-order';
import type { Screen } from '../screen';
import { showCandidates } from '../show-route';
import { ordersCsv, showDossier, showExplanation, showOrders } from './show-orders';

function shown(show: (screen: Screen) => void): string {
  const lines: string[] = [];
  show({
    heading: (text) => lines.push(`# ${text}`),
    line: (text) => lines.push(text),
    table: (columns, rows) => lines.push(...[columns, ...rows].map((cells) => cells.join(' | '))),
    progress: () => undefined,
  });
  return lines.join('\n');
}

const order = (change: Partial<OrderShown> = {}): OrderShown => ({
  ...exampleOrder({ state: 'active' }),
  latencyNs: 7_000_000,
  marginNs: 2_000_000,
  ...change,
});

const hop = (name: string, azNs: number, zaNs: number) =>
  ({ kind: 'resource', id: name, name, azNs, zaNs, carrierName: 'alpha', provenance: 'reported', isDefault: false }) as const;

/** Slower on the way back. */
const route: RouteShown = {
  aPort: 'g1-c1',
  zPort: 'g2-c1',
  hops: [hop('lon-fra', 3_000_000, 4_000_000), hop('fra-vie', 2_000_000, 3_000_000)],
  azNs: 5_000_000,
  zaNs: 7_000_000,
  oneWayNs: 7_000_000,
  price: 100,
};

const dossier = (change: Partial<DossierShown> = {}): DossierShown => ({
  order: order(),
  connections: [{ id: 'c1', orderId: 'ORD-1', state: 'active', route, createdAtMs: 0 }],
  ...{ segments: [], alternatives: [], homeRoute: null, choice: null, diversity: null, transitions: [], decisions: [] },
  ...change,
});

test('a route adds up in its worse direction, which is what counts against the limit', () => {
  const text = shown((screen) => {
    showDossier(screen, dossier());
  });
  expect(text).toContain('lon-fra | alpha | 4.00 ms | 4.00 ms | reported');
  expect(text).toContain('fra-vie | alpha | 3.00 ms | 7.00 ms | reported');
  expect(text).toContain('7.00 ms one way in the worse direction (14.00 ms round trip), limit 9.00 ms');
  expect(text).toContain('limit 9.00 ms one way, 18.00 ms round trip');
});

test('a connection on something broken never shows as active', () => {
  const impaired = order({ state: 'impaired', latencyNs: null, marginNs: null });
  const text = shown((screen) => {
    showDossier(screen, dossier({ order: impaired }));
  });
  expect(text).toContain('Connection, impaired');
  expect(text).not.toContain('Connection, active');
  expect(
    shown((screen) => {
      showOrders(screen, [impaired]);
    }),
  ).toContain('impaired | – | 9.00 ms | –');
});

test('an explanation says when alternatives are found, what is left, and why each candidate was not taken', () => {
  const explanation: ExplanationShown = {
    ...{ order: order({ recovery: 'before' }), recoveryWords: 'before it is provisioned', route, alternatives: [], diversity: null },
    decision: {
      ...{
        orderId: 'ORD-1',
        atMs: 0,
        occasion: 'provisioning',
        outcome: 'chosen',
        summary: 'fastest of what is free',
        limitNs: 9_000_000,
        bestAchievableNs: 7_000_000,
      },
      candidates: [
        {
          hops: [
            { kind: 'node', id: 'a', name: 'A' },
            { kind: 'node', id: 'z', name: 'Z' },
          ],
          oneWayNs: 7_000_000,
          price: 1,
          isChosen: true,
          reasons: [],
        },
        {
          hops: [],
          oneWayNs: null,
          price: 1,
          isChosen: false,
          reasons: [{ kind: 'unknown-latency', text: 'the latency of x is not known' }],
        },
      ],
    },
    otherRoutes: null,
  };
  const text = shown((screen) => {
    showExplanation(screen, explanation);
  });
  expect(text).toContain('recovery policy before: before it is provisioned');
  expect(text).toContain('2.00 ms (22 %) to spare');
  expect(text).toContain('A – Z | 7.00 ms | chosen');
  expect(text).toContain(' | unknown | the latency of x is not known');
});

test('candidates over the same nodes are told apart by the parallel lines that they take', () => {
  const over = (...names: readonly string[]) => ({
    hops: [
      { kind: 'node', id: 'a', name: 'A' } as const,
      ...names.map((name) => ({ kind: 'resource', id: name, name }) as const),
      { kind: 'node', id: 'z', name: 'Z' } as const,
    ],
    ...{ oneWayNs: 7_000_000, price: 1, isChosen: false, reasons: [] },
  });
  const text = shown((screen) => {
    showCandidates(screen, 'why', [over('A-M #1', 'M-Z #1'), over('A-M #1', 'M-Z #2'), { ...over('X'), hops: over('X').hops.slice(0, 2) }]);
  });
  expect(text).toContain('A – Z, over M-Z #1 | ');
  expect(text).toContain('A – Z, over M-Z #2 | ');
  expect(text).toMatch(/A \| 7/);
});

test('every column of the list as CSV is known to the import', () => {
  const known: readonly string[] = [...orderFields, ...orderListColumns];
  const columns = ordersCsv([order()]).split('\r\n')[0]?.split(',') ?? [];
  expect(columns.filter((column) => !known.includes(column))).toEqual([]);
});
