import type { ReportedNode, ReportedResource } from '../carrier-link';
import { formatNs } from '../../model/latency';
import { greatCircleKm } from './read-latency';
import { placeOf } from './read-node';
import type { Snapshot } from './snapshot';
import type { Warnings } from './warnings';

const leastLinks = 3;

/**
 * A controller that reports one constant for every link knows no latency. Where a topology's links (at least three, between different pairs of nodes)
 * all have the same: refused if their lengths are known to differ, only flagged if lengths are not known.
 */
export function withoutConstantLatency(
  resources: readonly ReportedResource[],
  snapshot: Snapshot,
  nodes: ReadonlyMap<string, ReportedNode>,
  warnings: Warnings,
): readonly ReportedResource[] {
  const refused = new Set<ReportedResource>();
  for (const [topologyUuid, topologyName] of snapshot.topologies) {
    const links = resources.filter((resource) => resource.latency && snapshot.links.get(resource.uuid)?.topologyUuid === topologyUuid);
    const latency = links[0]?.latency;
    if (!latency || !isConstant(links) || new Set(links.map(pairOf)).size < leastLinks) continue;
    const lengths = links.map((link) => lengthKm(link, nodes)).filter((length) => length !== null);
    const known = lengths.length >= leastLinks;
    const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
    const shortest = lengths.reduce((least, length) => Math.min(least, length), longest);
    if (known && longest - shortest < 0.1 * longest) continue;
    const fact = `topology ${topologyName}: all ${links.length} links report the same latency, ${formatNs(latency.azNs)}`;
    if (known) links.forEach((link) => refused.add(link));
    warnings.add(
      topologyUuid,
      known
        ? `${fact}, though their lengths differ: refused, their latency is unknown; ask the carrier for real values or set them by hand`
        : `${fact}: it is used, but check with the carrier that it is no place-holder`,
    );
  }
  return resources.map((resource) => (refused.has(resource) ? { ...resource, latency: null } : resource));
}

const isConstant = (links: readonly ReportedResource[]): boolean =>
  links.every(({ latency }) => latency?.azNs === links[0]?.latency?.azNs && latency?.zaNs === links[0]?.latency?.zaNs);

const pairOf = (link: ReportedResource): string => [link.aNodeUuid, link.zNodeUuid].sort().join(' ');

function lengthKm(link: ReportedResource, nodes: ReadonlyMap<string, ReportedNode>): number | null {
  const [a, z] = [placeOf(nodes.get(link.aNodeUuid)?.site ?? null), placeOf(nodes.get(link.zNodeUuid)?.site ?? null)];
  return a && z ? greatCircleKm(a, z) : null;
}
