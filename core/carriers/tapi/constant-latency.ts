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
  for (const [topologyUuid, links] of statingAlike(snapshot, mapping)) {
    const ends = links.uuids.flatMap((uuid) => {
      const [a, z] = index.endsOfLink.get(uuid) ?? [];
      return a && z ? [[a.nodeUuid, z.nodeUuid] as const] : [];
    });
    if (new Set(ends.map((pair) => [...pair].sort().join(' '))).size < leastLinks) continue;
    const lengths = ends.flatMap(([a, z]) => lengthKm(nodes.get(a), nodes.get(z)) ?? []);
    if (lengths.length === ends.length && areAlike(lengths)) continue;
    found.add(topologyUuid);
    warnings.add(
      topologyUuid,
      `topology ${snapshot.topologies.get(topologyUuid) ?? ''}: all ${links.uuids.length} links state the same latency (${links.stated} ${mapping.unit}), as a place-holder would: refused, their latency is unknown; ask the carrier for real values, or set them by hand`,
    );
  }
  return found;
}

/** The links of each topology in which all that state a latency state the same one. */
function statingAlike(
  snapshot: Snapshot,
  mapping: CarrierMapping['latency'],
): ReadonlyMap<string, { readonly stated: string; readonly uuids: readonly string[] }> {
  const alike = new Map<string, { readonly stated: string; readonly uuids: string[] }>();
  const various = new Set<string>();
  for (const [uuid, { topologyUuid, value }] of snapshot.links) {
    if (various.has(topologyUuid)) continue;
    const stated = statedLatency(value, mapping);
    if (stated === null) continue;
    const links = alike.get(topologyUuid);
    if (!links) alike.set(topologyUuid, { stated, uuids: [uuid] });
    else if (links.stated === stated) links.uuids.push(uuid);
    else {
      alike.delete(topologyUuid);
      various.add(topologyUuid);
    }
  }
  return alike;
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
