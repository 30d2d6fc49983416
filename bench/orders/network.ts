import type { ResourceRow } from '../../core/contract/live';
import { reportedNetwork, type ReportedCarrier } from '../ui/host/reported-network';
import { syntheticNetwork } from '../ui/synthetic-network';

/** 96 wavelengths of 100G, of 1.25G each. */
const slots = 7_680;

export interface BenchNetwork {
  readonly reported: readonly ReportedCarrier[];
  readonly resources: readonly ResourceRow[];
  readonly sites: readonly string[];
  /** So many client ports at each node: one is the first, the others are numbered from 1. */
  readonly clientsPerNode: number;
}

/** 1,000 nodes of eight carriers, with room for as many connections as are wanted. */
export function benchNetwork(connections: number, nowMs: number): BenchNetwork {
  const nodes = 1_000;
  const network = syntheticNetwork({ carriers: 8, nodes, resources: 4_000, orders: 0, nowMs });
  const resources = network.resources.map((row): ResourceRow => ({
    ...row,
    slots,
    freeSlots: slots,
    condition: 'up',
    conditionText: '',
    signals: ['1GE', '10GE-LAN'],
  }));
  // Four times what would do, were the ends spread evenly.
  const clientsPerNode = Math.max(16, Math.ceil((connections * 2 * 4) / nodes));
  const reported = reportedNetwork({ ...network, resources }).map(({ carrier, inventory }): ReportedCarrier => {
    const ports = inventory.ports.flatMap((port) =>
      port.plug
        ? [{ ...port, signals: ['1GE', '10GE-LAN'] as const }]
        : Array.from({ length: clientsPerNode }, (_, at) => ({
            ...port,
            signals: ['1GE', '10GE-LAN'] as const,
            uuid: numbered(port.uuid, at),
          })),
    );
    return { carrier, inventory: { ...inventory, ports } };
  });
  return { reported, resources, sites: network.sites.map(({ id }) => id), clientsPerNode };
}

export const numbered = (port: string, at: number): string => (at === 0 ? port : `${port}-${at}`);
