import type { GraphmlNetwork, GraphmlNode } from '../core/carriers/import/graphml';
import { greatCircleKm } from './carrier/distance';
import { slugOf, type InterconnectPort } from './carrier/graphml-inventory';

/** Cities no further apart than this are one place to meet. */
const meetingKm = 15;

/** Two carriers' nodes in one city: `site` is the code that all who meet there agree on. */
export interface Meeting {
  readonly site: string;
  readonly one: MeetingEnd;
  readonly other: MeetingEnd;
}

interface MeetingEnd {
  readonly carrierId: string;
  readonly node: GraphmlNode;
}

/**
 * Where carriers meet: in each pair of carriers, a node meets the other's node that is nearest to it, within reach, where that is so for
 * both. Who meets somebody in common is at one site.
 */
export function findMeetings(networks: ReadonlyMap<string, GraphmlNetwork>): readonly Meeting[] {
  const carriers = [...networks].sort(([one], [other]) => one.localeCompare(other));
  const pairs = carriers.flatMap(([oneId, one], index) =>
    carriers.slice(index + 1).flatMap(([otherId, other]) =>
      one.nodes.flatMap((node) => {
        const met = nearest(node, other.nodes);
        if (!met || nearest(met, one.nodes)?.id !== node.id) return [];
        return [{ one: { carrierId: oneId, node }, other: { carrierId: otherId, node: met } }];
      }),
    ),
  );
  const siteOf = nameSites(pairs);
  return pairs.map((pair) => ({ ...pair, site: siteOf(pair.one) }));
}

/** Each carrier's interconnect ports, so many for each meeting; what is local to one is remote to the other. */
export function interconnectPorts(meetings: readonly Meeting[], each: number): ReadonlyMap<string, readonly InterconnectPort[]> {
  const byCarrier = new Map<string, InterconnectPort[]>();
  for (const { site, one, other } of meetings) {
    for (let number = 1; number <= each; number += 1) {
      const plugOf = (here: MeetingEnd, there: MeetingEnd) =>
        `${here.carrierId}.${here.node.id}.${there.carrierId}.${there.node.id}.${number}`;
      const [local, remote] = [plugOf(one, other), plugOf(other, one)];
      addTo(byCarrier, one.carrierId, { node: one.node.id, localId: local, remoteId: remote, site });
      addTo(byCarrier, other.carrierId, { node: other.node.id, localId: remote, remoteId: local, site });
    }
  }
  return byCarrier;
}

function nearest(node: GraphmlNode, others: readonly GraphmlNode[]): GraphmlNode | null {
  const here = placeOf(node);
  let found: { readonly km: number; readonly node: GraphmlNode } | null = null;
  for (const other of others) {
    const there = placeOf(other);
    const km = here && there ? greatCircleKm(here, there) : Infinity;
    if (km <= meetingKm && (!found || km < found.km)) found = { km, node: other };
  }
  return found?.node ?? null;
}

const placeOf = ({ latitudeDeg, longitudeDeg }: GraphmlNode) =>
  latitudeDeg === null || longitudeDeg === null ? null : { lat: latitudeDeg, lon: longitudeDeg };

const keyOf = ({ carrierId, node }: MeetingEnd): string => JSON.stringify([carrierId, node.id]);

/** Groups who meet, directly or by others, and gives each group a code of its own. */
function nameSites(pairs: readonly Omit<Meeting, 'site'>[]): (end: MeetingEnd) => string {
  const groups = new Map<string, MeetingEnd[]>();
  for (const { one, other } of pairs) {
    const [here, there] = [groups.get(keyOf(one)) ?? [one], groups.get(keyOf(other)) ?? [other]];
    const together = here === there ? here : [...here, ...there];
    for (const end of together) groups.set(keyOf(end), together);
  }
  const names = new Map<readonly MeetingEnd[], string>();
  const used = new Set<string>();
  for (const group of new Set(groups.values())) {
    const base = group.map(({ node }) => slugOf(node.label)).find((code) => code !== '') ?? 'MEETING';
    let name = base;
    for (let number = 2; used.has(name); number += 1) name = `${base}-${number}`;
    used.add(name);
    names.set(group, name);
  }
  return (end) => names.get(groups.get(keyOf(end)) ?? []) ?? '';
}

function addTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
