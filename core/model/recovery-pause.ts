/** While it stands nothing is moved automatically: everywhere, or where the carrier is on the way (N12). */
export interface RecoveryPause {
  /** null: everywhere. */
  readonly carrierId: string | null;
  /** Why, in words for the operator. */
  readonly text: string;
  readonly sinceMs: number;
  /** A pause of the carrier's link set it up, and its resumption takes it back. */
  readonly isOfLinkHold?: true;
}
