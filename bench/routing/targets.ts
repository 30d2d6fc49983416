import type { JobName } from './exchange';

/** What the engine is to reach, as ratios to a peer in the same run at equal questions, or by itself. */
export type Target = {
  readonly job: JobName;
  /** Of the networks that it is for. */
  readonly fromNodes: number;
  readonly belowNodes: number;
} & (
  | { readonly kind: 'ratio'; readonly peer: string; readonly figure: 'median' | 'p95'; readonly atMost: number }
  /** All of a storm's connections, milliseconds. */
  | { readonly kind: 'storm'; readonly belowMs: number }
  /** Of the questions, those settled with proof in so many milliseconds. */
  | { readonly kind: 'settled'; readonly atLeast: number; readonly withinMs: number }
);

// A real network of some hundred nodes counts as one of about a thousand.
const [thousand, tenThousand, all] = [500, 5_000, Infinity];
const around1k = { fromNodes: thousand, belowNodes: tenThousand } as const;
const around10k = { fromNodes: tenThousand, belowNodes: 50_000 } as const;
const from1k = { fromNodes: thousand, belowNodes: all } as const;

export const targets: readonly Target[] = [
  { job: 'J1', kind: 'ratio', peer: 'lemon', figure: 'median', atMost: 0.1, ...from1k },
  { job: 'J2', kind: 'ratio', peer: 'boost', figure: 'median', atMost: 0.1, ...around1k },
  { job: 'J2', kind: 'ratio', peer: 'boost', figure: 'p95', atMost: 0.1, ...around1k },
  { job: 'J2', kind: 'ratio', peer: 'boost', figure: 'median', atMost: 0.15, ...around10k },
  { job: 'J2', kind: 'ratio', peer: 'boost', figure: 'p95', atMost: 0.15, ...around10k },
  { job: 'J3', kind: 'ratio', peer: 'igraph', figure: 'median', atMost: 0.01, ...from1k },
  { job: 'J4', kind: 'ratio', peer: 'lemon', figure: 'median', atMost: 0.1, ...from1k },
  { job: 'J4S', kind: 'settled', atLeast: 0.9, withinMs: 50, ...from1k },
  { job: 'J5', kind: 'storm', belowMs: 50, ...around1k },
  { job: 'J5', kind: 'storm', belowMs: 1_000, ...around10k },
  { job: 'J6', kind: 'ratio', peer: 'lemon', figure: 'median', atMost: 0.15, ...around1k },
];
