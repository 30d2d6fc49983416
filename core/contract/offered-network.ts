/** A network that would be entered, to be drawn; ids are those that it would have. */
export interface OfferedNetwork {
  readonly sites: readonly OfferedSite[];
  readonly nodes: readonly OfferedNode[];
  readonly links: readonly OfferedLink[];
}

export interface OfferedSite {
  readonly id: string;
  readonly name: string;
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
}

export interface OfferedNode {
  readonly id: string;
  readonly name: string;
  readonly siteId: string | null;
  readonly fate: OfferedFate;
}

export interface OfferedLink {
  readonly id: string;
  readonly name: string;
  readonly aNodeId: string;
  readonly zNodeId: string;
  readonly isDedicated: boolean;
  /** Nanoseconds one way; null: unknown. */
  readonly latency: { readonly azNs: number; readonly zaNs: number } | null;
  readonly fate: OfferedFate;
}

/** `withdrawn`: it is known, and would not be listed any more. */
export type OfferedFate = 'new' | 'changed' | 'withdrawn' | 'unchanged';
