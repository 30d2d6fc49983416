import type { LatencySubject } from '../../model/latency';
import type { NetworkSubject } from '../../model/network';
import type { NetworkView } from '../../network/network-view';
import { isCarryingState } from '../../pools/carriage';
import type { Tx } from '../../store/store';
import type { Touched } from './touched';

/** Before the view follows: with what it knew until then. */
export interface Around {
  readonly touched: Touched;
  readonly view: NetworkView;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of whatever method
type AnyMethod = (...args: any[]) => Promise<unknown>;
/** `reads`: it writes nothing; `unseen`: what it writes is in no row. */
type Decision<Method> = Method extends AnyMethod
  ? 'reads' | 'unseen' | ((around: Around, args: Parameters<Method>, result: Awaited<ReturnType<Method>>) => void)
  : never;
/** Every method of every repository: a new one does not compile until it is decided about. */
export type Decisions = { readonly [R in keyof Tx]: { readonly [M in keyof Tx[R]]: Decision<Tx[R][M]> } };

const topicOf = { resource: 'resources', node: 'nodes', interconnect: 'interconnects' } as const satisfies Record<
  LatencySubject['kind'],
  string
>;

const touchParts = ({ touched }: Around): void => {
  for (const topic of ['nodes', 'resources', 'interconnects'] as const) touched.addAll(topic);
};
const touchSubjects = ({ touched }: Around, subjects: readonly NetworkSubject[]): void => {
  for (const { kind, id } of subjects) touched.add(kind === 'port' ? 'port' : topicOf[kind], id);
};
/** The name or place of something changes that rows of other topics tell. */
const touchNamers = ({ touched }: Around): void => {
  touched.addAll('orders');
  touched.addAll('impairments');
};
const touchStatus = ({ touched }: Around): void => {
  touched.addAll('status');
};

export const whatWritesTouch: Decisions = {
  network: {
    putCarrier: (around, [{ id }]) => {
      around.touched.add('carriers', id);
      around.touched.add('links', id);
      touchStatus(around);
    },
    putLinkState: (around, [{ carrierId }]) => {
      around.touched.add('carriers', carrierId);
      around.touched.add('links', carrierId);
      touchStatus(around);
    },
    putFileSource: ({ touched }, [{ carrierId }]) => {
      touched.add('carriers', carrierId);
    },
    removeFileSource: ({ touched }, [carrierId]) => {
      touched.add('carriers', carrierId);
    },
    putSite: ({ touched }, [{ id }]) => {
      touched.add('sites', id);
    },
    putNode: (around, [{ id, carrierId, name, siteId }]) => {
      const known = around.view.nodes.get(id);
      if (known?.name !== name || known.siteId !== siteId) touchNamers(around);
      around.touched.add('nodes', id);
      around.touched.add('node', id);
      around.touched.add('carriers', carrierId);
    },
    putPort: (around, [{ id, carrierId, name, nodeId }]) => {
      const known = around.view.ports.get(id);
      if (known?.name !== name || known.nodeId !== nodeId) touchNamers(around);
      around.touched.add('port', id);
      around.touched.add('carriers', carrierId);
    },
    putResource: (around, [{ id, carrierId, name }]) => {
      if (around.view.resources.get(id)?.name !== name) around.touched.addAll('impairments');
      around.touched.add('resources', id);
      around.touched.add('carriers', carrierId);
    },
    putInterconnect: ({ touched }, [{ id }]) => {
      touched.add('interconnects', id);
    },
    removeInterconnect: ({ touched }, [id]) => {
      touched.add('interconnects', id);
    },
    readAll: 'reads',
    readSome: 'reads',
  },
  carriers: {
    putHold: (around, [{ carrierId }]) => {
      around.touched.add('carriers', carrierId);
      around.touched.add('links', carrierId);
    },
    removeHold: (around, [carrierId]) => {
      around.touched.add('carriers', carrierId);
      around.touched.add('links', carrierId);
    },
    putRenewal: ({ touched }, [{ carrierId }]) => {
      touched.add('links', carrierId);
    },
    removeRenewal: ({ touched }, [carrierId]) => {
      touched.add('links', carrierId);
    },
    remove: (around) => {
      for (const topic of ['carriers', 'links', 'sites'] as const) around.touched.addAll(topic);
      touchParts(around);
      touchNamers(around);
      touchStatus(around);
    },
    rejectInterconnect: 'unseen',
    allowInterconnect: 'unseen',
    rejectedInterconnects: 'reads',
    listRemoved: 'reads',
    holds: 'reads',
    renewals: 'reads',
  },
  latency: {
    putReading: ({ touched }, [{ subject }], isKept) => {
      if (isKept) touched.add(topicOf[subject.kind], subject.id);
    },
    removeReading: ({ touched }, [subject]) => {
      touched.add(topicOf[subject.kind], subject.id);
    },
    putDefault: ({ touched }, [{ scope }]) => {
      touched.addAll(scope === 'carrier-transit' ? 'nodes' : 'interconnects');
    },
    removeDefault: ({ touched }, [{ scope }]) => {
      touched.addAll(scope === 'carrier-transit' ? 'nodes' : 'interconnects');
    },
    reading: 'reads',
    readAll: 'reads',
    readSome: 'reads',
  },
  orders: {
    insert: (around, [{ id }]) => {
      around.touched.add('orders', id);
      touchStatus(around);
    },
    move: (around, [transition, ...onward]) => {
      const { orderId, from } = transition;
      const { to } = onward.at(-1) ?? transition;
      around.touched.add('orders', orderId);
      around.touched.add('hit order', orderId);
      if (isCarryingState(from) !== isCarryingState(to)) around.touched.add('carrying order', orderId);
      touchStatus(around);
    },
    requestCancel: ({ touched }, [id]) => {
      touched.add('orders', id);
    },
    setFrozen: ({ touched }, [id]) => {
      touched.add('orders', id);
    },
    setHomeRoute: ({ touched }, [id]) => {
      touched.add('orders', id);
    },
    putChoice: ({ touched }, [id]) => {
      touched.add('orders', id);
    },
    putQueued: ({ touched }, [id]) => {
      touched.add('orders', id);
    },
    queued: 'reads',
    queuedOffline: 'reads',
    areQueuedOffline: 'reads',
    addDecision: ({ touched }, [{ orderId }]) => {
      touched.add('orders', orderId);
    },
    get: 'reads',
    list: 'reads',
    slice: 'reads',
    openAmong: 'reads',
    some: 'reads',
    counts: 'reads',
    inState: 'reads',
    urgencies: 'reads',
    frozen: 'reads',
    urgenciesInState: 'reads',
    homeRoute: 'reads',
    choice: 'reads',
    transitions: 'reads',
    decisions: 'reads',
  },
  connections: {
    insert: ({ touched }, [{ orderId }]) => {
      touched.add('orders', orderId);
    },
    setState: ({ touched }, [id]) => {
      touched.add('connection', id);
    },
    setRoute: ({ touched }, [id]) => {
      touched.add('connection', id);
    },
    insertSegment: ({ touched }, [{ orderId }]) => {
      touched.add('orders', orderId);
    },
    setSegment: ({ touched }, [id]) => {
      touched.add('segment', id);
    },
    setSegmentResources: ({ touched }, [id]) => {
      touched.add('segment', id);
    },
    setSegmentConnection: ({ touched }, [id]) => {
      touched.add('segment', id);
    },
    bookSlots: ({ touched }, [, resourceIds], { kind }) => {
      if (kind === 'booked') touched.addEach('resources', resourceIds);
    },
    bookPort: (around, [portId], { kind }) => {
      if (kind === 'booked') around.touched.add('port', portId);
    },
    releaseSlots: ({ touched }, _args, resourceIds) => {
      touched.addEach('resources', resourceIds);
    },
    releaseSegment: (around, _args, subjects) => {
      touchSubjects(around, subjects);
    },
    releaseEndPorts: ({ touched }, _args, portIds) => {
      touched.addEach('port', portIds);
    },
    putCarryOver: 'unseen',
    removeCarryOvers: 'unseen',
    interrupt: 'unseen',
    endInterruption: 'unseen',
    addRefusal: 'unseen',
    forgetRefusals: 'unseen',
    ofOrder: 'reads',
    activeLatencies: 'reads',
    activeOf: 'reads',
    inState: 'reads',
    carryOvers: 'reads',
    interruptedSince: 'reads',
    segment: 'reads',
    ordersOfSegments: 'reads',
    segmentsOfOrder: 'reads',
    heldOf: 'reads',
    waysAmong: 'reads',
    eachBooking: 'reads',
    slotsAfter: 'reads',
    segmentsInState: 'reads',
    someSegments: 'reads',
    heldAmong: 'reads',
    bookings: 'reads',
    refusals: 'reads',
  },
  impairments: {
    raise: (around, _args, { id }) => {
      around.touched.add('raised', id);
      touchStatus(around);
    },
    clear: (around, [id]) => {
      around.touched.add('impairments', id);
      touchStatus(around);
    },
    setHandling: ({ touched }, [id]) => {
      touched.add('impairments', id);
    },
    putHit: ({ touched }, [{ impairmentId }]) => {
      touched.add('impairments', impairmentId);
    },
    settleHits: ({ touched }, [orderId]) => {
      touched.add('hit order', orderId);
    },
    open: 'reads',
    list: 'reads',
    idsInView: 'reads',
    inView: 'reads',
    idsBefore: 'reads',
    hitsAmong: 'reads',
    hits: 'reads',
    unsettledHits: 'reads',
    hitsOf: 'reads',
  },
  alternatives: {
    replace: ({ touched }, [orderId]) => {
      touched.add('orders', orderId);
    },
    setChecked: ({ touched }, [id]) => {
      touched.add('alternative', id);
    },
    ofOrder: 'reads',
    list: 'reads',
    ordersOf: 'reads',
  },
  interventions: {
    putHoldOut: (around, [{ subject }]) => {
      if (subject.kind === 'resource') around.touched.add('resources', subject.id);
      else touchParts(around);
    },
    removeHoldOut: (around, [subject]) => {
      if (subject.kind === 'resource') around.touched.add('resources', subject.id);
      else touchParts(around);
    },
    putPause: ({ touched }) => {
      touched.addAll('carriers');
      touched.addAll('impairments');
    },
    removePause: ({ touched }) => {
      touched.addAll('carriers');
      touched.addAll('impairments');
    },
    putMove: 'unseen',
    removeMove: 'unseen',
    holdOuts: 'reads',
    pauses: 'reads',
    move: 'reads',
    moves: 'reads',
  },
  windows: { put: 'unseen', putOrder: 'unseen', list: 'reads', orders: 'reads' },
  latencyRecords: {
    add: 'unseen',
    unrecorded: 'reads',
    watched: 'reads',
    ordersOf: 'reads',
    ordersHitBy: 'reads',
    ofOrder: 'reads',
    ofPeriod: 'reads',
    overSince: 'reads',
    followParts: 'unseen',
    partsOfDefault: 'reads',
    stepsOfPart: 'reads',
  },
  discrepancies: { put: 'unseen', get: 'reads', standing: 'reads', standingOf: 'reads', latest: 'reads' },
  switches: {
    put: (around, [{ id }]) => {
      around.touched.add('switches', id);
      around.touched.add('switch', id);
      touchStatus(around);
    },
    remove: (around, [id]) => {
      around.touched.add('switches', id);
      around.touched.addAll('circuits');
      touchStatus(around);
    },
    putLink: (around, [{ switchId }]) => {
      around.touched.add('switches', switchId);
      around.touched.add('switch', switchId);
      touchStatus(around);
    },
    putHostKey: 'unseen',
    removeHostKey: 'unseen',
    get: 'reads',
    list: 'reads',
    links: 'reads',
    hostKey: 'reads',
  },
  paths: {
    insert: (around, [{ id, switchId }]) => {
      around.touched.add('paths', id);
      around.touched.add('switches', switchId);
      touchStatus(around);
    },
    put: (around, [{ id }]) => {
      around.touched.add('paths', id);
      around.touched.add('path', id);
      around.touched.addAll('requests');
      touchStatus(around);
    },
    putState: (around, [{ id }]) => {
      around.touched.add('paths', id);
      // It may be held now.
      touchStatus(around);
    },
    remove: (around, [id]) => {
      around.touched.add('paths', id);
      around.touched.addAll('switches');
      around.touched.addAll('requests');
      touchStatus(around);
    },
    withdraw: (around, [id]) => {
      around.touched.add('paths', id);
      around.touched.add('path', id);
      around.touched.addAll('switches');
      around.touched.addAll('requests');
      touchStatus(around);
    },
    addRequest: ({ touched }, [{ pathId }]) => {
      touched.addAll('requests');
      touched.add('paths', pathId);
    },
    putRequest: ({ touched }, [{ pathId }]) => {
      touched.addAll('requests');
      touched.add('paths', pathId);
    },
    putConditions: ({ touched }) => {
      touched.addAll('paths');
    },
    putLow: ({ touched }, [pathId]) => {
      touched.add('paths', pathId);
    },
    withdrawn: 'reads',
    get: 'reads',
    list: 'reads',
    ofSwitch: 'reads',
    some: 'reads',
    carriedBy: 'reads',
    request: 'reads',
    countPending: 'reads',
    pendingRequest: 'reads',
    requests: 'reads',
    requestsWithin: 'reads',
    conditions: 'reads',
    lowSince: 'reads',
  },
  circuits: {
    insertOrder: (around, [{ id, pathId, switchId }]) => {
      around.touched.add('circuits', id);
      around.touched.add('paths', pathId);
      around.touched.add('switches', switchId);
      touchStatus(around);
    },
    moveOrder: (around, [{ orderId }]) => {
      around.touched.add('circuits', orderId);
      around.touched.add('circuit', orderId);
      touchStatus(around);
    },
    setCause: ({ touched }, [orderId]) => {
      touched.add('circuits', orderId);
    },
    putCircuit: ({ touched }, [{ pathId }]) => {
      touched.add('paths', pathId);
    },
    removeCircuit: ({ touched }, [pathId]) => {
      touched.add('paths', pathId);
    },
    endQuarantines: ({ touched }, [pathId], count) => {
      if (count > 0) touched.add('paths', pathId);
    },
    order: 'reads',
    orders: 'reads',
    slice: 'reads',
    some: 'reads',
    idsOfPath: 'reads',
    waitingCounts: 'reads',
    idsToDo: 'reads',
    ordersToDo: 'reads',
    orderCounts: 'reads',
    standingCounts: 'reads',
    endedWithin: 'reads',
    firstWaiting: 'reads',
    countWaiting: 'reads',
    ofEndUser: 'reads',
    onLine: 'reads',
    transitions: 'reads',
    circuit: 'reads',
    circuits: 'reads',
    counts: 'reads',
    foreign: 'reads',
    countFrom: 'reads',
    nextFree: 'reads',
    withdrawnInQuarantine: 'reads',
    nextQuarantineEnd: 'reads',
    uses: 'reads',
  },
  fieldPacks: {
    putOrigin: 'unseen',
    addChange: 'unseen',
    putApplied: 'unseen',
    removeApplied: 'unseen',
    origin: 'reads',
    changes: 'reads',
    applied: 'reads',
  },
  drafts: {
    put: ({ touched }) => {
      touched.addAll('drafts');
    },
    remove: ({ touched }) => {
      touched.addAll('drafts');
    },
    get: 'reads',
    list: 'reads',
  },
  imports: {
    put: ({ touched }) => {
      touched.addAll('imports');
    },
    remove: ({ touched }) => {
      touched.addAll('imports');
    },
    putPiece: ({ touched }) => {
      touched.addAll('imports');
    },
    get: 'reads',
    list: 'reads',
    piece: 'reads',
    pieces: 'reads',
  },
  sessions: { addContent: 'unseen', content: 'reads', removeContent: 'unseen' },
  history: {
    add: ({ touched }) => {
      touched.addAll('history');
    },
    tail: 'reads',
    numberedTail: 'reads',
    search: 'reads',
    timeSpan: 'reads',
    timesWithin: 'reads',
    countWithin: 'reads',
    events: 'reads',
    lastSeq: 'reads',
  },
};
