/**
 * `paused`: it is listened to, and nothing new is asked of the carrier: no new route uses it, and nothing is moved automatically where it is on the way.
 * `disconnected`: there is no connection, and what is known of the carrier is from before.
 */
export const linkHoldKinds = ['paused', 'disconnected'] as const;
export type LinkHoldKind = (typeof linkHoldKinds)[number];

/** An operator keeps a dedicated link from being used; it stays so over restarts, until it is resumed. */
export interface LinkHold {
  readonly carrierId: string;
  readonly kind: LinkHoldKind;
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number;
}

/** "paused by Ann: their upgrade" */
export const holdWords = ({ kind, by, reason }: Pick<LinkHold, 'kind' | 'by' | 'reason'>): string => `${kind} by ${by}: ${reason}`;
