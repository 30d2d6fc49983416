import type { IdentifierRange } from './identifier-range';

/** What a switch can number; narrower than what the standard allows. */
export interface SwitchLimits {
  readonly trunkVpi: IdentifierRange;
  readonly trunkVci: IdentifierRange;
  readonly lineVpi: IdentifierRange;
  readonly lineVci: IdentifierRange;
}

/** A GranDSLAM 4200's. */
export const usualSwitchLimits: SwitchLimits = {
  trunkVpi: { first: 0, last: 15 },
  trunkVci: { first: 32, last: 1023 },
  lineVpi: { first: 0, last: 0 },
  lineVci: { first: 32, last: 63 },
};

/** An access switch on which circuits are made, by a connection creation system of its own. */
export interface Switch {
  readonly id: string;
  readonly name: string;
  readonly limits: SwitchLimits;
}

/** Whether its creation system answers. */
export interface SwitchLink {
  readonly switchId: string;
  readonly isUp: boolean;
  /** Since when it is so. */
  readonly sinceMs: number;
  /** Why it is down, in words; empty while it is up. */
  readonly detail: string;
}

/** Where an end user is attached to an access switch, and the identifiers on that line. */
export interface SubscriberLine {
  readonly rack: number;
  readonly shelf: number;
  readonly slot: number;
  readonly circuit: number;
  readonly vpi: number;
  readonly vci: number;
}

/** `1-1-2-17 (0/35)`: as an operator writes it. */
export const lineText = ({ rack, shelf, slot, circuit, vpi, vci }: SubscriberLine): string =>
  `${rack}-${shelf}-${slot}-${circuit} (${vpi}/${vci})`;

export const isSameLine = (one: SubscriberLine, other: SubscriberLine): boolean => lineText(one) === lineText(other);
