import type { NetworkView } from '../../core/network/network-view';
import { signals } from '../../core/model/signal';
import { greatCircleKm } from '../../core/model/distance';
import type { PlacedSite } from './demo';
import type { OrderRow } from './order-file';

/** Orders that no network could serve, or that are not orders at all: each for another reason. `fullSite`: where no capacity is left. */
export function impossibleOrders(
  view: NetworkView,
  sitesOf: ReadonlyMap<string, readonly PlacedSite[]>,
  fullSite: string,
): readonly OrderRow[] {
  const [first] = [...sitesOf].sort(([, one], [, other]) => other.length - one.length);
  if (!first) return [];
  const [accessing, repeated] = first;
  const sites = [...new Map(repeated.map((site) => [site.id, site])).values()];
  const open = sites.filter(({ id }) => id !== fullSite);
  const [near, far] = farthest(open);
  if (!near || !far) return [];
  const base = { customer: 'Quay Bank', accessing, a: near.id, z: far.id, signal: '10GE-LAN', limit: '900 ms' };
  const unserved = unservedSignal(view, open);
  const dedicating = [...view.carriers.values()].find(({ role }) => role === 'dedicating');
  const twiceTheSpeedOfLight = `${(greatCircleKm(near, far) / 300 / 2).toFixed(3)} ms`;
  return [
    { ...base, order: 'BAD-LATENCY', customer: 'Halyard Capital', limit: twiceTheSpeedOfLight },
    { ...base, order: 'BAD-CAPACITY', customer: 'Halyard Capital', a: fullSite, z: near.id === fullSite ? far.id : near.id },
    { ...base, order: 'BAD-SITE', customer: 'Orrin Labs', z: 'NO-SUCH-SITE' },
    ...(unserved ? [{ ...base, order: 'BAD-PORT', customer: 'Orrin Labs', ...unserved, z: far.id === unserved.a ? near.id : far.id }] : []),
    { ...base, order: 'BAD-PROVENANCE', customer: 'Orrin Labs', provenance: 'measured' },
    { ...base, order: 'BAD-ENDS', customer: 'Orrin Labs', z: near.id },
    { ...base, order: 'BAD-LIMIT', limit: '0 ms' },
    { ...base, order: 'BAD-UNIT', limit: 'NaN' },
    { ...base, order: 'BAD-SIGNAL', signal: 'STM-63' },
    { ...base, order: 'BAD-POLICY', recovery: 'sometimes' },
    { ...base, order: 'BAD-CARRIER', accessing: dedicating?.id ?? 'nobody' },
    ...unplaced(view).map((z) => ({ ...base, order: 'BAD-UNKNOWN', customer: 'Orrin Labs', z })),
  ];
}

/** The site that the demo fills: one that an accessing carrier serves, where few circuits end and no carriers meet. */
export function siteToFill(view: NetworkView, sitesOf: ReadonlyMap<string, readonly PlacedSite[]>): string {
  const circuits = new Map<string, number>();
  const siteOf = (nodeId: string) => view.nodes.get(nodeId)?.siteId ?? '';
  for (const { aNodeId, zNodeId } of view.resources.values()) {
    for (const site of new Set([siteOf(aNodeId), siteOf(zNodeId)])) circuits.set(site, (circuits.get(site) ?? 0) + 1);
  }
  const meeting = new Set([...view.interconnects.values()].map(({ siteId }) => siteId));
  const served = [...new Set([...sitesOf.values()].flat().map(({ id }) => id))].filter((id) => circuits.has(id));
  const [first] = served.sort(
    (one, other) =>
      Number(meeting.has(one)) - Number(meeting.has(other)) ||
      (circuits.get(one) ?? 0) - (circuits.get(other) ?? 0) ||
      one.localeCompare(other),
  );
  if (first === undefined) throw new Error('no site with a place of its own has a client port of a carrier that may order');
  return first;
}

function farthest(sites: readonly PlacedSite[]): readonly [PlacedSite, PlacedSite] | readonly [] {
  const [anchor] = sites;
  const from = (here: PlacedSite) => [...sites].sort((one, other) => greatCircleKm(here, other) - greatCircleKm(here, one))[0];
  // Farthest from the farthest: not always the two that are, but far enough.
  const near = anchor && from(anchor);
  const far = near && from(near);
  return near && far && near !== far ? [near, far] : [];
}

/** A site and a signal that none of its ports takes. */
function unservedSignal(view: NetworkView, sites: readonly PlacedSite[]) {
  for (const { id } of sites) {
    const ports = [...view.ports.values()].filter((port) => port.plug === null && view.nodes.get(port.nodeId)?.siteId === id);
    const signal = signals.find((each) => !ports.some((port) => port.signals.includes(each)));
    if (signal && ports.length > 0) return { a: id, signal };
  }
  return null;
}

/** A site that nobody placed, if there is one that is reached: every way to it has an unknown latency. */
function unplaced(view: NetworkView): readonly string[] {
  const dedicated = [...view.resources.values()].filter(({ isDedicated }) => isDedicated);
  const reached = new Set(dedicated.flatMap(({ aNodeId, zNodeId }) => [aNodeId, zNodeId]).map((id) => view.nodes.get(id)?.siteId));
  return [...view.sites.values()]
    .filter(({ id, latitudeDeg }) => latitudeDeg === null && reached.has(id))
    .slice(0, 1)
    .map(({ id }) => id);
}
