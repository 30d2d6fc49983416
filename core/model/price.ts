/** `1240.50`: minor currency units in; carriers tell prices as numbers, and no currency. */
export const priceText = (minorUnits: number): string => (minorUnits / 100).toFixed(2);
