import type { Segment } from '../model/connection';
import type { Route } from '../model/route';
import type { NetworkView } from '../network/network-view';
import { unknownPaceMs } from '../network/carrier-pace';
import { planSegments, type SegmentPlan } from './plan-segments';

/** How a connection is moved to a route, as data. Ordinals are places in the new connection. */
export interface MovePlan {
  readonly route: Route;
  /** Taken over as they are: their carriers are asked for nothing. */
  readonly kept: readonly { readonly ordinal: number; readonly segment: Segment }[];
  /** Moved by their carriers to other resources between the same ports. */
  readonly inPlace: readonly { readonly ordinal: number; readonly segment: Segment; readonly resourceIds: readonly string[] }[];
  readonly created: readonly CreatedPart[];
  /** What must be deleted before everything can be created, because both cannot be held at once. */
  readonly breakBefore: readonly Segment[];
  /** What is deleted once the new connection is in service. */
  readonly deleteAfter: readonly Segment[];
  /** 0: it is not interrupted; else what its carriers took last. */
  readonly expectedOutageMs: number;
  /** The same in words, with what it is based on. */
  readonly outage: string;
}

export interface CreatedPart {
  readonly ordinal: number;
  readonly plan: SegmentPlan;
  /** Ports and resources that are to be had only once what is broken before has gone. */
  readonly lacks: readonly string[];
  /** It can be made beside the connection that still carries. */
  readonly isBeside: boolean;
}

/** What the order holds of former connections. */
export interface FormerSegments {
  readonly held: readonly Segment[];
  /** Those of them that cannot be taken over: their carriers have not said where they are. */
  readonly inDoubt: ReadonlySet<string>;
  /** Not wanted any more, and their carriers have not confirmed that they are gone. */
  readonly leaving: readonly Segment[];
  /** Gone at their carriers; what they use is still booked and to be had. */
  readonly cleared: readonly Segment[];
  /** The connection is down already. */
  readonly isDown: boolean;
}

/**
 * Plans a move that breaks as little as it can: segments between the same ports are kept or moved in place; what else is new is made beside the old where
 * both can be held at once; only what is in the way is broken before, because of a port or of slots that are not free otherwise. Pure.
 */
export function planParts(view: NetworkView, former: FormerSegments, route: Route, slots: number): MovePlan {
  const room = new Room(view, former.cleared);
  const keepable = former.held.filter(({ id }) => !former.inDoubt.has(id));
  const planned = planSegments(route, view).map((plan, ordinal) => ({ ordinal, plan }));
  const matched = planned.map(({ ordinal, plan }) => ({ ordinal, plan, segment: keepable.find((held) => isBetween(held, plan)) }));
  const kept = matched.flatMap(({ ordinal, plan, segment }) =>
    segment && isSameWay(segment.resourceIds, plan.resourceIds) ? [{ ordinal, segment }] : [],
  );
  const inPlace = matched.flatMap(({ ordinal, plan, segment }) => {
    if (!segment || isSameWay(segment.resourceIds, plan.resourceIds)) return [];
    const added = plan.resourceIds.filter((id) => !segment.resourceIds.includes(id));
    return room.takeAll(added, slots) ? [{ ordinal, segment, resourceIds: plan.resourceIds }] : [];
  });
  const takenOver = new Set([...kept, ...inPlace].map(({ segment }) => segment.id));
  const places = new Set([...kept, ...inPlace].map(({ ordinal }) => ordinal));
  const old = former.held.filter(({ id }) => !takenOver.has(id));
  const inTheWay = new Set<Segment>();
  const created = planned
    .filter(({ ordinal }) => !places.has(ordinal))
    .map(({ ordinal, plan }): CreatedPart => {
      const atPorts = [...old, ...former.leaving].filter((segment) => sharesPort(segment, plan));
      const lackingResources = plan.resourceIds.filter(
        (id) => !room.take(id, slots) && old.some((segment) => isBookedOn(view, segment, id)),
      );
      const onResources = old.filter((segment) => lackingResources.some((id) => isBookedOn(view, segment, id)));
      for (const segment of [...atPorts, ...onResources]) inTheWay.add(segment);
      const ends = [route.aPortId, route.zPortId];
      const lackingPorts = [plan.aPortId, plan.zPortId].filter(
        (id) => !ends.includes(id) && atPorts.some((segment) => segment.aPortId === id || segment.zPortId === id),
      );
      return {
        ordinal,
        plan,
        lacks: [...lackingPorts, ...lackingResources],
        isBeside: atPorts.length === 0 && onResources.length === 0,
      };
    });
  const breakBefore = [...inTheWay];
  return {
    route,
    kept,
    inPlace,
    created,
    breakBefore,
    deleteAfter: old.filter((segment) => !inTheWay.has(segment)),
    ...expectedOutage(view, former.isDown, breakBefore, created),
  };
}

