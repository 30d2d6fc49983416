import type { Port } from '../model/network';
import { signals, type Signal } from '../model/signal';
import { bySiteAndCarrier } from './by-site-and-carrier';
import type { NetworkView } from './network-view';

/** Two free client ports of two carriers at one site, which may be joined there; `aPortId` comes first in the order of ids. */
export interface ProposedInterconnect {
  readonly siteId: string;
  readonly aPortId: string;
  readonly zPortId: string;
  /** That both accept. */
  readonly signals: readonly Signal[];
  readonly why: string;
  /** Other free ports of the same carriers there that accept one of these as well. */
  readonly freeA: readonly string[];
  readonly freeZ: readonly string[];
}

/** Told of each side beside the two. */
const toldFree = 20;

/**
 * Where carriers share a site and nothing joins them there: one pair of ports for each two carriers and site, those first that name each other. Ports with plug
 * identifiers are matched by these alone (`matchInterconnects`). Pure; an operator confirms or rejects. `isRejected`: by ids in their order.
 */
export function proposeInterconnects(
  view: NetworkView,
  isRejected: (aPortId: string, zPortId: string) => boolean,
): readonly ProposedInterconnect[] {
  const joined = joinedPorts(view);
  const free = [...view.ports.values()].filter(
    ({ id, plug, condition }) => plug === null && condition !== 'withdrawn' && !joined.has(id) && !view.portOwners.has(id),
  );
  const bySite = bySiteAndCarrier(
    free.map((port) => ({ siteId: view.nodes.get(port.nodeId)?.siteId ?? null, carrierId: port.carrierId, item: port })),
  );
  const meeting = meetings(view);
  return [...bySite].sort(byKey).flatMap(([siteId, carriers]) => {
    const present = [...carriers].sort(byKey);
    return present.flatMap(([one, onePorts], index) =>
      present.slice(index + 1).flatMap(([other, otherPorts]) => {
        if (meeting.has(meetingKey(siteId, one, other))) return [];
        return bestPair(view, siteId, onePorts, otherPorts, isRejected) ?? [];
      }),
    );
  });
}

/** Ports that stand in an interconnect. */
export const joinedPorts = (view: Pick<NetworkView, 'interconnects'>): ReadonlySet<string> =>
  new Set([...view.interconnects.values()].flatMap(({ aPortId, zPortId }) => [aPortId, zPortId]));

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1);
const meetingKey = (siteId: string, one: string, other: string): string => JSON.stringify([siteId, ...[one, other].sort()]);

/** Which carriers are joined at which site. */
function meetings(view: NetworkView): ReadonlySet<string> {
  return new Set(
    [...view.interconnects.values()].flatMap(({ siteId, aPortId, zPortId }) => {
      const [a, z] = [view.ports.get(aPortId), view.ports.get(zPortId)];
      return a && z && siteId !== null ? [meetingKey(siteId, a.carrierId, z.carrierId)] : [];
    }),
  );
}

function bestPair(
  view: NetworkView,
  siteId: string,
  ones: readonly Port[],
  others: readonly Port[],
  isRejected: (aPortId: string, zPortId: string) => boolean,
): ProposedInterconnect | null {
  const pairs = ones.flatMap((a) =>
    others.flatMap((z) => {
      const common = signals.filter((signal) => a.signals.includes(signal) && z.signals.includes(signal));
      if (common.length === 0 || isRejected(...inOrder(a.id, z.id))) return [];
      const isNamed = names(a, view.carrierName(z.carrierId), z.carrierId) || names(z, view.carrierName(a.carrierId), a.carrierId);
      return [{ a, z, common, isNamed }];
    }),
  );
  pairs.sort(
    (one, other) =>
      Number(other.isNamed) - Number(one.isNamed) ||
      other.common.length - one.common.length ||
      collator.compare(one.a.name, other.a.name) ||
      collator.compare(one.z.name, other.z.name),
  );
  const [best] = pairs;
  if (!best) return null;
  const { a, z, common, isNamed } = best;
  const isFirst = a.id < z.id;
  const free = (ports: readonly Port[], chosen: Port): readonly string[] =>
    ports
      .filter((port) => port !== chosen && port.signals.some((signal) => common.includes(signal)))
      .map(({ id }) => id)
      .slice(0, toldFree);
  const [freeOnes, freeOthers] = [free(ones, a), free(others, z)];
  const [aPortId, zPortId] = inOrder(a.id, z.id);
  return {
    ...{ siteId, aPortId, zPortId, signals: common },
    why: isNamed
      ? 'one of them names the other carrier, and nothing joins the two there'
      : 'both stand at this site, and nothing joins them there',
    freeA: isFirst ? freeOnes : freeOthers,
    freeZ: isFirst ? freeOthers : freeOnes,
  };
}

export const inOrder = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one]);

const names = (port: Port, carrierName: string, carrierId: string): boolean => {
  const name = port.name.toLowerCase();
  return name.includes(carrierId.toLowerCase()) || name.includes(carrierName.toLowerCase());
};

const collator = new Intl.Collator('en', { numeric: true });
