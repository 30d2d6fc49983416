import type { OrderEnd } from '../../core/model/order';
import { useAnswer } from '../client/use-answer';
import { useTable } from '../client/use-client';

/**
 * Where an order begins or ends, by names: `Prague (site PRG)`, `node BOREALIS-PRG-1 of Borealis Fibre, Prague`, `port 1/1/3 of BOREALIS-PRG-1, Borealis
 * Fibre, Prague`; what is not known, by its id. Ports are asked for only where there is one.
 */
export function useEndWords(ends: readonly (OrderEnd | null)[]): (end: OrderEnd) => string {
  const { rows: carriers } = useTable('carriers');
  const { rows: sites } = useTable('sites');
  const { rows: nodes } = useTable('nodes');
  const ports = useAnswer('inventory.list', ends.some((end) => end?.kind === 'port') ? { what: 'ports' } : null);
  const carrierName = (id: string): string => carriers.get(id)?.name ?? id;
  const placed = (words: string, siteId: string | null): string =>
    siteId === null ? words : `${words}, ${sites.get(siteId)?.name ?? siteId}`;
  return ({ kind, id }) => {
    switch (kind) {
      case 'site': {
        const name = sites.get(id)?.name ?? id;
        return name === id ? `site ${id}` : `${name} (site ${id})`;
      }
      case 'node': {
        const node = nodes.get(id);
        return node ? placed(`node ${node.name} of ${carrierName(node.carrierId)}`, node.siteId) : `node ${id}`;
      }
      case 'port': {
        const port = ports.output?.what === 'ports' ? ports.output.rows.find((each) => each.id === id) : undefined;
        return port ? placed(`port ${port.name} of ${port.node}, ${carrierName(port.carrierId)}`, port.siteId) : `port ${id}`;
      }
    }
  };
}
