import type { Refusal } from '../model/connection';
import { uuidOf, type NetworkSubject } from '../model/network';
import type { NetworkView } from '../network/network-view';
import type { SegmentPlan } from '../provisioning/plan-segments';

/** What carriers have refused an order, so that crankback does not ask for it again. */
export interface RefusedThings {
  /** Named in a carrier's words: not used again, whatever the route. */
  readonly resources: ReadonlyMap<string, Refusal>;
  readonly ports: ReadonlyMap<string, Refusal>;
  /** Whether a refusal is of a segment as a whole. */
  readonly areSegments: boolean;
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
    ].filter((subject) => [view.nameOf(subject), uuidOf(subject.id)].some((name) => isNamedIn(refusal.message, name)));
    for (const { kind, id } of named) (kind === 'port' ? ports : resources).set(id, refusal);
    if (named.length === 0) unnamed.push(refusal);
  }
  return {
    resources,
    ports,
    areSegments: unnamed.length > 0,
    covers: (segment) => unnamed.find((refusal) => isSameSegment(refusal, segment)),
  };
}

/** Word for word, and not as a part of a longer name: a dot or a dash belongs to the name only where more of it follows. */
function isNamedIn(message: string, name: string): boolean {
  if (name === '' || !message.includes(name)) return false;
  const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<!${letter}|${letter}[.-])${literal}(?!${letter}|[.-]${letter})`, 'u').test(message);
}

const letter = '[\\p{L}\\p{N}_]';

function isSameSegment(refusal: Refusal, segment: SegmentPlan): boolean {
  if (refusal.carrierId !== segment.carrierId) return false;
  const hasSamePorts = refusal.aPortId === segment.aPortId && refusal.zPortId === segment.zPortId;
  if (portTags.includes(refusal.tag) || segment.resourceIds.length === 0) return hasSamePorts;
  return refusal.resourceIds.join() === segment.resourceIds.join();
}
