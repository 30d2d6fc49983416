import type { Route, RouteHop } from '../model/route';
import type { NetworkView } from '../network/network-view';

/** What one carrier is to be asked for. */
export interface SegmentPlan {
  readonly carrierId: string;
  readonly aPortId: string;
  readonly zPortId: string;
  readonly resourceIds: readonly string[];
  /** The worse direction of this part alone, transit of its nodes included. */
  readonly oneWayNs: number;
}

/** Cuts a route into the parts inside one carrier: an interconnect ends one segment on one of its ports and begins the next on the other. */
export function planSegments(route: Route, view: NetworkView): readonly SegmentPlan[] {
  const segments: SegmentPlan[] = [];
  let aPortId = route.aPortId;
  let hops: RouteHop[] = [];
  const end = (zPortId: string) => {
    const first = hops[0];
    const carrierId = first && view.nodes.get(first.id)?.carrierId;
    if (carrierId === undefined)
      throw new Error(`route from ${route.aPortId} to ${route.zPortId} has a segment without a node that is known`);
    const total = (direction: 'azNs' | 'zaNs') => hops.reduce((sum, hop) => sum + hop[direction], 0);
    const resourceIds = hops.filter((hop) => hop.kind === 'resource').map((hop) => hop.id);
    segments.push({ carrierId, aPortId, zPortId, resourceIds, oneWayNs: Math.max(total('azNs'), total('zaNs')) });
  };
  for (const [index, hop] of route.hops.entries()) {
    if (hop.kind !== 'interconnect') {
      hops.push(hop);
      continue;
    }
    const interconnect = view.interconnects.get(hop.id);
    if (!interconnect) throw new Error(`interconnect ${hop.id} is not known`);
    const isAlong = view.ports.get(interconnect.aPortId)?.nodeId === route.hops[index - 1]?.id;
    const [near, far] = isAlong ? [interconnect.aPortId, interconnect.zPortId] : [interconnect.zPortId, interconnect.aPortId];
    end(near);
    aPortId = far;
    hops = [];
  }
  end(route.zPortId);
  return segments;
}
