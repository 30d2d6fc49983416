import type { HostKey } from '../model/host-key';
import type { ConditionsTable } from '../model/condition';
import type { Switch, SwitchLink, SubscriberLine } from '../model/switch';
import type { CircuitOrder, CircuitOrderState, CircuitState, CircuitTransition, VirtualCircuit } from '../model/virtual-circuit';
import type { BulkRequest, PathState, VirtualPath } from '../model/virtual-path';

export interface SwitchRepository {
  /** In place of the one with its id. */
  put(sw: Switch): Promise<void>;
  /** One that circuit orders or removed paths name is kept for them, and neither got nor listed. */
  remove(id: string, atMs: number): Promise<void>;
  get(id: string): Promise<Switch | undefined>;
  list(): Promise<readonly Switch[]>;
  putLink(link: SwitchLink): Promise<void>;
  links(): Promise<readonly SwitchLink[]>;
  /** What an operator took a server's key to be; null: none is known. */
  hostKey(host: string, port: number): Promise<HostKey | null>;
  putHostKey(host: string, port: number, key: HostKey): Promise<void>;
  removeHostKey(host: string, port: number): Promise<boolean>;
}

/** Virtual paths, their bulk requests, and the conditions table (V6–V10). */
export interface PathRepository {
  /** False: the id is taken, perhaps by one that was withdrawn. A range that overlaps another path's on the same switch and VPI throws. */
  insert(path: VirtualPath): Promise<boolean>;
  /** In place of the one with its id. */
  put(path: VirtualPath): Promise<void>;
  /** What becomes of its pool and its requests alone, not what operators say of it: much quicker. */
  putState(path: PathState): Promise<void>;
  /** One that no circuit order names. */
  remove(id: string): Promise<void>;
  /** It is kept for the ended orders that name it, and otherwise neither got nor listed; what is in quarantine stays so until then. */
  withdraw(id: string, atMs: number): Promise<void>;
  withdrawn(): Promise<readonly VirtualPath[]>;
  get(id: string): Promise<VirtualPath | undefined>;
  list(): Promise<readonly VirtualPath[]>;
  ofSwitch(switchId: string): Promise<readonly VirtualPath[]>;
  /** Those that were withdrawn, too. */
  some(ids: readonly string[]): Promise<readonly VirtualPath[]>;
  /** Those that the order's connection carries. */
  carriedBy(orderId: string): Promise<readonly VirtualPath[]>;
  /** Throws where one is pending for the path already. */
  addRequest(request: BulkRequest): Promise<void>;
  putRequest(request: BulkRequest): Promise<void>;
  request(id: string): Promise<BulkRequest | undefined>;
  /** At the switch, for other paths than this. */
  countPending(switchId: string, exceptPathId: string): Promise<number>;
  pendingRequest(pathId: string): Promise<BulkRequest | undefined>;
  /** The latest `count`, newest first; of all paths with null. */
  requests(pathId: string | null, count: number): Promise<readonly BulkRequest[]>;
  /** How many were sent from the one time to the other, and how many failed or were given up then. */
  requestsWithin(fromMs: number, toMs: number): Promise<{ readonly sent: number; readonly unsuccessful: number }>;
  /** null: nobody saved one. */
  conditions(): Promise<ConditionsTable | null>;
  putConditions(table: ConditionsTable): Promise<void>;
  /** Since when it was warned that the path is running out; null: it is not low. */
  lowSince(pathId: string): Promise<number | null>;
  /** null: it is low no more. */
  putLow(pathId: string, sinceMs: number | null): Promise<void>;
}

export type CircuitCounts = Readonly<Record<CircuitState, number>>;

/** A release of an identifier, or its giving, for the rate of use. */
export interface CircuitUse {
  readonly atMs: number;
  readonly kind: 'given' | 'released';
}

/** With the identifier of its path. */
export interface CircuitOrderToDo {
  readonly order: CircuitOrder;
  readonly vpi: number;
  /** False: its circuit has to be created again before it can be joined. */
  readonly isMade: boolean;
}

