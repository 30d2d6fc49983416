/** Identifiers of paths (VPI) or circuits (VCI), from the first to the last, both included. */
export interface IdentifierRange {
  readonly first: number;
  readonly last: number;
}

/** 0 to 31 are reserved in every path (ITU-T I.361 §2.2.3); a switch may offer users fewer than these. */
export const userVcis: IdentifierRange = { first: 32, last: 65_535 };

/** At a user's side of the network the identifier of a path has 8 bits, between networks 12 (ITU-T I.361 §2.2.2). */
export const pathSides = ['UNI', 'NNI'] as const;
export type PathSide = (typeof pathSides)[number];
export const largestVpi: Readonly<Record<PathSide, number>> = { UNI: 255, NNI: 4095 };