/** Whether both use one of the same ports, which a carrier gives to one service at a time. */
export const sharesPort = (one: PortPair, other: PortPair): boolean =>
  [one.aPortId, one.zPortId].some((id) => id === other.aPortId || id === other.zPortId);

type PortPair = Pick<SegmentPlan, 'aPortId' | 'zPortId'>;

export const isBookedOn = (view: NetworkView, segment: Segment, resourceId: string): boolean =>
  view.slotBookings.get(resourceId)?.has(segment.id) === true;

/** The plan in words for the operator. */
export function describeMove(view: NetworkView, plan: MovePlan): string {
  const name = (id: string): string => view.nameOf({ kind: 'port', id });
  const told = (parts: readonly (PortPair & { readonly carrierId: string })[]): string =>
    parts.map(({ carrierId, aPortId, zPortId }) => `${view.carrierName(carrierId)} ${name(aPortId)} to ${name(zPortId)}`).join(', ');
  const beside = plan.created.filter(({ isBeside }) => isBeside);
  const afterwards = plan.created.filter(({ isBeside }) => !isBeside);
  const sentences = (
    [
      ['kept', plan.kept.map(({ segment }) => segment)],
      ['moved in place', plan.inPlace.map(({ segment }) => segment)],
      ['created beside', beside.map((part) => part.plan)],
      ['broken before', plan.breakBefore],
      ['created then', afterwards.map((part) => part.plan)],
      ['deleted after', plan.deleteAfter],
    ] as const
  ).flatMap(([what, parts]) => (parts.length > 0 ? [`${what}: ${told(parts)}`] : []));
  return [...sentences, plan.outage].join('; ');
}

function expectedOutage(
  view: NetworkView,
  isDown: boolean,
  breakBefore: readonly Segment[],
  created: readonly CreatedPart[],
): Pick<MovePlan, 'expectedOutageMs' | 'outage'> {
  if (breakBefore.length === 0) return { expectedOutageMs: 0, outage: isDown ? 'it is down already' : 'not interrupted' };
  const unknown = new Set<string>();
  const longest = (carrierIds: readonly string[], work: 'create' | 'delete'): number =>
    Math.max(
      0,
      ...carrierIds.map((carrierId) => {
        const ms = view.pace.expectedMs(carrierId, work);
        if (ms === null) unknown.add(view.carrierName(carrierId));
        return ms ?? unknownPaceMs;
      }),
    );
  const deletedBy = breakBefore.map(({ carrierId }) => carrierId);
  const createdBy = created.filter(({ isBeside }) => !isBeside).map(({ plan }) => plan.carrierId);
  const expectedOutageMs = longest(deletedBy, 'delete') + longest(createdBy, 'create');
  const basis =
    unknown.size > 0
      ? `with ${seconds(unknownPaceMs)} for ${[...unknown].join(', ')}, of whom no pace is known since the start`
      : 'by what its carriers took last';
  const about = `about ${seconds(expectedOutageMs)}, ${basis}`;
  return { expectedOutageMs, outage: isDown ? `it is down already, and remade in ${about}` : `interrupted for ${about}` };
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const isBetween = (segment: Segment, plan: SegmentPlan): boolean =>
  segment.carrierId === plan.carrierId && segment.aPortId === plan.aPortId && segment.zPortId === plan.zPortId;

const isSameWay = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

/** Slots that are free for the order without its own being given up, less what the plan has taken so far. */
class Room {
  private readonly view: NetworkView;
  private readonly cleared: readonly Segment[];
  private readonly taken = new Map<string, number>();

  constructor(view: NetworkView, cleared: readonly Segment[]) {
    this.view = view;
    this.cleared = cleared;
  }

  take(resourceId: string, slots: number): boolean {
    if (!this.has(resourceId, slots)) return false;
    this.taken.set(resourceId, (this.taken.get(resourceId) ?? 0) + slots);
    return true;
  }

  /** All or none. */
  takeAll(resourceIds: readonly string[], slots: number): boolean {
    if (!resourceIds.every((id) => this.has(id, slots))) return false;
    for (const id of resourceIds) this.take(id, slots);
    return true;
  }

  private has(resourceId: string, slots: number): boolean {
    const resource = this.view.resources.get(resourceId);
    if (!resource) return false;
    const own = this.cleared
      .filter((segment) => isBookedOn(this.view, segment, resourceId))
      .reduce((sum, segment) => sum + segment.slots, 0);
    return this.view.freeSlots(resource) + own - (this.taken.get(resourceId) ?? 0) >= slots;
  }
}
