import type { Engine } from '../engine';
import { formatTime } from '../model/clock';
import type { Segment } from '../model/connection';
import type { HandedCircuits } from '../model/handed-circuits';
import type { HoldOut } from '../model/hold-out';
import type { HitOutcome, Impairment, ImpairmentHit } from '../model/impairment';
import { openEvents, pastEvents, type ImpairmentEvent, type RiskTable } from '../model/impairment-events';
import { isOver, type MaintenanceWindow, type WindowOrder } from '../model/maintenance-window';
import type { MoveRequest } from '../model/move';
import type { LinkState } from '../model/network';
import { isFinal, type Order } from '../model/order';
import type { RecoveryPause } from '../model/recovery-pause';
import { handedCircuits } from './handed-circuits';
import { refused, type Refused } from './intervention';

export interface HandedImpairment extends Impairment {
  readonly subjectName: string;
  readonly isRaisedInShift: boolean;
  readonly isClearedInShift: boolean;
  readonly isShelved: boolean;
  /** The orders that it hit, and what became of them. */
  readonly hits: readonly { readonly orderId: string; readonly customer: string; readonly outcome: HitOutcome; readonly text: string }[];
}

/** What broke together, as the console counts it. */
export type HandedEvent = ImpairmentEvent<HandedImpairment>;

export interface HandedWindow extends MaintenanceWindow {
  readonly orders: readonly WindowOrder[];
}

/** What one shift hands to the next (N12): what happened in it, and what stands at its end. */
export interface HandOver {
  readonly fromMs: number;
  readonly toMs: number;
  /** When it was drawn up: what stands, stands then. */
  readonly atMs: number;
  /** What is impaired, and what was raised or cleared in the shift and is over, by event. */
  readonly impairments: { readonly open: readonly HandedEvent[]; readonly over: readonly HandedEvent[] };
  /** Orders that are impaired with nothing found for them, and why. */
  readonly unrestorable: readonly { readonly order: Order; readonly why: string }[];
  readonly holdOuts: readonly HoldOut[];
  readonly pauses: readonly RecoveryPause[];
  readonly frozen: readonly Order[];
  /** Under way, the first to come, and those that ended in the shift. */
  readonly windows: {
    readonly now: readonly HandedWindow[];
    readonly next: readonly HandedWindow[];
    readonly ended: readonly HandedWindow[];
  };
  /** Not in service yet; their cause says what they wait for. */
  readonly waiting: readonly Order[];
  /** Asked for, and not carried out yet. */
  readonly moves: readonly MoveRequest[];
  readonly unconfirmedDeletions: readonly Segment[];
  /** Of carriers. */
  readonly linksDown: readonly (LinkState & { readonly carrierName: string })[];
  readonly circuits: HandedCircuits;
}

export type HandOverAnswer = { readonly kind: 'drawn-up'; readonly handOver: HandOver } | Refused;

/** History that is looked through for windows that were called off: those end before their time. */
const lookedThrough = 20_000;

/** Windows to come that are told. */
const toldWindows = 10;

/** Draws up the report of a shift. */
export async function handOver(engine: Engine, fromMs: number, toMs: number): Promise<HandOverAnswer> {
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs))
    return refused('a hand-over report needs a time from when and a time to when');
  if (toMs < fromMs)
    return refused(`the shift would end ${formatTime(toMs)}, before its beginning ${formatTime(fromMs)}; correct one of the two`);
  const { view } = engine.network;
  const atMs = engine.clock.now();
  const isInShift = (whenMs: number | null): boolean => whenMs !== null && whenMs >= fromMs && whenMs <= toMs;
  return engine.store.transaction(async (tx): Promise<HandOverAnswer> => {
    const hits = await tx.impairments.hits();
    const hitOrders = await tx.orders.some([...new Set(hits.map(({ orderId }) => orderId))]);
    const orderById = new Map(hitOrders.map((order) => [order.id, order]));
    const windowOrders = await tx.windows.orders();
    const windows = (await tx.windows.list()).map((window): HandedWindow => ({
      ...window,
      orders: windowOrders.filter(({ windowId }) => windowId === window.id),
    }));
    const calledOff = new Set(
      (await tx.history.tail(lookedThrough)).flatMap(({ event, subject, atMs: whenMs }) =>
        event === 'window.cancelled' && isInShift(whenMs) ? [subject] : [],
      ),
    );
    const hitsOf = new Map<string, ImpairmentHit[]>();
    for (const hit of hits) {
      const known = hitsOf.get(hit.impairmentId);
      if (known) known.push(hit);
      else hitsOf.set(hit.impairmentId, [hit]);
    }
    const all = (await tx.impairments.list()).map((impairment): HandedImpairment => {
      const { id, subject, raisedAtMs, clearedAtMs, handling } = impairment;
      return {
        ...impairment,
        subjectName: subject.kind === 'service' ? subject.id : view.nameOf({ kind: subject.kind, id: subject.id }),
        isRaisedInShift: isInShift(raisedAtMs),
        isClearedInShift: isInShift(clearedAtMs),
        isShelved: (handling.shelvedUntilMs ?? 0) > atMs,
        hits: (hitsOf.get(id) ?? []).map(({ orderId, outcome, text }) => ({
          ...{ orderId, outcome, text },
          customer: orderById.get(orderId)?.customer ?? '',
        })),
      };
    });
    const risks = risksIn(view);
    const impairments = {
      open: openEvents(risks, all),
      over: pastEvents(risks, all).filter(({ members }) =>
        members.some(({ isRaisedInShift, isClearedInShift }) => isRaisedInShift || isClearedInShift),
      ),
    };
    const whyNot = new Map(hits.filter(({ outcome }) => outcome === 'unrestorable').map(({ orderId, text }) => [orderId, text]));
    return {
      kind: 'drawn-up',
      handOver: {
        ...{ fromMs, toMs, atMs, impairments },
        unrestorable: hitOrders.flatMap((order) => {
          const why = whyNot.get(order.id);
          return order.state === 'impaired' && why !== undefined ? [{ order, why }] : [];
        }),
        holdOuts: await tx.interventions.holdOuts(),
        pauses: await tx.interventions.pauses(),
        frozen: (await tx.orders.frozen()).filter(({ state }) => !isFinal(state)),
        windows: {
          now: windows.filter((window) => !isOver(window) && window.state !== 'planned'),
          next: windows.filter(({ state }) => state === 'planned').slice(0, toldWindows),
          ended: windows.filter((window) => isOver(window) && (isInShift(window.toMs) || calledOff.has(window.id))),
        },
        waiting: await tx.orders.inState(['received', 'identifying', 'planned', 'reserved', 'provisioning']),
        moves: await tx.interventions.moves(),
        unconfirmedDeletions: await tx.connections.segmentsInState(['deleting']),
        linksDown: [...view.linkStates.values()]
          .filter(({ isUp }) => !isUp)
          .map((state) => ({ ...state, carrierName: view.carrierName(state.carrierId) })),
        circuits: await handedCircuits(tx, fromMs, toMs),
      },
    };
  });
}

/** A condition is asked for where it matters only: of the risks of what is down. */
const risksIn = (view: Engine['network']['view']): RiskTable =>
  new Map(
    [...view.resources.values()].map(({ id, sharedRisks }) => [
      id,
      {
        sharedRisks,
        get condition() {
          return view.health({ kind: 'resource', id }).condition;
        },
      },
    ]),
  );
