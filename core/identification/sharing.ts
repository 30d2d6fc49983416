import type { Alternative } from '../model/alternative';
import { assertNever } from '../model/assert-never';
import type { DiversityKind } from '../model/diversity';
import type { NetworkSubject } from '../model/network';
import type { NetworkView } from '../network/network-view';
import type { Hop } from '../network/routes-in-use';

/** What a route has in common with others. */
export interface Sharing {
  /** Resources and interconnects. */
  readonly edges: readonly NetworkSubject[];
  /** Nodes between its own ends: those it cannot do without. */
  readonly nodes: readonly NetworkSubject[];
  /** Sites but those of its own ends, by name. */
  readonly sites: readonly string[];
  /** Shared-risk groups, by name. */
  readonly risks: readonly string[];
}

/** `within`: the route that the hops are a part of. */
export function whatIsShared(
  view: NetworkView,
  hops: readonly Hop[],
  others: readonly (readonly Hop[])[],
  within: readonly Hop[] = hops,
): Sharing {
  const theirs = new Set(others.flatMap((other) => other.map(keyOf)));
  const theirRisks = new Set(others.flatMap((other) => risksOf(view, other)));
  const common = hops.filter((hop) => theirs.has(keyOf(hop)));
  const ends = [within[0], within.at(-1)].flatMap((hop) => hop ?? []);
  const isEnd = (id: string): boolean => ends.some((end) => end.id === id);
  const indispensable = sitesOf(view, ends);
  const theirSites = sitesOf(view, others.flat());
  return {
    edges: common.filter(({ kind }) => kind !== 'node').map(({ kind, id }) => ({ kind, id })),
    nodes: common.filter(({ kind, id }) => kind === 'node' && !isEnd(id)).map(({ kind, id }) => ({ kind, id })),
    sites: [...sitesOf(view, hops)]
      .filter((id) => theirSites.has(id) && !indispensable.has(id))
      .map((id) => view.sites.get(id)?.name ?? id),
    risks: [...new Set(risksOf(view, hops))].filter((risk) => theirRisks.has(risk)),
  };
}

export const countsOf = ({ edges, nodes, risks }: Sharing): Alternative['shared'] => ({
  edges: edges.length,
  nodes: nodes.length,
  risks: risks.length,
});

/** What of it is against a diversity of that kind, by name; empty: nothing. */
export function conflicts(view: NetworkView, { edges, nodes, sites, risks }: Sharing, by: DiversityKind): readonly string[] {
  const names = (subjects: readonly NetworkSubject[]) => subjects.map((subject) => view.nameOf(subject));
  switch (by) {
    case 'link':
      return names(edges);
    case 'node':
      return names([...edges, ...nodes]);
    case 'site':
      return [...names([...edges, ...nodes]), ...sites];
    case 'shared-risk':
      return [...names(edges), ...risks];
    default:
      return assertNever(by);
  }
}

const risksOf = (view: NetworkView, hops: readonly Hop[]): readonly string[] =>
  hops.flatMap(({ kind, id }) => (kind === 'resource' ? (view.resources.get(id)?.sharedRisks ?? []) : []));

const sitesOf = (view: NetworkView, hops: readonly Hop[]): ReadonlySet<string> =>
  new Set(hops.flatMap(({ kind, id }) => (kind === 'node' ? (view.nodes.get(id)?.siteId ?? []) : [])));

const keyOf = ({ kind, id }: Hop): string => `${kind} ${id}`;
