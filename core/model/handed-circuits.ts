import type { SwitchLink } from './switch';

/** What has to be seen to at a virtual path; `text` says why, and since when where that is known. */
export interface PathConcern {
  readonly kind: 'held' | 'impaired' | 'full' | 'running-out';
  readonly text: string;
}

/** Virtual circuits in a hand-over report. Times are milliseconds since the epoch. */
export interface HandedCircuits {
  readonly switchesDown: readonly (SwitchLink & { readonly name: string })[];
  /** Those that are to be seen to. */
  readonly paths: readonly { readonly pathId: string; readonly provider: string; readonly concerns: readonly PathConcern[] }[];
  /** Orders that have no identifier yet, per path; `sinceMs`: when the first of them was received. */
  readonly waiting: readonly { readonly pathId: string; readonly provider: string; readonly count: number; readonly sinceMs: number }[];
  /** Circuit orders that ended so in the shift. */
  readonly ended: { readonly failed: number; readonly released: number };
  /** In the shift: sent; ended without all that was asked for; and how many paths were held since, and are still. */
  readonly bulkRequests: { readonly sent: number; readonly unsuccessful: number; readonly held: number };
}
