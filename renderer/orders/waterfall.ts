import type { HopShown, RouteShown } from '../../core/contract/shapes';
import type { Provenance } from '../../core/model/latency';
import { carrierOf } from '../../core/model/network';

/** Which way it is read: the worse one counts against the limit. */
export type Direction = 'a-to-z' | 'z-to-a';

/** One hop of a route in a waterfall. Latencies null: unknown. */
export interface WaterfallHop {
  readonly kind: 'node' | 'resource' | 'interconnect';
  readonly id: string;
  readonly name: string;
  /** null: between carriers. */
  readonly carrierId: string | null;
  readonly carrierName: string | null;
  readonly azNs: number | null;
  readonly zaNs: number | null;
  readonly provenance: Provenance | null;
  readonly isDefault: boolean;
}

interface Span {
  /** Where it begins, and what it adds; null: unknown. */
  readonly startNs: number;
  readonly oneWayNs: number | null;
}

/** A carrier's part of the route, and then its hops. */
export interface SegmentLine extends Span {
  readonly kind: 'segment';
  readonly key: string;
  readonly carrierId: string;
  readonly carrierName: string;
  /** Its first and its last node. */
  readonly from: string;
  readonly to: string;
  readonly fromNodeId: string | null;
  readonly toNodeId: string | null;
}
export interface HopLine extends Span {
  readonly kind: 'hop';
  readonly key: string;
  readonly hop: WaterfallHop;
  /** Up to its end, in the direction that is shown. */
  readonly totalNs: number;
  /** False: something up to here is unknown, and the total is the least that it can be. */
  readonly isTotalKnown: boolean;
}
export type WaterfallLine = SegmentLine | HopLine;

export interface Waterfall {
  readonly lines: readonly WaterfallLine[];
  /** Of what is known. */
  readonly totalNs: number;
  readonly isTotalKnown: boolean;
  readonly limitNs: number;
  /** Negative: over the limit; null: not known, since something on the way is not. */
  readonly marginNs: number | null;
  /** The end of the scale. */
  readonly scaleNs: number;
  readonly ticksNs: readonly number[];
}

export const hopsOf = (route: RouteShown): readonly WaterfallHop[] => route.hops.map(waterfallHop);

const waterfallHop = ({ kind, id, name, carrierName, azNs, zaNs, provenance, isDefault }: HopShown): WaterfallHop => {
  const isBetween = kind === 'interconnect';
  return {
    ...{ kind, id, name, carrierName, provenance, isDefault },
    carrierId: isBetween ? null : carrierOf(id),
    // What nobody tells counts as nothing in the route's total, and must not be read as nothing.
    azNs: provenance === null && !isDefault ? null : azNs,
    zaNs: provenance === null && !isDefault ? null : zaNs,
  };
};

/** The direction that counts against the limit. */
export function worseDirection(hops: readonly WaterfallHop[]): Direction {
  const sum = (of: (hop: WaterfallHop) => number | null): number => hops.reduce((total, hop) => total + (of(hop) ?? 0), 0);
  return sum(({ zaNs }) => zaNs) > sum(({ azNs }) => azNs) ? 'z-to-a' : 'a-to-z';
}

/** How a route's latency adds up, hop by hop and carrier by carrier, on one scale with the limit; two are compared on a scale of `atLeastNs`. */
export function layWaterfall(given: readonly WaterfallHop[], direction: Direction, limitNs: number, atLeastNs = 0): Waterfall {
  const hops = direction === 'a-to-z' ? given : given.toReversed();
  const lines: WaterfallLine[] = [];
  let totalNs = 0;
  let isTotalKnown = true;
  let at = 0;
  while (at < hops.length) {
    const first = hops[at];
    if (!first) break;
    const end = first.carrierId === null ? at + 1 : endOfSegment(hops, at);
    const part = hops.slice(at, end);
    if (first.carrierId !== null) lines.push(segmentLine(part, first.carrierId, direction, totalNs, at));
    for (const [offset, hop] of part.entries()) {
      const oneWayNs = latencyOf(hop, direction);
      const startNs = totalNs;
      totalNs += oneWayNs ?? 0;
      isTotalKnown &&= oneWayNs !== null;
      lines.push({ kind: 'hop', key: `${at + offset} ${hop.id}`, hop, startNs, oneWayNs, totalNs, isTotalKnown });
    }
    at = end;
  }
  const extentNs = Math.max(limitNs, totalNs, atLeastNs);
  const ticksNs = ticksFor(extentNs);
  return {
    ...{ lines, totalNs, isTotalKnown, limitNs, ticksNs },
    marginNs: isTotalKnown ? limitNs - totalNs : null,
    scaleNs: Math.max(ticksNs.at(-1) ?? 0, 1.06 * extentNs),
  };
}

const latencyOf = (hop: WaterfallHop, direction: Direction): number | null => (direction === 'a-to-z' ? hop.azNs : hop.zaNs);

function endOfSegment(hops: readonly WaterfallHop[], from: number): number {
  const carrierId = hops[from]?.carrierId;
  const end = hops.findIndex((hop, at) => at > from && hop.carrierId !== carrierId);
  return end === -1 ? hops.length : end;
}

function segmentLine(part: readonly WaterfallHop[], carrierId: string, direction: Direction, startNs: number, at: number): SegmentLine {
  const latencies = part.map((hop) => latencyOf(hop, direction));
  const known = latencies.filter((ns) => ns !== null);
  const nodes = part.filter(({ kind }) => kind === 'node');
  return {
    ...{ kind: 'segment', key: `segment ${at}`, carrierId, carrierName: part[0]?.carrierName ?? carrierId, startNs },
    oneWayNs: known.length < latencies.length ? null : known.reduce((sum, ns) => sum + ns, 0),
    from: nodes[0]?.name ?? '',
    to: nodes.at(-1)?.name ?? '',
    fromNodeId: nodes[0]?.id ?? null,
    toNodeId: nodes.at(-1)?.id ?? null,
  };
}

/** Round numbers from 0 up to the first that is not below `ns`, 4 to 8 of them. */
export function ticksFor(ns: number): readonly number[] {
  if (ns <= 0) return [0];
  const rough = ns / 5;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, decade * ([1, 2, 2.5, 5, 10].find((factor) => factor * decade >= rough) ?? 10));
  return Array.from({ length: Math.floor(ns / step) + 1 }, (_, at) => Math.round(at * step));
}

/** Where something stands on the scale, percent of its width. */
export const percentOf = (ns: number, { scaleNs }: Pick<Waterfall, 'scaleNs'>): number =>
  scaleNs <= 0 ? 0 : Math.min(100, Math.max(0, (100 * ns) / scaleNs));