/** Work orders for circuits, and the identifiers that are not simply unused. */
export interface CircuitRepository {
  /** Gives it the next number. False: the id is taken. An end user or a line that has a standing order throws. */
  insertOrder(order: Omit<CircuitOrder, 'number'>, actor: CircuitTransition['actor']): Promise<boolean>;
  order(id: string): Promise<CircuitOrder | undefined>;
  /** By number; of all paths with null. */
  orders(pathId: string | null, states?: readonly CircuitOrderState[]): Promise<readonly CircuitOrder[]>;
  /** By number, the ids of those for which something is to be asked of the switch. */
  idsToDo(switchId: string): Promise<readonly string[]>;
  /** Of these, in the order in which they are given, those for which something is to be asked of a switch. */
  ordersToDo(ids: readonly string[]): Promise<readonly CircuitOrderToDo[]>;
  /** Of all paths with null. */
  orderCounts(pathId: string | null): Promise<Readonly<Record<CircuitOrderState, number>>>;
  /** How many orders at the switch that have not ended are in each state. */
  standingCounts(switchId: string): Promise<Readonly<Record<CircuitOrderState, number>>>;
  /** How many ended so from the one time to the other, both included. */
  endedWithin(fromMs: number, toMs: number): Promise<{ readonly failed: number; readonly released: number }>;
  /** The next `count` by number, after this one (0: from the first on). */
  slice(afterNumber: number, count: number): Promise<readonly CircuitOrder[]>;
  some(ids: readonly string[]): Promise<readonly CircuitOrder[]>;
  idsOfPath(pathId: string): Promise<readonly string[]>;
  /** How many wait, for each path where any do. */
  waitingCounts(): Promise<readonly { readonly pathId: string; readonly count: number }[]>;
  firstWaiting(pathId: string): Promise<CircuitOrder | undefined>;
  countWaiting(pathId: string): Promise<number>;
  /** That has not ended. */
  ofEndUser(pathId: string, endUser: string): Promise<CircuitOrder | undefined>;
  onLine(switchId: string, line: SubscriberLine): Promise<CircuitOrder | undefined>;
  /** Writes the new state, the identifier that it has from now on, and its transition, provided that the order is still in `from`; false otherwise. */
  moveOrder(transition: CircuitTransition, vci: number | null): Promise<boolean>;
  /** What keeps it in its state, in words. */
  setCause(orderId: string, cause: string): Promise<void>;
  transitions(orderId: string): Promise<readonly CircuitTransition[]>;

  circuit(pathId: string, vci: number): Promise<VirtualCircuit | undefined>;
  /** In place of what was known of it. One that is given to another order already throws (V1: given once). */
  putCircuit(circuit: VirtualCircuit): Promise<void>;
  /** It is created and unused, or not created, again. */
  removeCircuit(pathId: string, vci: number): Promise<void>;
  circuits(pathId: string): Promise<readonly VirtualCircuit[]>;
  counts(pathId: string): Promise<CircuitCounts>;
  /** What the switch uses for something else, ascending. */
  foreign(pathId: string): Promise<readonly number[]>;
  /** Of all states, from this identifier up. */
  countFrom(pathId: string, vci: number): Promise<number>;
  /** The free list in its order: what was freed first. */
  nextFree(pathId: string): Promise<VirtualCircuit | undefined>;
  /** Moves those whose quarantine is over to the free list; says how many. */
  endQuarantines(pathId: string, nowMs: number): Promise<number>;
  /** Of paths that were withdrawn. */
  withdrawnInQuarantine(switchId: string, vpi: number, nowMs: number): Promise<readonly VirtualCircuit[]>;
  /** When the next quarantine of the path ends; null: there is none. */
  nextQuarantineEnd(pathId: string): Promise<number | null>;
  /** Since then, oldest first. */
  uses(pathId: string, sinceMs: number): Promise<readonly CircuitUse[]>;
}

/** What passed in a raw session at a switch, in one direction. */
export interface SessionPiece {
  readonly atMs: number;
  readonly direction: 'output' | 'input';
  readonly bytes: Uint8Array;
}

export interface SessionRepository {
  addContent(sessionId: string, piece: SessionPiece): Promise<void>;
  /** In the order in which it passed. */
  content(sessionId: string): Promise<readonly SessionPiece[]>;
  /** Says how many pieces there were. Their bytes are overwritten in the store's file; its journal has them until later transactions write over it. */
  removeContent(sessionId: string): Promise<number>;
}
