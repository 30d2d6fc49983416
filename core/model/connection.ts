import type { Route } from './route';

/** `reserved`: booked; `active`: carries the order; `ended`: holds nothing any more. */
export const connectionStates = ['reserved', 'provisioning', 'active', 'releasing', 'ended'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** A route that serves, or is being made to serve, an order. While an order moves it has two: one active, one in making. */
export interface Connection {
  readonly id: string;
  readonly orderId: string;
  readonly state: ConnectionState;
  /** While active: as the carriers really realised it. */
  readonly route: Route;
  readonly createdAtMs: number;
}

/**
 * booked → creating → held → deleting → cleared → ended; booked, creating → … → ended.
 * `creating` and `deleting` are recorded before the carrier is asked. `cleared`: the carrier confirmed the deletion, what it used is still booked
 * for the order's replacement. `ended`: nothing booked.
 */
export const segmentStates = ['booked', 'creating', 'held', 'deleting', 'cleared', 'ended'] as const;
export type SegmentState = (typeof segmentStates)[number];

/** The part of a connection inside one carrier: one connectivity service there, whose UUID is the segment's id. */
export interface Segment {
  readonly id: string;
  readonly connectionId: string;
  readonly orderId: string;
  readonly carrierId: string;
  readonly ordinal: number;
  readonly aPortId: string;
  readonly zPortId: string;
  readonly resourceIds: readonly string[];
  readonly slots: number;
  readonly maxDelayNs: number;
  readonly state: SegmentState;
  /** What the carrier last said about it, in its own words. */
  readonly detail: string;
}

/**
 * A segment that a connection in making takes over from the active one instead of having a new one created: unchanged, or moved in place to
 * other resources between the same ports. Once the new connection is active the segment is its own.
 */
export interface CarryOver {
  readonly connectionId: string;
  /** Its place in the new connection. */
  readonly ordinal: number;
  readonly segmentId: string;
  /** What it is to use: the same as now, or what its carrier is asked to move it to. */
  readonly resourceIds: readonly string[];
}

/** A carrier's refusal of a segment, kept so that crankback does not ask for the same again. */
export interface Refusal {
  readonly orderId: string;
  readonly carrierId: string;
  readonly aPortId: string;
  readonly zPortId: string;
  readonly resourceIds: readonly string[];
  readonly tag: string;
  readonly message: string;
  readonly atMs: number;
}
