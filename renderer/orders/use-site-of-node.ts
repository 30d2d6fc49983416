import { useTable } from '../client/use-client';

/** Names the site of a node by the node's id; null: it is not known, or at no site. */
export function useSiteOfNode(): (nodeId: string) => string | null {
  const nodes = useTable('nodes');
  const sites = useTable('sites');
  return (nodeId) => {
    const siteId = nodes.rows.get(nodeId)?.siteId ?? null;
    return siteId === null ? null : (sites.rows.get(siteId)?.name ?? siteId);
  };
}
