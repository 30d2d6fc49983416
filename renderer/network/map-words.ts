import { formatMs } from '../ui/numbers';
import type { LatencyRow } from '../../core/contract/live';
import type { NetworkKnown } from './network-model';
import type { PlacedSite } from './topology/topology';

/** `Frankfurt: Alder, Borealis, 3 nodes, 12 interconnects; 1 node not up`. */
export function siteWords({ id, name, dots, interconnectIds, isGuessed }: PlacedSite, { carriers, troubles }: NetworkKnown): string {
  const nodeIds = dots.flatMap((dot) => dot.nodeIds);
  const troubled = nodeIds.filter((nodeId) => troubles.nodes.has(nodeId)).length;
  const parts = [
    dots.map(({ carrierId }) => carriers.get(carrierId)?.name ?? carrierId).join(', '),
    plural(nodeIds.length, 'node'),
    ...(interconnectIds.length > 0 ? [plural(interconnectIds.length, 'interconnect')] : []),
    ...(troubled > 0 ? [`${plural(troubled, 'node')} not up`] : []),
    ...(isGuessed ? ['its place is a guess'] : []),
  ];
  return `${name || id}: ${parts.join(', ')}`;
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `12.84 ms`, or `unknown`; where the directions differ, the worse. */
export function latencyWords({ azNs, zaNs }: Pick<LatencyRow, 'azNs' | 'zaNs'>): string {
  return azNs === null || zaNs === null ? 'unknown' : formatMs(Math.max(azNs, zaNs));
}

export const provenanceWords = { operator: 'set by the operator', measured: 'measured', reported: 'reported', derived: 'derived' } as const;
