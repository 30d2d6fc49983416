import type { OrderRequest } from '../../model/order';
import { fieldsOfOrder } from '../../model/order-cells';
import { orderFields } from '../../model/order-fields';
import { shortened } from '../../model/shortened';
import { lineText } from '../../model/switch';
import type { CircuitOrderRequest } from '../../model/virtual-circuit';

export interface Difference {
  readonly column: string;
  readonly there: string;
  readonly given: string;
}

/** In what a row that is read differs from the order of its id. What the row leaves open is not compared. */
export function orderDifferences(row: Readonly<Record<string, string>>, given: OrderRequest, there: OrderRequest): readonly Difference[] {
  const [ours, theirs] = [fieldsOfOrder(given), fieldsOfOrder(there)];
  return orderFields
    .filter((field) => row[field] !== undefined)
    .flatMap((field) => {
      if (field === 'limit' || field === 'basis') return field === 'basis' ? [] : limitDifference(row, given, there);
      return ours[field] === theirs[field] ? [] : [{ column: field, there: theirs[field], given: ours[field] }];
    });
}

/** 18 ms round trip and 9 ms one way are the same limit. */
function limitDifference(row: Readonly<Record<string, string>>, given: OrderRequest, there: OrderRequest): readonly Difference[] {
  if (given.limit.oneWayNs === there.limit.oneWayNs) return [];
  return [{ column: 'limit', there: `${there.limit.oneWayNs / 1_000_000} ms one way`, given: row['limit'] ?? '' }];
}

export function circuitDifferences(given: CircuitOrderRequest, there: CircuitOrderRequest): readonly Difference[] {
  const pairs = [
    ['end-user', given.endUser, there.endUser],
    ['path', given.pathId, there.pathId],
    ['line', lineText(given.line), lineText(there.line)],
  ] as const;
  return pairs.flatMap(([column, ours, theirs]) => (ours === theirs ? [] : [{ column, given: ours, there: theirs }]));
}

export const differenceWords = (differences: readonly Difference[]): string =>
  differences
    .map(
      ({ column, there, given }) =>
        `${column}: there ${there === '' ? 'none' : shortened(there)}, here ${given === '' ? 'none' : shortened(given)}`,
    )
    .join('; ');
