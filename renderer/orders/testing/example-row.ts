import type { OrderRow } from '../../../core/contract/live';

/** An order of the queue for tests, from London to Vienna; a test says what matters to it. */
export const exampleRow = (change: Partial<OrderRow> = {}): OrderRow => ({
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
  revert: 'never',
  state: 'received',
  cause: 'submitted',
  receivedAtMs: 1,
  stateSinceMs: 1,
  isCancelRequested: false,
  isFrozen: false,
  latencyNs: null,
  marginNs: null,
  ...change,
});
