import type { Engine } from '../engine';
import { siteOf } from '../identification/end-ports';
import type { Segment } from '../model/connection';
import type { HistoryEntry } from '../model/history';
import type { HitOutcome, Impairment, ImpairmentHit } from '../model/impairment';
import type { Order, OrderEnd } from '../model/order';
import type { RecoveryPause } from '../model/recovery-pause';
import { recoveryPhases, type RecoveryPhase } from '../model/recovery-phase';
import type { NetworkView } from '../network/network-view';
import type { Tx } from '../store/store';
import { wordsAgainstMoving } from './hold-back';

export interface SurveyedHit {
  readonly order: Order;
  readonly a: string;
  readonly z: string;
  readonly phase: RecoveryPhase;
  /** Why, in words. */
  readonly text: string;
  readonly hitAtMs: number;
  readonly settledAtMs: number | null;
  /** Of the connection that is being made for it; `carrierId`: who is at work on the first part that is not made yet. */
  readonly parts: { readonly made: number; readonly all: number; readonly carrierId: string | null } | null;
  /** A move by hand that stands: by whom, why. */
  readonly asked: string | null;
  readonly canRevert: boolean;
}

export interface SurveyedCarrier {
  readonly carrierId: string;
  /** Longest of the last few services that it created, milliseconds; null: none since the host began. */
  readonly createMs: number | null;
  readonly deleteMs: number | null;
  /** Parts that it is asked for at this moment. */
  readonly underWay: number;
  readonly isUp: boolean;
}

export interface Survey {
  /** Those that were asked for, in the order in which they were raised, whether or not they are cleared. */
  readonly impairments: readonly { readonly impairment: Impairment; readonly hits: readonly ImpairmentHit[] }[];
  /** One for each order, the most pressing first. */
  readonly hits: readonly SurveyedHit[];
  readonly pauses: readonly RecoveryPause[];
  readonly carriers: readonly SurveyedCarrier[];
  /** What was done about them by hand, and what became of it, the latest first. */
  readonly done: readonly HistoryEntry[];
  readonly atMs: number;
}

/** History that is looked through for what was done. */
const lookedThrough = 4_000;
const toldDone = 100;

/** How the recovery from these impairments stands; from all that are open, where none is named. */
export async function surveyRecovery({ store, network: { view }, clock }: Engine, impairmentIds: readonly string[]): Promise<Survey> {
  const atMs = clock.now();
  return store.transaction(async (tx) => {
    const impairments = await impairmentsOf(tx, impairmentIds);
    const all = await tx.impairments.hitsAmong(impairments.map(({ id }) => id));
    const pressing = mostPressing(all);
    const orders = new Map((await tx.orders.some([...pressing.keys()])).map((order) => [order.id, order]));
    const moves = new Map((await tx.interventions.moves()).map((move) => [move.orderId, move]));
    const hits: SurveyedHit[] = [];
    for (const [orderId, hit] of pressing) {
      const order = orders.get(orderId);
      if (!order) continue;
      const move = moves.get(orderId);
      const asked = move?.cause === 'forced' ? move.text : null;
      hits.push(await surveyed(view, tx, order, hit, asked));
    }
    return {
      impairments: impairments.map((impairment) => ({
        impairment,
        hits: all.filter(({ impairmentId }) => impairmentId === impairment.id),
      })),
      hits: hits.sort(
        (one, other) =>
          recoveryPhases.indexOf(one.phase) - recoveryPhases.indexOf(other.phase) ||
          one.order.priority - other.order.priority ||
          one.hitAtMs - other.hitAtMs,
      ),
      pauses: await tx.interventions.pauses(),
      carriers: await carriersAtWork(view, tx),
      done: await doneAbout(tx, impairments, pressing),
      atMs,
    };
  });
}

async function impairmentsOf(tx: Tx, ids: readonly string[]): Promise<readonly Impairment[]> {
  const open = await tx.impairments.open();
  if (ids.length === 0) return open;
  const wanted = new Set(ids);
  const found = open.filter(({ id }) => wanted.has(id));
  if (found.length === wanted.size) return found;
  return (await tx.impairments.list()).filter(({ id }) => wanted.has(id));
}

/** Of each order: what is worst of it, and when it was hit first. */
function mostPressing(hits: readonly ImpairmentHit[]): ReadonlyMap<string, ImpairmentHit> {
  const byOrder = new Map<string, ImpairmentHit>();
  for (const hit of hits) {
    const known = byOrder.get(hit.orderId);
    if (!known) byOrder.set(hit.orderId, hit);
    else {
      const worse = rank[hit.outcome] < rank[known.outcome] ? hit : known;
      byOrder.set(hit.orderId, { ...worse, hitAtMs: Math.min(hit.hitAtMs, known.hitAtMs) });
    }
  }
  return byOrder;
}

