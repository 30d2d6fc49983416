/** While it stands nothing is moved automatically: everywhere, or where the carrier is on the way (N12). */
export interface RecoveryPause {
  /** null: everywhere. */
  readonly carrierId: string | null;
  /** Why, in words for the operator. */
  readonly text: string;
  readonly sinceMs: number;
}
