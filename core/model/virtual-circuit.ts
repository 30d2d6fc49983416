import type { Actor } from './order';
import type { SubscriberLine } from './switch';

/**
 * An identifier of a path that is not simply created and unused. `quarantined`: released a short while ago; `free`: to be given again;
 * `foreign`: the switch uses it for something that is not ours.
 */
export const circuitStates = ['given', 'quarantined', 'free', 'foreign'] as const;
export type CircuitState = (typeof circuitStates)[number];

export interface VirtualCircuit {
  readonly pathId: string;
  readonly vci: number;
  readonly state: CircuitState;
  /** To whom it is given. */
  readonly orderId: string | null;
  readonly sinceMs: number;
  /** When its quarantine ends. */
  readonly freeAtMs: number | null;
}

/** A work order for a circuit between an end user's line and a path's provider (V1). */
export interface CircuitOrderRequest {
  readonly id: string;
  readonly endUser: string;
  readonly pathId: string;
  readonly line: SubscriberLine;
}

/**
 * `waiting`: no identifier is left for it yet; `given`: it has one; `connecting`: the switch is asked to join it to the line;
 * `releasing`: the switch is asked to part them.
 */
export const circuitOrderStates = ['waiting', 'given', 'connecting', 'active', 'releasing', 'released', 'failed'] as const;
export type CircuitOrderState = (typeof circuitOrderStates)[number];

export const finalCircuitOrderStates: readonly CircuitOrderState[] = ['released', 'failed'];

export interface CircuitOrder extends CircuitOrderRequest {
  readonly switchId: string;
  /** Orders are served in this order within their path. */
  readonly number: number;
  readonly state: CircuitOrderState;
  /** Why it is in this state, in words for the operator. */
  readonly cause: string;
  readonly vci: number | null;
  readonly receivedAtMs: number;
  readonly stateSinceMs: number;
}

export interface CircuitTransition {
  readonly orderId: string;
  readonly from: CircuitOrderState | null;
  readonly to: CircuitOrderState;
  readonly atMs: number;
  readonly cause: string;
  readonly actor: Actor;
}
