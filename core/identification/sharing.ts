import type { Alternative } from '../model/alternative';
import { assertNever } from '../model/assert-never';
import type { NetworkSubject } from '../model/network';
import type { DiversityKind } from '../model/order';
import type { NetworkView } from '../network/network-view';
import type { Hop } from '../network/routes-in-use';

/** What a route has in common with others. */
export interface Sharing {
  /** Resources and interconnects. */
  readonly edges: readonly NetworkSubject[];
  /** Nodes between its own ends: those it cannot do without. */
  readonly nodes: readonly NetworkSubject[];
  /** Shared-risk groups, by name. */
  readonly risks: readonly string[];
}

export function whatIsShared(view: NetworkView, hops: readonly Hop[], others: readonly (readonly Hop[])[]): Sharing {
  const theirs = new Set(others.flatMap((other) => other.map(keyOf)));
  const theirRisks = new Set(others.flatMap((other) => risksOf(view, other)));
  const common = hops.filter((hop) => theirs.has(keyOf(hop)));
  // One hop alone is looked at as a part of a route.
  const ends = hops.length > 1 ? [hops[0]?.id, hops.at(-1)?.id] : [];
  return {
    edges: common.filter(({ kind }) => kind !== 'node').map(({ kind, id }) => ({ kind, id })),
    nodes: common.filter(({ kind, id }) => kind === 'node' && !ends.includes(id)).map(({ kind, id }) => ({ kind, id })),
    risks: [...new Set(risksOf(view, hops))].filter((risk) => theirRisks.has(risk)),
  };
}

export const countsOf = ({ edges, nodes, risks }: Sharing): Alternative['shared'] => ({
  edges: edges.length,
  nodes: nodes.length,
  risks: risks.length,
});

/** What of it is against a diversity of that kind, by name; empty: nothing. */
export function conflicts(view: NetworkView, { edges, nodes, risks }: Sharing, by: DiversityKind): readonly string[] {
  const names = (subjects: readonly NetworkSubject[]) => subjects.map((subject) => view.nameOf(subject));
  switch (by) {
    case 'link':
      return names(edges);
    case 'node':
      return names([...edges, ...nodes]);
    case 'shared-risk':
      return [...names(edges), ...risks];
    default:
      return assertNever(by);
  }
}

const risksOf = (view: NetworkView, hops: readonly Hop[]): readonly string[] =>
  hops.flatMap(({ kind, id }) => (kind === 'resource' ? (view.resources.get(id)?.sharedRisks ?? []) : []));

const keyOf = ({ kind, id }: Hop): string => `${kind} ${id}`;
