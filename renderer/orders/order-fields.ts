/** The columns of an order as it is typed or stands in a file; the host reads them (`orders.check`). */
export const orderFieldNames = [
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
export type OrderFieldName = (typeof orderFieldNames)[number];
export type OrderFieldTexts = Readonly<Partial<Record<OrderFieldName, string>>>;

/** Without these a file is not one of orders. */
export const requiredFieldNames = ['order', 'a', 'z', 'limit'] as const satisfies readonly OrderFieldName[];

/** What lists of orders tell besides: passed over when a list is read, so that one that was exported can be. */
export const toldColumns = ['state', 'cause', 'limit_ns', 'latency_ns', 'margin_ns', 'received', 'since'] as const;
