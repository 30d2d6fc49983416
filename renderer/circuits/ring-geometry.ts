import type { Pool } from '../../core/model/path-outlook';

export const arcKinds = ['used', 'quarantined', 'free', 'pending'] as const;
export type ArcKind = (typeof arcKinds)[number];

/** Degrees clockwise from the top. */
export interface RingArc {
  readonly kind: ArcKind;
  readonly fromDeg: number;
  readonly toDeg: number;
}

export interface Ring {
  /** In the order of `arcKinds`, without the empty ones; together the whole ring, or nothing where nothing was created or asked for. */
  readonly arcs: readonly RingArc[];
  /** Where the delta threshold stands: once what is used reaches it, more are asked for. Null: nothing was created yet. */
  readonly tickDeg: number | null;
}

/** What is there at all has to be seen. */
export const leastArcDeg = 2.5;

/** The pool of a path as a ring: all that was created, and then what is asked for. What was not created is no part of it. */
export function ringOf(pool: Pick<Pool, ArcKind>, deltaThreshold: number): Ring {
  const total = arcKinds.reduce((sum, kind) => sum + pool[kind], 0);
  if (total === 0) return { arcs: [], tickDeg: null };
  const shares = arcKinds.filter((kind) => pool[kind] > 0).map((kind) => ({ kind, deg: (pool[kind] / total) * 360 }));
  const widened = shares.map(({ kind, deg }) => ({ kind, deg: Math.max(deg, leastArcDeg) }));
  const excess = widened.reduce((sum, { deg }) => sum + deg, 0) - 360;
  const largest = widened.reduce((most, each) => (each.deg > most.deg ? each : most));
  let atDeg = 0;
  const arcs = widened.map(({ kind, deg }) => {
    const fromDeg = atDeg;
    atDeg += kind === largest.kind ? deg - excess : deg;
    return { kind, fromDeg, toDeg: atDeg };
  });
  const created = total - pool.pending;
  const endOfCreated = arcs.findLast(({ kind }) => kind !== 'pending')?.toDeg ?? 0;
  // Not more than the threshold remain once so many, and the next one, are left (V3: equal is not more).
  const tickDeg = created === 0 ? null : Math.max(0, endOfCreated - ((deltaThreshold + 1) / total) * 360);
  return { arcs, tickDeg };
}

/** A point on a circle around the origin, the first degree at the top. */
export function pointAt(deg: number, radius: number): { readonly x: number; readonly y: number } {
  const angle = ((deg - 90) * Math.PI) / 180;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** An SVG path along a circle around the origin. */
export function arcPath({ fromDeg, toDeg }: Pick<RingArc, 'fromDeg' | 'toDeg'>, radius: number): string {
  // An arc whose ends meet is drawn as nothing.
  const from = pointAt(fromDeg, radius);
  const to = pointAt(Math.min(toDeg, fromDeg + 359.99), radius);
  const isLarge = toDeg - fromDeg > 180 ? 1 : 0;
  return `M${fixed(from.x)} ${fixed(from.y)}A${radius} ${radius} 0 ${isLarge} 1 ${fixed(to.x)} ${fixed(to.y)}`;
}

const fixed = (value: number): string => value.toFixed(2);