const rank: Readonly<Record<HitOutcome, number>> = { unrestorable: 0, pending: 1, restored: 2, cleared: 3, released: 4 };

async function surveyed(view: NetworkView, tx: Tx, order: Order, hit: ImpairmentHit, asked: string | null): Promise<SurveyedHit> {
  const [hops] = view.routes.ofOrder(order.id);
  const heldBack =
    hit.settledAtMs === null && order.state === 'impaired' ? await wordsAgainstMoving(view, tx, order, hops ? { hops } : null) : '';
  const phase = phaseOf(order, hit, heldBack, asked);
  return {
    ...{ order, phase, asked, hitAtMs: hit.hitAtMs, settledAtMs: hit.settledAtMs },
    ...{ a: endWords(view, order.a), z: endWords(view, order.z) },
    text: phase === 'waits-for-you' ? heldBack : phase === 'in-hand' && asked !== null && order.state === 'impaired' ? asked : hit.text,
    parts: phase === 'in-hand' ? await partsInMaking(tx, order.id) : null,
    canRevert: order.state === 'active' && hit.outcome === 'restored' && (await tx.orders.homeRoute(order.id)) !== null,
  };
}

function phaseOf(order: Order, { outcome, settledAtMs }: ImpairmentHit, heldBack: string, asked: string | null): RecoveryPhase {
  if (settledAtMs !== null) return outcome === 'restored' || outcome === 'cleared' ? outcome : 'released';
  if (order.state === 'restoring' || order.state === 'moving' || asked !== null) return 'in-hand';
  if (heldBack !== '') return 'waits-for-you';
  return outcome === 'unrestorable' ? 'no-route' : 'queued';
}

async function partsInMaking(tx: Tx, orderId: string): Promise<SurveyedHit['parts']> {
  const making = (await tx.connections.ofOrder(orderId)).find(({ state }) => state === 'reserved' || state === 'provisioning');
  if (!making) return null;
  const own = (await tx.connections.segmentsOfOrder(orderId)).filter(({ connectionId }) => connectionId === making.id);
  const takenOver = await tx.connections.carryOvers(making.id);
  const next = [...own].sort((one, other) => one.ordinal - other.ordinal).find(({ state }) => state !== 'held');
  return {
    made: own.filter(({ state }) => state === 'held').length + takenOver.length,
    all: own.length + takenOver.length,
    carrierId: next?.carrierId ?? null,
  };
}

async function carriersAtWork(view: NetworkView, tx: Tx): Promise<readonly SurveyedCarrier[]> {
  const busy: readonly Segment[] = await tx.connections.segmentsInState(['creating', 'deleting']);
  // One that is known from files makes nothing.
  const linked = [...view.carriers.keys()].filter((carrierId) => !view.fileSources.has(carrierId));
  return linked.map((carrierId) => ({
    carrierId,
    createMs: view.pace.expectedMs(carrierId, 'create'),
    deleteMs: view.pace.expectedMs(carrierId, 'delete'),
    underWay: busy.filter((segment) => segment.carrierId === carrierId).length,
    isUp: !view.isStale(carrierId),
  }));
}

/** By people, and what became of what they asked for. */
async function doneAbout(
  tx: Tx,
  impairments: readonly Impairment[],
  hits: ReadonlyMap<string, ImpairmentHit>,
): Promise<readonly HistoryEntry[]> {
  if (impairments.length === 0) return [];
  const sinceMs = Math.min(...impairments.map(({ raisedAtMs }) => raisedAtMs));
  const ids = new Set(impairments.map(({ id }) => id));
  return (await tx.history.tail(lookedThrough))
    .filter(
      ({ atMs, actor, event, subject }) =>
        atMs >= sinceMs &&
        (ids.has(subject) || hits.has(subject) || event.startsWith('recovery.')) &&
        // What became of what somebody asked for is told; what the engine gave up of its own accord is in the story of the order.
        (actor === 'operator' || event === 'move.refused'),
    )
    .slice(-toldDone)
    .reverse();
}

function endWords(view: NetworkView, end: OrderEnd): string {
  const siteId = siteOf(view, end);
  const site = siteId === null ? null : view.sites.get(siteId)?.name;
  return site ?? (end.kind === 'site' ? end.id : view.nameOf({ kind: end.kind, id: end.id }));
}
