import { sizeOf } from '../../../core/circuits/ranges';
import type { PathRequest } from '../../../core/model/virtual-path';

/** What a path of the demo is there for. */
export type PathPart = 'carried' | 'reserve' | 'small' | 'plain' | 'denied' | 'partial' | 'late' | 'held';

export interface PlannedPath {
  readonly part: PathPart;
  readonly request: PathRequest;
  /** Of the orders that the file asks for and that are to be taken. */
  readonly orders: number;
}

/** The small path has so many identifiers. */
const smallSize = 20;

const quick = { timeThresholdMs: 20_000, backoffMs: 200, maxAttempts: 5, quarantineMs: 500, isReserveHeld: false };

/** In hundredths of the orders; the small path takes as many as it has identifiers, or fewer, and the plain one the rest. */
const shares = { carried: 24, reserve: 12, denied: 14, partial: 14, late: 14, held: 6 } as const;

/** Eight virtual paths over two switches for so many orders, each with a quarter of room to spare but for the small one. `carriedBy`: an order in service, or null. */
export function planPaths([first, second]: readonly [string, string], orders: number, carriedBy: string | null): readonly PlannedPath[] {
  const share = (part: keyof typeof shares): number => Math.floor((orders * shares[part]) / 100);
  const small = Math.min(smallSize, Math.floor(orders / 8));
  const rest = orders - small - (Object.keys(shares) as (keyof typeof shares)[]).reduce((sum, part) => sum + share(part), 0);
  const path = (part: PathPart, switchId: string, vpi: number, count: number, change: Partial<PathRequest> = {}): PlannedPath => ({
    part,
    orders: count,
    request: {
      ...{ id: `VP-${switchId.split('-')[1]?.toUpperCase() ?? ''}-${vpi}`, switchId, provider: providers[part], side: 'UNI', vpi },
      ...{ vcis: { first: 32, last: 32 + Math.max(12, Math.ceil(count * 1.25)) }, deltaThreshold: 8, bulkSize: 24, carriedByOrderId: null },
      ...quick,
      ...change,
    },
  });
  const smallRange = { first: 32, last: 32 + small - 1 };
  return [
    path('carried', first, 1, share('carried'), { carriedByOrderId: carriedBy }),
    path('reserve', first, 2, share('reserve'), { isReserveHeld: true }),
    path('small', first, 3, small, {
      ...{ vcis: smallRange, deltaThreshold: Math.min(2, small - 1), bulkSize: Math.max(3, Math.ceil(sizeOf([smallRange]) / 2)) },
      quarantineMs: 600_000,
    }),
    path('plain', first, 4, rest),
    path('denied', second, 1, share('denied')),
    path('partial', second, 2, share('partial')),
    path('held', second, 3, share('held'), { maxAttempts: 2, backoffMs: 100 }),
    path('late', second, 4, share('late'), { timeThresholdMs: 600 }),
  ];
}

const providers: Readonly<Record<PathPart, string>> = {
  carried: 'Northern Broadband',
  reserve: 'Quay Telephone',
  small: 'Halyard Net',
  plain: 'Meridian Online',
  denied: 'Tidewater Access',
  partial: 'Kestrel Broadband',
  held: 'Ashgrove Net',
  late: 'Orrin Telephone',
};
