import type { PathShown } from '../../../core/contract/circuit-shapes';
import type { Pool } from '../../../core/model/path-outlook';

interface Given extends Partial<Omit<PathShown, 'pool'>> {
  readonly free?: number;
  readonly pool?: Partial<Pool>;
}

/** A path of which 100 identifiers are given, 40 are free, and nothing is pending; but for what is said. */
export function examplePath({ free = 40, pool, ...given }: Given): PathShown {
  return {
    id: 'VP-3',
    switchId: 'sw-nyc-1',
    switchName: 'New York access',
    provider: 'Brightwater',
    side: 'UNI',
    vpi: 3,
    vcis: { first: 32, last: 1023 },
    deltaThreshold: 32,
    bulkSize: 64,
    timeThresholdMs: 90_000,
    maxAttempts: 5,
    backoffMs: 5000,
    quarantineMs: 600_000,
    isReserveHeld: false,
    carriedByOrderId: null,
    currentVci: 132,
    lastVci: 131 + free,
    status: 'SUCCESS',
    startTimeMs: null,
    requestedVci: 131 + free,
    attempts: 0,
    retryAtMs: null,
    heldSinceMs: null,
    createdAtMs: 0,
    isSwitchUp: true,
    waiting: 0,
    applied: { number: 3, action: 'do-not-send', remaining: free - 1, elapsedMs: null, text: 'row 3', outcome: 'nothing is sent' },
    pending: null,
    carriage: null,
    isImpaired: false,
    pool: {
      used: 100,
      free,
      pending: 0,
      quarantined: 0,
      foreign: 0,
      notCreated: 892 - free,
      total: 992,
      left: 892,
      isFull: false,
      fullText: null,
      ...pool,
    },
    rate: { kind: 'too-few', text: 'too few orders to tell a rate: 0 given, 0 released in 1 h' },
    exhaustion: { kind: 'too-few', text: 'too few orders to tell when it is exhausted: 0 given in 1 h' },
    asksForMore: { kind: 'to-come', number: 7, text: 'with 7 more orders not more than the delta threshold of 32 remain' },
    exhausts: { kind: 'to-come', number: 892, text: 'with 892 more orders no circuit is left' },
    isLow: false,
    ...given,
  };
}
