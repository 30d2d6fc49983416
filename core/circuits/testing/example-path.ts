import type { SerialisationParameters, VirtualPath } from '../../model/virtual-path';

/** Three circuits given, 29 of the first 32 left. */
export const examplePath: VirtualPath = {
  id: 'VP-3',
  switchId: 'NE1',
  provider: 'Quay Net',
  side: 'UNI',
  vpi: 3,
  vcis: { first: 100, last: 1023 },
  deltaThreshold: 4,
  bulkSize: 32,
  timeThresholdMs: 30_000,
  maxAttempts: 5,
  backoffMs: 5000,
  quarantineMs: 600_000,
  isReserveHeld: false,
  carriedByOrderId: null,
  currentVci: 103,
  lastVci: 131,
  status: 'SUCCESS',
  startTimeMs: null,
  requestedVci: 131,
  attempts: 0,
  retryAtMs: null,
  heldSinceMs: null,
  createdAtMs: 0,
};

/** With thresholds of 4 identifiers and 30 s. */
export const exampleParameters: SerialisationParameters = {
  currentVci: 103,
  lastVci: 131,
  status: 'SUCCESS',
  deltaThreshold: 4,
  startTimeMs: null,
  currentTimeMs: 1_000_000,
  timeThresholdMs: 30_000,
  bulkSize: 32,
};
