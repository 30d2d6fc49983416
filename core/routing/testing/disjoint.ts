import type { DiversityKind } from '../../model/diversity';
import type { RoutePath, RoutingQuery } from '../query';
import type { TestNetwork } from './random-network';

type Way = Pick<RoutePath, 'vertices' | 'edges'>;

/** Whether two routes of a query are diverse, by the words of the rule. */
export function areDiverse(network: TestNetwork, asked: RoutingQuery, one: Way, other: Way, by: DiversityKind): boolean {
  if (one.edges.some((edge) => other.edges.includes(edge))) return false;
  const risks = (way: Way) => way.edges.flatMap((edge) => network.edges[edge]?.sharedRisks ?? []);
  const isEnd = (way: Way, vertex: number) => vertex === way.vertices[0] || vertex === way.vertices.at(-1);
  const sharesVertex = one.vertices.some((vertex) => other.vertices.includes(vertex) && !(isEnd(one, vertex) && isEnd(other, vertex)));
  const siteOf = (vertex: number) => network.vertices[vertex]?.site ?? -1;
  const ends = [...asked.sources, ...asked.targets].map(siteOf);
  const sites = (way: Way) => way.vertices.map(siteOf).filter((site) => site !== -1 && !ends.includes(site));
  switch (by) {
    case 'link':
      return true;
    case 'node':
      return !sharesVertex;
    case 'site':
      return !sharesVertex && !sites(one).some((site) => sites(other).includes(site));
    case 'shared-risk':
      return !risks(one).some((risk) => risks(other).includes(risk));
  }
}
