import type { Pause } from '../model/clock';
import type { Alternative } from '../model/alternative';
import type { CarryOver, Connection, ConnectionState, Refusal, Segment, SegmentState } from '../model/connection';
import type { Decision } from '../model/decision';
import type { Discrepancy } from '../model/discrepancy';
import type { Draft } from '../model/draft';
import type { AppliedChange, FieldChange, PackOrigin } from '../model/field-pack';
import type { HistoryEntry, HistoryVerdict } from '../model/history';
import type { SearchStep, SearchStepFound, TimeRange, TimeSpan } from '../model/history-search';
import type { HoldOut, HoldOutCause, HoldOutSubject } from '../model/hold-out';
import type { Handling, HitOutcome, Impairment, ImpairmentCause, ImpairmentHit } from '../model/impairment';
import type { Latency, LatencyDefault, LatencyReading, LatencySubject, Provenance } from '../model/latency';
import type { LatencyStep } from '../model/latency-step';
import type { LatencyRecord } from '../model/latency-record';
import type { Carrier, FileSource, Interconnect, LinkState, NetworkNode, NetworkSubject, Port, Resource, Site } from '../model/network';
import type { MaintenanceWindow, WindowOrder } from '../model/maintenance-window';
import type { MoveRequest } from '../model/move';
import type { Onward, Order, OrderState, Transition } from '../model/order';
import type { QueuedOrder } from '../model/queued-order';
import type { RecoveryPause } from '../model/recovery-pause';
import type { Route, Way } from '../model/route';
import type { RouteChoice } from '../model/route-choice';
import type { CarrierRepository } from './carrier-repositories';
import type { ImportRepository } from './import-repositories';
import { TextPool } from './text-pool';
import type { CircuitRepository, PathRepository, SessionRepository, SwitchRepository } from './circuit-repositories';

export { TextPool };

/**
 * The record of everything (sql.js on a real file; later perhaps a shared database). What a transaction wrote is durable when its promise
 * resolves; if its work throws, nothing of it is kept. Transactions run one at a time; the callback awaits nothing but its own `tx`.
 */
export interface Store {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Copies the store into another file while transactions go on; the copy opens as a store, and with any SQLite tool. Throws a StoreError that
   * names the file and the remedy, or the signal's reason, and then leaves nothing behind.
   */
  backup(file: string, options?: BackupOptions): Promise<Backup>;
  /** Checks every record of the history while transactions go on. Throws the signal's reason. */
  verifyHistory(options?: HistoryCheck): Promise<HistoryVerdict>;
  /**
   * Checks what of a large file was not checked when it was opened, while transactions go on. Throws a StoreError where it is damaged, and then serves
   * no more; or the signal's reason.
   */
  checkFile(options?: Pick<HistoryCheck, 'pause' | 'signal'>): Promise<void>;
  /** For long readings, between their transactions. */
  readonly pause: Pause;
  /** The end of the history as one line, for an auditor to keep elsewhere: later `verifyHistory` tells whether the history still contains it. */
  exportHead(): Promise<string>;
  close(): Promise<void>;
}

