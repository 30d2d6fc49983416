/** The fields of an order as it is typed, and the columns that have them in a file; `orders/intake.ts` reads them. */
export const orderFields = [
  'order',
  'customer',
  'accessing',
  'a',
  'z',
  'signal',
  'limit',
  'basis',
  'objective',
  'recovery',
  'priority',
  'provenance',
  'start',
  'end',
  'diverse-from',
  'diverse-by',
  'diversity',
  'revert',
] as const;
export type OrderField = (typeof orderFields)[number];

/** An order as it was typed or read from a file: text by field. */
export type OrderFields = Readonly<Partial<Record<OrderField, string>>>;

/** Without these a file is not one of orders. */
export const requiredOrderFields = ['order', 'a', 'z', 'limit'] as const satisfies readonly OrderField[];

/** Without these `orders/intake.ts` takes no order; the others have their usual values. */
export const neededOrderFields = ['order', 'customer', 'accessing', 'a', 'z', 'signal', 'limit'] as const satisfies readonly OrderField[];

/** What lists of orders tell besides: passed over when a list is read, so that one that was exported can be. */
export const orderListColumns = ['state', 'cause', 'limit_ns', 'latency_ns', 'margin_ns', 'received', 'since'] as const;
