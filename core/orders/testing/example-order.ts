import type { Order, OrderRequest } from '../../model/order';

/** An order for tests, from London to Vienna; a test says what matters to it. */
export const exampleRequest = (change: Partial<OrderRequest> = {}): OrderRequest => ({
  id: 'ORD-1',
  customer: 'Quay Bank',
  accessingCarrierId: 'gamma',
  a: { kind: 'site', id: 'LON' },
  z: { kind: 'site', id: 'VIE' },
  signal: '10GE-LAN',
  limit: { oneWayNs: 9_000_000, enteredAs: 'one-way' },
  objective: 'latency',
  recovery: 'after',
  priority: 5,
  minimumProvenance: 'derived',
  startMs: null,
  endMs: null,
  diversity: null,
  revert: 'never',
  ...change,
});

export const exampleOrder = (change: Partial<Order> = {}): Order => ({
  ...exampleRequest(),
  state: 'received',
  cause: 'submitted',
  receivedAtMs: 1,
  stateSinceMs: 1,
  isCancelRequested: false,
  isFrozen: false,
  ...change,
});