export interface BackupOptions {
  /** Without, a file that is there already is not touched. */
  readonly overwrite?: boolean;
  /** Pages while copying, tables while checking. */
  readonly onProgress?: (progress: { readonly step: 'copying' | 'checking'; readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

export interface Backup {
  /** Its real path. */
  readonly file: string;
  readonly bytes: number;
}

export interface HistoryCheck {
  /** The key id that somebody kept elsewhere: a history that is signed with another is not what it should be. */
  readonly publicKey?: string;
  /** A line of `exportHead`. */
  readonly keptHead?: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
  /** After each slice, in place of the store's own. */
  readonly pause?: Pause;
}

/** The repositories, one per aggregate. */
export interface Tx {
  readonly network: NetworkRepository;
  readonly carriers: CarrierRepository;
  readonly latency: LatencyRepository;
  readonly orders: OrderRepository;
  readonly connections: ConnectionRepository;
  readonly impairments: ImpairmentRepository;
  readonly alternatives: AlternativeRepository;
  readonly interventions: InterventionRepository;
  readonly windows: WindowRepository;
  readonly latencyRecords: LatencyRecordRepository;
  readonly discrepancies: DiscrepancyRepository;
  readonly switches: SwitchRepository;
  readonly paths: PathRepository;
  readonly circuits: CircuitRepository;
  readonly sessions: SessionRepository;
  readonly drafts: DraftRepository;
  readonly imports: ImportRepository;
  readonly fieldPacks: FieldPackRepository;
  readonly history: HistoryRepository;
}

export interface NetworkRepository {
  /** One that was removed is known again. */
  putCarrier(carrier: Carrier): Promise<void>;
  putLinkState(state: LinkState): Promise<void>;
  putFileSource(source: FileSource): Promise<void>;
  removeFileSource(carrierId: string): Promise<void>;
  putSite(site: Site): Promise<void>;
  putNode(node: NetworkNode): Promise<void>;
  putPort(port: Port): Promise<void>;
  putResource(resource: Resource): Promise<void>;
  putInterconnect(interconnect: Interconnect): Promise<void>;
  removeInterconnect(id: string): Promise<void>;
  /** Without what belongs to carriers that were removed. */
  readAll(pool?: TextPool): Promise<NetworkRecord>;
  /** These alone, and the ports of interconnects: no carriers, sites or links. */
  readSome(subjects: readonly NetworkSubject[]): Promise<NetworkRecord>;
}

/** All connection information (N1). */
export interface NetworkRecord {
  readonly carriers: readonly Carrier[];
  readonly linkStates: readonly LinkState[];
  readonly fileSources: readonly FileSource[];
  readonly sites: readonly Site[];
  readonly nodes: readonly NetworkNode[];
  readonly ports: readonly Port[];
  readonly resources: readonly Resource[];
  readonly interconnects: readonly Interconnect[];
}

export interface LatencyRepository {
  /**
   * Keeps the reading unless a newer one of its kind is there; says whether it was kept. One that is from after `nowMs` is not newer: it was read
   * while the clock was ahead.
   */
  putReading(reading: LatencyReading, nowMs?: number): Promise<boolean>;
  removeReading(subject: LatencySubject, provenance: LatencyReading['provenance']): Promise<void>;
  putDefault(value: LatencyDefault): Promise<void>;
  removeDefault(value: Pick<LatencyDefault, 'scope' | 'scopeId'>): Promise<void>;
  reading(subject: LatencySubject, provenance: Provenance): Promise<LatencyReading | undefined>;
  readAll(): Promise<{ readonly readings: readonly LatencyReading[]; readonly defaults: readonly LatencyDefault[] }>;
  /** Readings of these alone, and all defaults. */
  readSome(
    subjects: readonly NetworkSubject[],
  ): Promise<{ readonly readings: readonly LatencyReading[]; readonly defaults: readonly LatencyDefault[] }>;
}

/** An order by how urgent it is: priority 1 first. */
export interface Urgency {
  readonly id: string;
  readonly priority: number;
}

export interface OrderRepository {
  /** False: the id is taken. */
  insert(order: Order): Promise<boolean>;
  get(id: string): Promise<Order | undefined>;
  list(): Promise<readonly Order[]>;
  /** The next `count` in the order in which they came, after a place (0: from the first on). */
  slice(afterPlace: number, count: number): Promise<readonly { readonly place: number; readonly order: Order }[]>;
  /** Those that have not ended among so many places after one, and the place up to which that is; null: there are no others. */
  openAmong(afterPlace: number, places: number): Promise<{ readonly orders: readonly Order[]; readonly upTo: number | null }>;
  some(ids: readonly string[]): Promise<readonly Order[]>;
  /** How many are in each state, of those where any are. */
  counts(): Promise<Readonly<Partial<Record<OrderState, number>>>>;
  inState(states: readonly OrderState[]): Promise<readonly Order[]>;
  /** The most urgent first, equals in the order in which they came. */
  urgencies(ids: readonly string[]): Promise<readonly Urgency[]>;
  /** The same of all in one of the states. */
  urgenciesInState(states: readonly OrderState[]): Promise<readonly Urgency[]>;
  /**
   * Writes the new state and its transition, provided that the order is still in `from`; false otherwise. `onward`: through further states in the same moment;
   * the order is written once, with the last of them.
   */
  move(transition: Transition, ...onward: readonly Onward[]): Promise<boolean>;
  requestCancel(id: string): Promise<void>;
  /** In the order in which they came. */
  frozen(): Promise<readonly Order[]>;
  setFrozen(id: string, isFrozen: boolean): Promise<void>;
  /** The route that it was first given, which it reverts to; null: none is kept. */
  setHomeRoute(id: string, route: Route | null): Promise<void>;
  homeRoute(id: string): Promise<Route | null>;
  /** The route that an operator chose for it, until it carries; null: the engine chooses. */
  putChoice(id: string, choice: RouteChoice | null): Promise<void>;
  choice(id: string): Promise<RouteChoice | null>;
  /** What it was queued with, until it carries or has ended; null: it is sent as soon as it can be. */
  putQueued(id: string, queued: QueuedOrder | null): Promise<void>;
  queued(id: string): Promise<QueuedOrder | null>;
  /** Those that were planned over stale information, in the order in which they came. */
  queuedOffline(): Promise<readonly string[]>;
  /** Which of these were. */
  areQueuedOffline(ids: readonly string[]): Promise<ReadonlySet<string>>;
  transitions(id: string): Promise<readonly Transition[]>;
  addDecision(decision: Decision): Promise<void>;
  /** Newest first. */
  decisions(id: string): Promise<readonly Decision[]>;
}

/** Which way a connection leads. */
export type ConnectionWay = Pick<Connection, 'id' | 'orderId'> & { readonly route: Way };

/** A connection's bookings: what its segments take, kept until they end. */
export interface BookingRecord {
  readonly slots: readonly { readonly resourceId: string; readonly segmentId: string; readonly slots: number }[];
  readonly ports: readonly { readonly portId: string; readonly orderId: string; readonly segmentId: string | null }[];
}

export type BookOutcome = { readonly kind: 'booked' } | { readonly kind: 'taken'; readonly subject: NetworkSubject };

export interface ConnectionRepository {
  insert(connection: Connection): Promise<void>;
  setState(id: string, state: ConnectionState): Promise<void>;
  setRoute(id: string, route: Route): Promise<void>;
  ofOrder(orderId: string): Promise<readonly Connection[]>;
  /** What the routes of the orders' active connections add. */
  activeLatencies(orderIds: readonly string[]): Promise<readonly (Latency & { readonly orderId: string })[]>;
  /** The orders' active connections, where they have one, in the order in which they were made. */
  activeOf(orderIds: readonly string[]): Promise<readonly Connection[]>;
  /** Those in one of the states. */
  inState(states: readonly ConnectionState[]): Promise<readonly Connection[]>;
  /**
   * Which way those lead that are in one of the states, among so many places after one (0: from the first on), and the place up to which that is; null: there
   * are no others. `hopPool`: of what routes lead over, which is little beside all ports.
   */
  waysAmong(
    states: readonly ConnectionState[],
    afterPlace: number,
    places: number,
    pool: TextPool,
    hopPool: TextPool,
  ): Promise<{ readonly connections: readonly ConnectionWay[]; readonly upTo: number | null }>;

  insertSegment(segment: Segment): Promise<void>;
  setSegment(id: string, state: SegmentState, detail: string): Promise<void>;
  setSegmentResources(id: string, resourceIds: readonly string[]): Promise<void>;
  /** Gives the segment to another connection of its order. */
  setSegmentConnection(id: string, connectionId: string, ordinal: number): Promise<void>;
  putCarryOver(carryOver: CarryOver): Promise<void>;
  /** In order. */
  carryOvers(connectionId: string): Promise<readonly CarryOver[]>;
  removeCarryOvers(connectionId: string): Promise<void>;
  /** Since when we interrupt the order ourselves, to move it; the first time counts, until it is ended. */
  interrupt(orderId: string, sinceMs: number): Promise<void>;
  interruptedSince(orderId: string): Promise<number | null>;
  endInterruption(orderId: string): Promise<void>;
  segment(id: string): Promise<Segment | undefined>;
  /** Of which orders they are. */
  ordersOfSegments(segmentIds: readonly string[]): Promise<readonly string[]>;
  segmentsOfOrder(orderId: string): Promise<readonly Segment[]>;
  /** Those that are held, in the order in which they were made. */
  heldOf(orderIds: readonly string[]): Promise<readonly Segment[]>;
  segmentsInState(states: readonly SegmentState[]): Promise<readonly Segment[]>;
  /** Those of them that are known. */
  someSegments(ids: readonly string[]): Promise<readonly Segment[]>;
  /** Those that the carrier holds among so many places after one (0: from the first on), and the place up to which that is; null: there are no others. */
  heldAmong(
    carrierId: string,
    afterPlace: number,
    places: number,
  ): Promise<{ readonly segments: readonly Segment[]; readonly upTo: number | null }>;

  /** So many on each resource, or none: checked and booked in the same transaction, a constraint refuses what is not free. */
  bookSlots(segmentId: string, resourceIds: readonly string[], slots: number): Promise<BookOutcome>;
  /** A port has one owner. `segmentId` null: an end of the order, kept through restorations. */
  bookPort(portId: string, orderId: string, segmentId: string | null): Promise<BookOutcome>;
  /** But for those on the resources that it goes on using; says on which. */
  releaseSlots(segmentId: string, except: readonly string[]): Promise<readonly string[]>;
  /** Its slots and its interconnect ports; says which. */
  releaseSegment(segmentId: string): Promise<readonly NetworkSubject[]>;
  /** The order's ends, but for those that a segment of it uses, or that a carrier may still hold for it; says which. */
  releaseEndPorts(orderId: string): Promise<readonly string[]>;
  bookings(): Promise<BookingRecord>;
  /** How many slots are booked of each resource, whoever has them, and who owns which port: in no order, and ports in theirs. */
  eachBooking(
    visit: {
      readonly slots: (resourceId: string, slots: number) => void;
      readonly port: (portId: string, orderId: string, segmentId: string | null) => void;
    },
    pool: TextPool,
  ): Promise<void>;
  /** What the next `count` segments have booked, after a segment ('': from the first on), and the last of them; null: there are no others. */
  slotsAfter(
    segmentId: string,
    count: number,
    pool: TextPool,
  ): Promise<{ readonly booked: readonly BookingRecord['slots'][number][]; readonly last: string | null }>;

  addRefusal(refusal: Refusal): Promise<void>;
  refusals(orderId: string): Promise<readonly Refusal[]>;
  forgetRefusals(orderIds: readonly string[]): Promise<void>;
}

export interface ImpairmentRepository {
  /** One open impairment per subject and cause: if there is one already, that one. */
  raise(impairment: Impairment): Promise<Impairment>;
  clear(id: string, atMs: number): Promise<void>;
  setHandling(id: string, handling: Handling): Promise<void>;
  open(): Promise<readonly Impairment[]>;
  list(): Promise<readonly Impairment[]>;
  /** The ids of those that are open, and of the latest `latest` ones, in the order in which they were raised. */
  idsInView(latest: number): Promise<readonly string[]>;
  /** Those of them that are in view. */
  inView(ids: readonly string[], latest: number): Promise<readonly Impairment[]>;
  /** The `count` ids that come just before the latest `latest` ones. */
  idsBefore(latest: number, count: number): Promise<readonly string[]>;
  hitsAmong(impairmentIds: readonly string[]): Promise<readonly ImpairmentHit[]>;
  putHit(hit: ImpairmentHit): Promise<void>;
  /** Says what became of the order's hits that are pending or unrestorable; those two stay unsettled. */
  settleHits(orderId: string, outcome: HitOutcome, text: string, atMs: number): Promise<void>;
  hits(): Promise<readonly ImpairmentHit[]>;
  /** Those that are pending or unrestorable. */
  unsettledHits(): Promise<readonly ImpairmentHit[]>;
  hitsOf(orderId: string): Promise<readonly ImpairmentHit[]>;
}

export interface AlternativeRepository {
  /** In place of all that the order had. */
  replace(orderId: string, alternatives: readonly Alternative[]): Promise<void>;
  setChecked(id: string, fault: string, atMs: number): Promise<void>;
  /** By rank. */
  ofOrder(orderId: string): Promise<readonly Alternative[]>;
  list(): Promise<readonly Alternative[]>;
  /** Whose they are. */
  ordersOf(ids: readonly string[]): Promise<readonly string[]>;
}

/** What operators, windows and the engine's own caution lay over the network and over orders (N12). */
export interface InterventionRepository {
  /** One per subject and cause; the later one counts. */
  putHoldOut(holdOut: HoldOut): Promise<void>;
  removeHoldOut(subject: HoldOutSubject, cause: HoldOutCause): Promise<void>;
  holdOuts(): Promise<readonly HoldOut[]>;
  putPause(pause: RecoveryPause): Promise<void>;
  /** null: the one that counts everywhere. */
  removePause(carrierId: string | null): Promise<void>;
  pauses(): Promise<readonly RecoveryPause[]>;
  /** One per order; the later one counts. */
  putMove(move: MoveRequest): Promise<void>;
  removeMove(orderId: string): Promise<void>;
  move(orderId: string): Promise<MoveRequest | undefined>;
  moves(): Promise<readonly MoveRequest[]>;
}

export interface WindowRepository {
  /** In place of the one with its id. */
  put(window: MaintenanceWindow): Promise<void>;
  /** By their beginning. */
  list(): Promise<readonly MaintenanceWindow[]>;
  /** In place of what was known of the order in that window. */
  putOrder(windowOrder: WindowOrder): Promise<void>;
  orders(): Promise<readonly WindowOrder[]>;
}

/** What the latency watch judges an order by, besides the network. */
export interface WatchedOrder {
  readonly orderId: string;
  readonly state: OrderState;
  readonly limitNs: number;
  /** Its active connection. */
  readonly connection: { readonly id: string; readonly route: Route } | null;
  /** What its carriers' services were found to be impaired by, and are still. */
  readonly serviceFaults: readonly ImpairmentCause[];
  readonly latest: LatencyRecord | null;
}

/** What orders' totals were from when to when (N13). */
export interface LatencyRecordRepository {
  /** Orders in one of the states of which nothing is recorded. */
  unrecorded(states: readonly OrderState[]): Promise<readonly string[]>;
  /** The orders as they are now. */
  watched(orderIds: readonly string[]): Promise<readonly WatchedOrder[]>;
  /** Of which orders they are. */
  ordersOf(connectionIds: readonly string[]): Promise<readonly string[]>;
  /** Orders that the impairments hit. */
  ordersHitBy(impairmentIds: readonly string[]): Promise<readonly string[]>;
  /** Adds records, and drops an order's oldest where it has more than `most`. */
  add(records: readonly LatencyRecord[], most: number): Promise<void>;
  /** By their number; from `fromMs` on: also the one that held then. */
  ofOrder(orderId: string, fromMs?: number): Promise<readonly LatencyRecord[]>;
  /**
   * All that a period from `fromMs` up to `toMs` is told from, by number, whatever the clock did: what was recorded in it, what held at its beginning,
   * and what a restoration in it goes back to.
   */
  ofPeriod(orderId: string, fromMs: number, toMs: number): Promise<readonly LatencyRecord[]>;
  /** Adds a step to the record of those parts whose latency in force is another than it was; drops a part's oldest beyond `most`. */
  followParts(subjects: readonly LatencySubject[], atMs: number, most: number): Promise<void>;
  /** The parts that a default is for, as long as they have no reading of their own. */
  partsOfDefault(value: Pick<LatencyDefault, 'scope' | 'scopeId'>): Promise<readonly LatencySubject[]>;
  /** What was in force for a part, by number; from `fromMs` on, and what was so then. */
  stepsOfPart(subject: LatencySubject, fromMs: number): Promise<readonly LatencyStep[]>;
  /** Since when its total has been over `limitNs` without a break up to `nowMs`, as far as it is recorded; `nowMs`: it is not over it. */
  overSince(orderId: string, limitNs: number, nowMs: number): Promise<number>;
}

/** In what the store and carriers differ (N11). */
export interface DiscrepancyRepository {
  /** In place of the one with its id; of those that are not closed there is one per kind, carrier and subject. */
  put(discrepancy: Discrepancy): Promise<void>;
  get(id: string): Promise<Discrepancy | undefined>;
  /** Those that are not closed, by carrier and kind. */
  standing(): Promise<readonly Discrepancy[]>;
  standingOf(orderId: string): Promise<readonly Discrepancy[]>;
  /** The latest `count`, closed ones too, newest first. */
  latest(count: number): Promise<readonly Discrepancy[]>;
}

/** How far operators came in what they are led through. */
export interface DraftRepository {
  /** In place of the one with its id. */
  put(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
  get(id: string): Promise<Draft | undefined>;
  /** The latest first, without what was typed. */
  list(): Promise<readonly Omit<Draft, 'fields'>[]>;
}

/** Work in the field, and what was brought back of it. */
export interface FieldPackRepository {
  putOrigin(origin: PackOrigin): Promise<void>;
  /** Of what pack the store was made; null: of none. */
  origin(): Promise<PackOrigin | null>;
  addChange(change: FieldChange): Promise<void>;
  /** In the order in which they were made. */
  changes(): Promise<readonly FieldChange[]>;
  /** In place of what was known of the change. */
  putApplied(applied: AppliedChange): Promise<void>;
  removeApplied(changeId: string): Promise<void>;
  /** Those of them of which anything is known. */
  applied(changeIds: readonly string[]): Promise<readonly AppliedChange[]>;
}

/** The two tables whose records are one chain. */
export type HistoryTable = 'history' | 'transitions';

export interface HistoryRepository {
  add(entry: HistoryEntry): Promise<void>;
  /** The latest `count` entries, oldest first. */
  tail(count: number): Promise<readonly HistoryEntry[]>;
  /** One step of a search through entries and transitions. */
  search(step: SearchStep): Promise<SearchStepFound>;
  /** Between which numbers the records of a time lie; null: there are none. */
  timeSpan(of: HistoryTable, range: TimeRange): Promise<TimeSpan | null>;
  /** From the first record of the time to just after the last. */
  timesWithin(of: HistoryTable, range: TimeRange): Promise<TimeRange | null>;
  /** How many there are of the time, counted up to `most`. */
  countWithin(of: HistoryTable, range: TimeRange, most: number): Promise<number>;
  /** Every event that there is, also `order.STATE` of transitions. */
  events(): Promise<readonly string[]>;
  /** The number of the last record; 0: there is none. */
  lastSeq(): Promise<number>;
  /** The same with their numbers, which grow. */
  numberedTail(count: number): Promise<readonly (HistoryEntry & { readonly seq: number })[]>;
}
