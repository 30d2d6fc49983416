import type { InterconnectRow, LatencyRow, NodeRow, ResourceRow } from '../../core/contract/live';
import type { CandidateShown } from '../../core/contract/shapes';
import type { WaterfallHop } from './waterfall';

export interface NetworkParts {
  readonly nodes: ReadonlyMap<string, NodeRow>;
  readonly resources: ReadonlyMap<string, ResourceRow>;
  readonly interconnects: ReadonlyMap<string, InterconnectRow>;
  readonly carrierName: (id: string) => string;
}

/** A candidate's hops with the latencies in force now: a decision keeps which way it would have gone, not what each hop took. */
export function candidateHops({ hops }: Pick<CandidateShown, 'hops'>, parts: NetworkParts): readonly WaterfallHop[] {
  return hops.map(({ kind, id, name }, at): WaterfallHop => {
    const from = hops[at - 1]?.id ?? '';
    switch (kind) {
      case 'node': {
        const node = parts.nodes.get(id);
        return { kind, id, name, ...ofCarrier(node?.carrierId ?? id.slice(0, id.indexOf('/')), parts), ...along(node, true) };
      }
      case 'resource': {
        const resource = parts.resources.get(id);
        const carrier = ofCarrier(resource?.carrierId ?? id.slice(0, id.indexOf('/')), parts);
        return { kind, id, name, ...carrier, ...along(resource, resource?.zNodeId !== from) };
      }
      case 'interconnect': {
        const interconnect = parts.interconnects.get(id);
        return { kind, id, name, carrierId: null, carrierName: null, ...along(interconnect, interconnect?.zNodeId !== from) };
      }
    }
  });
}

const ofCarrier = (carrierId: string, { carrierName }: NetworkParts) => ({ carrierId, carrierName: carrierName(carrierId) });

/** As it is passed: a resource has an A end of its own. */
function along(row: LatencyRow | undefined, isForward: boolean): Pick<WaterfallHop, 'azNs' | 'zaNs' | 'provenance' | 'isDefault'> {
  if (!row) return { azNs: null, zaNs: null, provenance: null, isDefault: false };
  const { azNs, zaNs, provenance, isDefault } = row;
  return isForward ? { azNs, zaNs, provenance, isDefault } : { azNs: zaNs, zaNs: azNs, provenance, isDefault };
}

/** The places that a candidate passes between its ends, for a list: what two candidates differ by. */
export function viaOf(hops: CandidateShown['hops'], siteOfNode: (nodeId: string) => string | null): string {
  const places = hops.filter(({ kind }) => kind === 'node').map(({ id, name }) => siteOfNode(id) ?? name);
  const distinct = places.filter((place, at) => place !== places[at - 1]);
  const between = distinct.slice(1, -1);
  if (between.length > 0) return between.join(', ');
  // Many lines may join the same two places: which one it is tells them apart.
  const lines = hops.filter(({ kind }) => kind === 'resource').map(({ name }) => name);
  return ['direct', ...lines].join(', ');
}
