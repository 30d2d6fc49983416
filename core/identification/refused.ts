import type { Refusal } from '../model/connection';
import { uuidOf, type NetworkSubject } from '../model/network';
import type { NetworkView } from '../network/network-view';
import type { SegmentPlan } from '../provisioning/plan-segments';

/** What carriers have refused an order, so that crankback does not ask for it again. */
export interface RefusedThings {
  /** Named in a carrier's words: not used again, whatever the route. */
  readonly resources: ReadonlyMap<string, Refusal>;
  readonly ports: ReadonlyMap<string, Refusal>;
  /** The refusal that covers the segment, if one does. */
  covers(segment: SegmentPlan): Refusal | undefined;
}

/** Tags by which a carrier says that the port is the matter (RFC 8040 §7.1). */
const portTags = ['in-use', 'lock-denied', 'data-exists'];

export function refusedThings(view: NetworkView, refusals: readonly Refusal[]): RefusedThings {
  const resources = new Map<string, Refusal>();
  const ports = new Map<string, Refusal>();
  const unnamed: Refusal[] = [];
  for (const refusal of refusals) {
    const named = [
      ...refusal.resourceIds.map((id): NetworkSubject => ({ kind: 'resource', id })),
      ...[refusal.aPortId, refusal.zPortId].map((id): NetworkSubject => ({ kind: 'port', id })),
    ].filter((subject) => isNamedIn(refusal.message, view.nameOf(subject), uuidOf(subject.id)));
    for (const { kind, id } of named) (kind === 'port' ? ports : resources).set(id, refusal);
    if (named.length === 0) unnamed.push(refusal);
  }
  return { resources, ports, covers: (segment) => unnamed.find((refusal) => isSameSegment(refusal, segment)) };
}

const isNamedIn = (message: string, name: string, uuid: string): boolean =>
  message.includes(uuid) || new RegExp(`(^|[^\\w.-])${name.replace(/[^\w ]/g, '\\$&')}($|[^\\w.-])`).test(message);

function isSameSegment(refusal: Refusal, segment: SegmentPlan): boolean {
  if (refusal.carrierId !== segment.carrierId) return false;
  const hasSamePorts = refusal.aPortId === segment.aPortId && refusal.zPortId === segment.zPortId;
  if (portTags.includes(refusal.tag) || segment.resourceIds.length === 0) return hasSamePorts;
  return refusal.resourceIds.join() === segment.resourceIds.join();
}
