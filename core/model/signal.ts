/**
 * What an order carries, and how many 1.25G ODU tributary slots it takes of a resource (ITU-T G.709 table 7-10 for an ODU4;
 * a concatenated SONET/SDH payload is carried in the ODUk that holds it).
 */
export const signalSlots = {
  '1GE': 1,
  'STM-16': 2,
  'OC-48': 2,
  '10GE-LAN': 8,
  'STM-64': 8,
  'OC-192': 8,
  OTU2e: 8,
  '40GE': 31,
  '100GE': 80,
} as const satisfies Record<string, number>;

export type Signal = keyof typeof signalSlots;

export const signals = Object.keys(signalSlots) as readonly Signal[];

export const isSignal = (text: string): text is Signal => Object.hasOwn(signalSlots, text);

/** A set of signals as bits, for the routing graph. */
export const signalMask = (accepted: readonly Signal[]): number =>
  accepted.reduce((mask, signal) => mask | (1 << signals.indexOf(signal)), 0);
