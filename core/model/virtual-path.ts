import type { PathSide, IdentifierRange } from './identifier-range';

/** What became of the last bulk request (V8). */
export const requestStatuses = ['SUCCESS', 'FAIL', 'IN_PROCESS'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** What an operator says of a path; all but `id`, `switchId`, `side`, `vpi` and the beginning of `vcis` can be changed later. */
export interface PathRequest {
  readonly id: string;
  readonly switchId: string;
  /** The service provider at its other end. */
  readonly provider: string;
  readonly side: PathSide;
  readonly vpi: number;
  /** The identifiers that it may use. */
  readonly vcis: IdentifierRange;
  /** More are asked for when not more than so many remain (V3). */
  readonly deltaThreshold: number;
  /** How many are asked for at once; more than the delta threshold. */
  readonly bulkSize: number;
  /** Longest that a bulk request is expected to take. */
  readonly timeThresholdMs: number;
  /** Unsuccessful attempts after which the operator decides. */
  readonly maxAttempts: number;
  /** Between an unsuccessful attempt and the next; twice as long after each further one. */
  readonly backoffMs: number;
  /** How long a released identifier is not given again. */
  readonly quarantineMs: number;
  /** Orders wait while not more than the delta threshold remain, instead of using up what is left (V12). */
  readonly isReserveHeld: boolean;
  /** The order whose connection carries it; null: none of ours. */
  readonly carriedByOrderId: string | null;
}

/** What of a path is not said by operators. */
export type PathState = Omit<VirtualPath, keyof Omit<PathRequest, 'id'> | 'createdAtMs'>;

/** A bundle of virtual circuits between an access switch and a service provider, with the serialisation parameters of V8. */
export interface VirtualPath extends PathRequest {
  /** The identifier to be given next; above `lastVci`: none is left of what was created. */
  readonly currentVci: number;
  /** The top of what bulk requests have created without a break. */
  readonly lastVci: number;
  readonly status: RequestStatus;
  /** When the pending request was sent; null: none is. */
  readonly startTimeMs: number | null;
  /** The last identifier of the last request's range: what a resubmission asks up to. */
  readonly requestedVci: number;
  /** Attempts at the present range; 0: it went well, or none was made. */
  readonly attempts: number;
  /** After a failure: not before this; null: at once. */
  readonly retryAtMs: number | null;
  /** Given over to the operator, who has it tried again; null: it is not. */
  readonly heldSinceMs: number | null;
  readonly createdAtMs: number;
}

/** What the conditions table is consulted with (V8); `currentTimeMs` and what follows from it are of that moment. */
export interface SerialisationParameters {
  readonly currentVci: number;
  readonly lastVci: number;
  readonly status: RequestStatus;
  readonly deltaThreshold: number;
  readonly startTimeMs: number | null;
  readonly currentTimeMs: number;
  readonly timeThresholdMs: number;
  readonly bulkSize: number;
}

export const bulkRequestStates = ['pending', 'succeeded', 'failed', 'given-up'] as const;
/** `given-up`: it passed its time threshold, and another was sent. */
export type BulkRequestState = (typeof bulkRequestStates)[number];

/** One request to a creation system for circuits on the trunk side. Recorded before it is sent; one is pending per path. */
export interface BulkRequest {
  readonly id: string;
  readonly pathId: string;
  readonly range: IdentifierRange;
  /** 1 for the first at its range. */
  readonly attempt: number;
  readonly state: BulkRequestState;
  readonly startMs: number;
  /** When it was settled, or given up. */
  readonly endMs: number | null;
  /** Which of the range the switch held then. */
  readonly held: readonly IdentifierRange[];
  /** As the switch gave it, or why there was none. */
  readonly answer: string;
}
