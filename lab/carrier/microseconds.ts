/** Decimal microseconds, to the nanosecond. */
export const us = (value: number): string => String(Math.round(value * 1000) / 1000);
