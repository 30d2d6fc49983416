import type { ReportedNode } from '../carrier-link';
import type { CarrierMapping } from '../mapping';
import type { NetworkIndex } from './network-index';
import { greatCircleKm, statedLatency } from './read-latency';
import { placeOf } from './read-node';
import type { Snapshot } from './snapshot';
import type { Warnings } from './warnings';

const leastLinks = 3;

/**
 * The topologies whose links (at least three, between different pairs of nodes) all state the same latency. A controller that does so knows none: one is
 * known to say 12345678 of everything. Only where the links are known to be equally long can it be the truth. Elsewhere it is not used, not even where
 * lengths are not known: a latency that is wrong would pass for one that was measured, one that is unknown is asked for.
 */
export function constantTopologies(
  snapshot: Snapshot,
  index: NetworkIndex,
  nodes: ReadonlyMap<string, ReportedNode>,
  mapping: CarrierMapping['latency'],
  warnings: Warnings,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [topologyUuid, topologyName] of snapshot.topologies) {
    const stating = [...snapshot.links].flatMap(([uuid, link]) => {
      const stated = link.topologyUuid === topologyUuid ? statedLatency(link.value, mapping) : null;
      const [a, z] = index.endsOfLink.get(uuid) ?? [];
      return stated === null || !a || !z ? [] : [{ stated, aNodeUuid: a.nodeUuid, zNodeUuid: z.nodeUuid }];
    });
    const [first] = stating;
    if (!first || !stating.every(({ stated }) => stated === first.stated)) continue;
    if (new Set(stating.map(({ aNodeUuid, zNodeUuid }) => [aNodeUuid, zNodeUuid].sort().join(' '))).size < leastLinks) continue;
    const lengths = stating.flatMap(({ aNodeUuid, zNodeUuid }) => lengthKm(nodes.get(aNodeUuid), nodes.get(zNodeUuid)) ?? []);
    if (lengths.length === stating.length && areAlike(lengths)) continue;
    found.add(topologyUuid);
    warnings.add(
      topologyUuid,
      `topology ${topologyName}: all ${stating.length} links state the same latency (${first.stated} ${mapping.unit}), as a place-holder would: refused, their latency is unknown; ask the carrier for real values, or set them by hand`,
    );
  }
  return found;
}

function areAlike(lengths: readonly number[]): boolean {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const shortest = lengths.reduce((least, length) => Math.min(least, length), longest);
  return longest - shortest < 0.1 * longest;
}

function lengthKm(a: ReportedNode | undefined, z: ReportedNode | undefined): number | null {
  const [from, to] = [placeOf(a?.site ?? null), placeOf(z?.site ?? null)];
  return from && to ? greatCircleKm(from, to) : null;
}
