import { z } from 'zod';
import { chosenRoute } from '../../../core/contract/route-choices';
import { otherwises } from '../../../core/model/route-choice';
import { orderFields, type OrderField, type OrderFields } from '../../../core/model/order-fields';

/** What the wizard keeps. */
export const connectionShape = z.strictObject({
  /** As it is typed, by the names of an order's fields. */
  typed: z.partialRecord(z.enum(orderFields), z.string().max(400)),
  /** The route that was chosen, as it was seen; null: what the engine proposes when it is ordered. */
  chosen: chosenRoute.nullable(),
  otherwise: z.enum(otherwises),
  /** Under this id it was submitted, or was about to be; null: it was not. */
  orderId: z.string().nullable(),
});
export type ConnectionFields = z.infer<typeof connectionShape>;

export const connectionSteps = ['ends', 'demand', 'ways', 'review', 'progress', 'result'] as const;

/** What a button that begins one may say beforehand: any field of an order. */
export function typedFrom(query: URLSearchParams): OrderFields {
  const given = orderFields.flatMap((field): readonly (readonly [OrderField, string])[] => {
    const value = query.get(field);
    return value === null || value === '' ? [] : [[field, value.slice(0, 400)]];
  });
  return Object.fromEntries(given);
}

/** `orderId`: of an order that waits, for which another route is to be chosen; null: it is a new one. */
export const emptyConnection = (typed: OrderFields, orderId: string | null): ConnectionFields => ({
  ...{ typed: { ...typed }, chosen: null, otherwise: 'ask', orderId },
});
