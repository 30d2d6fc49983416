import type { SubscriberLine } from '../model/switch';
import type { IdentifierRange } from '../model/identifier-range';

/**
 * The connection creation system of one switch (V11): makes circuits on the trunk side, in bulk, and joins one of them to an end user's line.
 * An implementation keeps its session up by itself: it connects, logs in, reports `up`; after a loss it reports `down`, waits (backoff with jitter)
 * and begins again. Nothing here throws for what a network or a switch can do.
 */
export interface CreationSystem {
  readonly switchId: string;
  /** Begins; events arrive one after another, each handled before the next is delivered. */
  open(onEvent: (event: CreationSystemEvent) => Promise<void>): void;
  /**
   * Creates the circuits of all ranges on the trunk side of the path. Idempotent: what exists already counts as held. With the signal it sends no further
   * command, and answers with what it has. `onSent`: its first command goes out; until then it waits for others.
   */
  createCircuits(request: CircuitsRequest, signal?: AbortSignal, onSent?: () => void): Promise<CircuitsOutcome>;
  /** Idempotent: what is not there is not `left`. Circuits that are joined to a line stay. */
  deleteCircuits(request: CircuitsRequest, signal?: AbortSignal): Promise<DeleteCircuitsOutcome>;
  /** What the switch really holds of a range of the path, and what of it is joined to which line. */
  readCircuits(vpi: number, range: IdentifierRange): Promise<ReadCircuitsOutcome>;
  /** Joins a circuit to a line. Idempotent: where just this cross-connection exists already, it is `connected`. */
  connect(cross: CrossConnection): Promise<ConnectOutcome>;
  /** Idempotent: where just this cross-connection does not exist, it is `disconnected`; another one that uses either end is left alone. */
  disconnect(cross: CrossConnection): Promise<DisconnectOutcome>;
  /** Ends; no event follows. */
  close(): Promise<void>;
}

export type CreationSystemEvent =
  /** The session is up. What the switch holds may have changed: read it. */
  | { readonly kind: 'up'; readonly atMs: number }
  | { readonly kind: 'down'; readonly reason: string; readonly atMs: number }
  /** Messages of the switch were missed, or it says that its circuits changed: read what it holds. */
  | { readonly kind: 'changed'; readonly reason: string; readonly atMs: number }
  | { readonly kind: 'alarm'; readonly alarm: SwitchAlarm; readonly atMs: number };

/** As the switch tells it by itself. */
export interface SwitchAlarm {
  readonly severity: 'critical' | 'major' | 'minor' | 'event' | 'cleared';
  /** What it is about, by the switch's own name. */
  readonly aid: string;
  /** The condition's type, such as `LOS`. */
  readonly condition: string;
  readonly text: string;
}

export interface CircuitsRequest {
  readonly vpi: number;
  /** Ascending, without overlap. */
  readonly ranges: readonly IdentifierRange[];
}

export interface CrossConnection {
  readonly vpi: number;
  readonly vci: number;
  readonly line: SubscriberLine;
}

/** No, in the switch's own words. */
export interface SwitchRefusal {
  /** A TL1 error code, such as `IDNV`. */
  readonly code: string;
  readonly message: string;
}

export type CircuitsOutcome =
  /** Every command was answered. `held` is of what was asked for: created now, or there already; the rest was refused. */
  | {
      readonly kind: 'answered';
      readonly held: readonly IdentifierRange[];
      readonly refusal: SwitchRefusal | null;
      readonly answer: string;
    }
  | Unsettled;

export type DeleteCircuitsOutcome =
  /** `left` is of what was asked for, and still there. */
  | {
      readonly kind: 'answered';
      readonly left: readonly IdentifierRange[];
      readonly refusal: SwitchRefusal | null;
      readonly answer: string;
    }
  | Unsettled;

export type ReadCircuitsOutcome =
  | { readonly kind: 'circuits'; readonly held: readonly IdentifierRange[]; readonly connections: readonly CrossConnection[] }
  | ({ readonly kind: 'refused' } & SwitchRefusal)
  | Unsettled;

export type ConnectOutcome =
  | { readonly kind: 'connected' }
  /** The circuit, or the line, is joined to something else already. */
  | { readonly kind: 'taken'; readonly what: 'circuit' | 'line'; readonly by: CrossConnection }
  /** There is no such circuit on the trunk side. */
  | { readonly kind: 'absent' }
  /** Not now; to be tried again later. */
  | ({ readonly kind: 'busy' } & SwitchRefusal)
  | ({ readonly kind: 'refused' } & SwitchRefusal)
  | Unsettled;

export type DisconnectOutcome =
  | { readonly kind: 'disconnected' }
  | ({ readonly kind: 'busy' } & SwitchRefusal)
  | ({ readonly kind: 'refused' } & SwitchRefusal)
  | Unsettled;

/** No answer that settles it: it may or may not be done. Read it back. */
export interface Unsettled {
  readonly kind: 'unsettled';
  readonly reason: string;
  /** What the switch had answered until then; empty: nothing. */
  readonly answer?: string;
  /** The session was lost, or is not up; else the switch was reached, and gave no answer, or none that can be used. */
  readonly isLinkLost: boolean;
}
