import { expect, test } from 'vitest';
import type { Segment } from '../model/connection';
import type { Order } from '../model/order';
import { identifyRoute } from '../identification/identify-route';
import type { Network } from '../network/network';
import { carrier, networkOf, node, port, reading, resource } from '../network/testing/plain-network';
import { exampleOrder } from '../orders/testing/example-order';
import { planSegments } from '../provisioning/plan-segments';
import type { OrderInService } from './orders-in-service';
import { supposeFailure } from './what-if';

const rows = 20;
const columns = 10;
const circuits = 15;
const ordersThroughDuct = 1_000;

/** A grid of one carrier; all circuits between the two middle columns in the upper half run through one duct. */
function grid(): Network {
  const id = (row: number, column: number) => `alpha/n${row}-${column}`;
  const cells = Array.from({ length: rows * columns }, (_, index) => [Math.floor(index / columns), index % columns] as const);
  const linked = cells.flatMap(([row, column]) => [
    ...(column + 1 < columns ? [[row, column, row, column + 1] as const] : []),
    ...(row + 1 < rows ? [[row, column, row + 1, column] as const] : []),
  ]);
  const resources = linked.flatMap(([row, column, toRow, toColumn]) =>
    Array.from({ length: circuits }, (_, number) =>
      resource(`alpha/${row}-${column}-${toRow}-${toColumn}-${number}`, id(row, column), id(toRow, toColumn), {
        slots: 80,
        sharedRisks: column === columns / 2 && toColumn > column && row < rows / 2 ? ['duct'] : [],
      }),
    ),
  );
  const ports = [...Array(rows).keys()].flatMap((row) =>
    [0, columns - 1].flatMap((column) =>
      Array.from({ length: ordersThroughDuct / 5 }, (_, number) => port(`alpha/p${row}-${column}-${number}`, id(row, column))),
    ),
  );
  return networkOf({
    carriers: [carrier('alpha', 'both')],
    nodes: cells.map(([row, column]) => node(id(row, column), `S${row}-${column}`)),
    ports,
    resources,
    readings: [
      ...resources.map((each) => reading('resource', each.id, 1_000_000)),
      ...cells.map(([row, column]) => reading('node', id(row, column), 1_000)),
    ],
  });
}

/** Served as in earnest, each on what the ones before have left. */
function serve(network: Network, order: Order): OrderInService {
  const purpose = { occasion: 'provisioning', ownSegments: [], ends: null, refusals: [], atMs: 1 } as const;
  const identified = identifyRoute(network, order, purpose);
  if (identified.kind !== 'route') throw new Error(identified.decision.summary);
  const { route } = identified;
  const segments = planSegments(route, network.view).map((plan, ordinal): Segment => ({
    ...{ id: `${order.id}-${ordinal}`, connectionId: order.id, orderId: order.id, carrierId: plan.carrierId, ordinal },
    ...{ aPortId: plan.aPortId, zPortId: plan.zPortId, resourceIds: plan.resourceIds, slots: 1, maxDelayNs: 1, state: 'held', detail: '' },
  }));
  for (const { id, resourceIds } of segments) {
    for (const resourceId of resourceIds) {
      network.view.putSlotBooking(resourceId, id, 1);
      network.graph.touch({ kind: 'resource', id: resourceId });
    }
  }
  for (const portId of [route.aPortId, route.zPortId]) network.view.portOwners.set(portId, { orderId: order.id, segmentId: null });
  network.graph.settle();
  return {
    order,
    connection: { id: order.id, orderId: order.id, state: 'active', route, createdAtMs: 1 },
    segments,
    alternatives: [],
    heldBack: '',
  };
}

test('a duct with 1,000 connections is supposed to fail in about a second, most of them moved and the others explained, in slices', async () => {
  const network = grid();
  const services = Array.from({ length: ordersThroughDuct }, (_, index) => {
    const row = index % (rows / 2);
    return serve(
      network,
      exampleOrder({
        id: `ORD-${index}`,
        accessingCarrierId: 'alpha',
        a: { kind: 'site', id: `S${row}-0` },
        z: { kind: 'site', id: `S${row}-${columns - 1}` },
        signal: '1GE',
        // The way around the duct is up to twenty links longer: those far from its end cannot take it.
        limit: { oneWayNs: 20_000_000, enteredAs: 'one-way' },
        state: 'active',
      }),
    );
  });
  let pauses = 0;
  const cpu = process.cpuUsage();
  const outcome = await supposeFailure(network, [{ kind: 'fails', subject: { kind: 'shared-risk', id: 'duct' } }], services, {
    atMs: 1,
    pause: async () => {
      pauses += 1;
    },
  });
  const usedMs = process.cpuUsage(cpu).user / 1000;
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  expect(pauses).toBeGreaterThan(ordersThroughDuct / 10);
  const moved = outcome.hits.filter(({ route }) => route !== null);
  expect(outcome.hits).toHaveLength(ordersThroughDuct);
  expect(moved.length).toBeGreaterThan(400);
  expect(moved.every(({ marginNs }) => marginNs !== null && marginNs >= 0)).toBe(true);
  const unmoved = outcome.hits.filter(({ route }) => route === null);
  expect(unmoved.length).toBeGreaterThan(100);
  expect(unmoved.every(({ decision }) => decision.summary !== '' && decision.candidates.length > 0)).toBe(true);
  // Of the processor's time, which other work on the machine does not lengthen much: about 0.7 s. Told in full it took several times as long.
  expect(usedMs).toBeLessThan(2_500);
}, 60_000);
