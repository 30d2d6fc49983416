/** `locked-out`: by the operator; `maintenance`: its window is open; `flapping`: it went down and up too often (N12, N8). */
export const holdOutCauses = ['locked-out', 'maintenance', 'flapping'] as const;
export type HoldOutCause = (typeof holdOutCauses)[number];

/** What can be kept from new routes: a part of the network, or everything at a site, of a carrier, or in a shared-risk group. */
export const holdOutKinds = ['resource', 'interconnect', 'node', 'port', 'site', 'carrier', 'shared-risk'] as const;
export interface HoldOutSubject {
  readonly kind: (typeof holdOutKinds)[number];
  readonly id: string;
}

/** Something that no new route may use, although it may be up. What runs over it already goes on. */
export interface HoldOut {
  readonly subject: HoldOutSubject;
  readonly cause: HoldOutCause;
  /** Why, in words for the operator. */
  readonly text: string;
  readonly sinceMs: number;
  /** When it ends by itself; null: when somebody ends it. */
  readonly untilMs: number | null;
  /** A pause of the carrier's link set it up, and its resumption takes it back. */
  readonly isOfLinkHold?: true;
}
