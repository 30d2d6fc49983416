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

type Hops = CandidateShown['hops'];
type SiteOfNode = (nodeId: string) => string | null;

/**
 * The places that each candidate passes between its ends, for a list. Where several pass the same ones, it says besides by which lines, borders or
 * nodes it differs: parallel lines and other carriers pass the same places.
 */
export function viasOf(candidates: readonly Hops[], siteOfNode: SiteOfNode): readonly string[] {
  const vias = candidates.map((hops) => viaOf(hops, siteOfNode));
  return candidates.map((hops, at) => {
    const via = vias[at] ?? '';
    const alike = candidates.filter((_, other) => vias[other] === via);
    if (alike.length === 1) return via;
    const isInAll = (id: string): boolean => alike.every((each) => each.some((hop) => hop.id === id));
    const own = (each: Hops, kinds: readonly Kind[]): string =>
      each.flatMap(({ kind, id, name }) => (kinds.includes(kind) && !isInAll(id) ? [name] : [])).join(', ');
    // As little as tells them all apart.
    const enough = tellingKinds.find((kinds) => new Set(alike.map((each) => own(each, kinds))).size === alike.length);
    return [via, own(hops, enough ?? ['node', 'resource', 'interconnect'])].filter((words) => words !== '').join(' · ');
  });
}

type Kind = Hops[number]['kind'];
const tellingKinds: readonly (readonly Kind[])[] = [['resource'], ['resource', 'interconnect'], ['resource', 'interconnect', 'node']];

function viaOf(hops: Hops, siteOfNode: SiteOfNode): string {
  const places = hops.filter(({ kind }) => kind === 'node').map(({ id, name }) => siteOfNode(id) ?? name);
  const distinct = places.filter((place, at) => place !== places[at - 1]);
  const between = distinct.slice(1, -1);
  if (between.length > 0) return between.join(', ');
  // Many lines may join the same two places: which one it is tells them apart.
  const lines = hops.filter(({ kind }) => kind === 'resource').map(({ name }) => name);
  return ['direct', ...lines].join(', ');
}
