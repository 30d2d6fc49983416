import type { LinkHold } from '../model/link-hold';
import type { StandingRenewal } from '../model/standing-renewal';

/** Two ports that are no interconnect, by the operator's word; `aPortId` comes first in the order of ids. */
export interface RejectedInterconnect {
  readonly aPortId: string;
  readonly zPortId: string;
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/** What operators decided about carriers and where they meet. */
export interface CarrierRepository {
  /** In place of the one that the carrier's link has. */
  putHold(hold: LinkHold): Promise<void>;
  removeHold(carrierId: string): Promise<void>;
  holds(): Promise<readonly LinkHold[]>;
  /** In place of the one that stands for the carrier. */
  putRenewal(renewal: StandingRenewal): Promise<void>;
  removeRenewal(carrierId: string): Promise<void>;
  renewals(): Promise<readonly StandingRenewal[]>;
  /** It is neither read nor shown any more, until it is put again. */
  remove(carrierId: string, atMs: number): Promise<void>;
  /** Those that were removed, and have not been put again. */
  listRemoved(): Promise<readonly string[]>;
  rejectInterconnect(rejected: RejectedInterconnect): Promise<void>;
  /** False: it was not rejected. */
  allowInterconnect(aPortId: string, zPortId: string): Promise<boolean>;
  rejectedInterconnects(): Promise<readonly RejectedInterconnect[]>;
}
