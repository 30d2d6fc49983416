/** Decimal microseconds, to the nanosecond. */
export const us = (value: number): string => String(Math.round(value * 1000) / 1000);

/** Microseconds as a manager that counts in another unit writes them. */
export const inUnit = (valueUs: number, unit: 'ns' | 'us' | 'ms' = 'us'): string => {
  const [factor, digits] = unit === 'ns' ? [1000, 0] : unit === 'ms' ? [1 / 1000, 6] : [1, 3];
  return String(Number((valueUs * factor).toFixed(digits)));
};
