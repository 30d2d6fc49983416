import type { NodeRow, ResourceRow } from '../../../core/contract/live';
import type { OfferedFate, OfferedNetwork } from '../../../core/contract/offered-network';
import type { Site } from '../../../core/model/network';
import type { NetworkTables } from '../../network/topology/topology';

export type Fates = ReadonlyMap<string, OfferedFate>;

/** What is known with what is offered put into it, as the map draws it; and what would become of each part of the carrier. */
export function withOffered(
  known: NetworkTables | null,
  carrierId: string,
  { sites, nodes, links }: OfferedNetwork,
): { readonly tables: NetworkTables; readonly fates: Fates } {
  const isOther = (row: { readonly carrierId: string }): boolean => row.carrierId !== carrierId;
  const kept = <Row extends { readonly id: string; readonly carrierId: string }>(rows: Iterable<Row>): (readonly [string, Row])[] =>
    [...rows].filter(isOther).map((row) => [row.id, row] as const);
  const allSites = new Map<string, Site>(known?.sites ?? []);
  for (const site of sites) allSites.set(site.id, site);
  const allNodes = new Map<string, NodeRow>(kept(known?.nodes.values() ?? []));
  for (const { id, name, siteId } of nodes) allNodes.set(id, { id, name, siteId, carrierId, ...working, ...unread });
  const allLinks = new Map<string, ResourceRow>(kept(known?.resources.values() ?? []));
  for (const { id, name, aNodeId, zNodeId, isDedicated, latency } of links)
    allLinks.set(id, {
      ...{ id, name, carrierId, aNodeId, zNodeId, isDedicated },
      ...{ slots: 0, freeSlots: 0, signals: [], sharedRisks: [], pricePerSlot: 0 },
      ...working,
      ...unread,
      ...(latency ?? {}),
    });
  const interconnects = new Map(
    [...(known?.interconnects ?? [])].filter(([, { aNodeId, zNodeId }]) => allNodes.has(aNodeId) && allNodes.has(zNodeId)),
  );
  return {
    tables: { sites: allSites, nodes: allNodes, resources: allLinks, interconnects },
    fates: new Map([...nodes, ...links].map(({ id, fate }) => [id, fate])),
  };
}

/** Whether it works is not what is asked here. */
const working = { condition: 'up', conditionText: '', heldOutBy: null } as const;
const unread = { azNs: null, zaNs: null, provenance: null, isDefault: false, readAtMs: null } as const;
