import type { CarrierInventory } from '../carriers/carrier-link';
import { qualify } from '../model/network';
import type { NetworkView } from './network-view';
import type { EnteredChanges } from './receive-inventory';

type Fate = 'new' | 'changed' | 'withdrawn' | 'unchanged';

/** What an inventory would be on the map, beside what is known of its carrier already. Pure; the view has not followed yet. */
export function offeredNetwork(view: NetworkView, carrierId: string, { nodes, resources }: CarrierInventory, written: EnteredChanges) {
  const put = { node: byId(written.nodes), resource: byId(written.resources) };
  const fateOf = (kind: 'node' | 'resource', id: string): Fate => {
    if (!(kind === 'node' ? view.nodes : view.resources).has(id)) return 'new';
    const changed = put[kind].get(id);
    return changed === undefined ? 'unchanged' : changed.condition === 'withdrawn' ? 'withdrawn' : 'changed';
  };
  const listed = nodes.map((node) => {
    const id = qualify(carrierId, node.uuid);
    return { id, name: node.name, siteId: node.site?.id ?? null, fate: fateOf('node', id) };
  });
  const goneNodes = written.nodes.filter(({ condition }) => condition === 'withdrawn');
  const goneLinks = written.resources.filter(({ condition }) => condition === 'withdrawn');
  const shownNodes = [...listed, ...goneNodes.map(({ id, name, siteId }) => ({ id, name, siteId, fate: 'withdrawn' as const }))];
  const reported = new Map(nodes.flatMap(({ site }) => (site ? [[site.id, site] as const] : [])));
  const siteIds = new Set(shownNodes.flatMap(({ siteId }) => siteId ?? []));
  return {
    sites: [...siteIds].flatMap((id) => {
      // The first carrier that gave a site its place decides.
      const known = view.sites.get(id);
      const site = known && known.latitudeDeg !== null ? known : (reported.get(id) ?? known);
      return site ? [{ id, name: site.name, latitudeDeg: site.latitudeDeg, longitudeDeg: site.longitudeDeg }] : [];
    }),
    nodes: shownNodes,
    links: [
      ...resources.map((link) => {
        const id = qualify(carrierId, link.uuid);
        const [aNodeId, zNodeId] = [qualify(carrierId, link.aNodeUuid), qualify(carrierId, link.zNodeUuid)];
        return {
          ...{ id, aNodeId, zNodeId },
          name: link.name,
          isDedicated: link.isDedicated,
          latency: link.latency,
          fate: fateOf('resource', id),
        };
      }),
      ...goneLinks.map(({ id, name, aNodeId, zNodeId, isDedicated }) => ({
        ...{ id, name, aNodeId, zNodeId, isDedicated },
        latency: null,
        fate: 'withdrawn' as const,
      })),
    ],
  };
}

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]));
