import type { RoutingGraph } from './graph';

/**
 * What other routes use, for a search that is to share as little of it as it can: their edges and their shared-risk groups, each counted
 * once however often a route meets it. Sets of them are known by numbers, 0 is the empty one; they are made as a search meets them.
 */
export interface Sharing {
  /** The set of what a route shares by using the edge. */
  ofEdge(edge: number): number;
  /** How much of that no other edge has. */
  ofEdgeAlone(edge: number): number;
  union(one: number, other: number): number;
  isSubset(one: number, other: number): boolean;
  size(set: number): number;
}

export function sharingWith(graph: RoutingGraph, routes: readonly { readonly edges: readonly number[] }[]): Sharing {
  const edgeBit = new Map<number, bigint>();
  const riskBit = new Map<number, bigint>();
  const nextBit = (): bigint => 1n << BigInt(edgeBit.size + riskBit.size);
  for (const { edges } of routes) {
    for (const edge of edges) {
      if (!edgeBit.has(edge)) edgeBit.set(edge, nextBit());
      for (const risk of graph.sharedRisksOf(edge)) if (!riskBit.has(risk)) riskBit.set(risk, nextBit());
    }
  }

  const holders = new Map([...riskBit.keys()].map((risk) => [risk, 0]));
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    for (const risk of new Set(graph.sharedRisksOf(edge))) {
      const count = holders.get(risk);
      if (count !== undefined) holders.set(risk, count + 1);
    }
  }
  const alone = new Map(
    [...edgeBit.keys()].map((edge) => [edge, 1 + [...new Set(graph.sharedRisksOf(edge))].filter((risk) => holders.get(risk) === 1).length]),
  );

  const sets: bigint[] = [];
  const sizes: number[] = [];
  const numbers = new Map<bigint, number>();
  const numberOf = (bits: bigint): number => {
    const known = numbers.get(bits);
    if (known !== undefined) return known;
    numbers.set(bits, sets.length);
    sizes.push(countOf(bits));
    return sets.push(bits) - 1;
  };
  numberOf(0n);
  const bitsOf = (set: number): bigint => sets[set] as bigint;
  const ofEdge = new Int32Array(graph.edgeCount).fill(-1);
  const unions = new Map<number, number>();
  const subsets = new Map<number, boolean>();
  return {
    ofEdge: (edge) => {
      if (ofEdge[edge] === -1) {
        let bits = edgeBit.get(edge) ?? 0n;
        for (const risk of graph.sharedRisksOf(edge)) bits |= riskBit.get(risk) ?? 0n;
        ofEdge[edge] = numberOf(bits);
      }
      return ofEdge[edge] as number;
    },
    ofEdgeAlone: (edge) => alone.get(edge) ?? 0,
    union: (one, other) => {
      if (one === other || other === 0) return one;
      if (one === 0) return other;
      return remembered(unions, one, other, () => numberOf(bitsOf(one) | bitsOf(other)));
    },
    isSubset: (one, other) => {
      if (one === 0 || one === other) return true;
      if ((sizes[one] as number) >= (sizes[other] as number)) return false;
      return remembered(subsets, one, other, () => (bitsOf(one) & bitsOf(other)) === bitsOf(one));
    },
    size: (set) => sizes[set] as number,
  };
}

/** How much a route shares. */
export const sharedCount = (sharing: Sharing, { edges }: { readonly edges: readonly number[] }): number =>
  sharing.size(edges.reduce((set, edge) => sharing.union(set, sharing.ofEdge(edge)), 0));

/** Numbers of sets stay far below this: a search has far fewer labels. */
const pairBase = 1 << 26;

function remembered<T>(answers: Map<number, T>, one: number, other: number, ask: () => T): T {
  const key = one * pairBase + other;
  let answer = answers.get(key);
  if (answer === undefined) {
    answer = ask();
    answers.set(key, answer);
  }
  return answer;
}

function countOf(bits: bigint): number {
  let count = 0;
  for (let left = bits; left > 0n; left &= left - 1n) count++;
  return count;
}
