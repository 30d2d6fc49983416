import type { Engine } from '../../engine';
import type { HoldOutSubject } from '../../model/hold-out';
import type { Order } from '../../model/order';
import type { Route } from '../../model/route';
import { ordersInService } from '../../recovery/orders-in-service';
import { supposeFailure } from '../../recovery/what-if';
import type { Refused } from '../intervention';
import { forcedElsewhere, movesByOrder } from './situation';
import { subjectsAmiss } from './plan-window';

/** One order that a window would hit. */
export interface PreviewedOrder {
  readonly order: Order;
  /** Where it would be moved; null: nowhere, and `text` says why. */
  readonly route: Route | null;
  /** Why it would not be moved although it could be; null: nothing stands against it. */
  readonly heldBack: string | null;
  readonly text: string;
}

export type WindowPreview = { readonly kind: 'previewed'; readonly orders: readonly PreviewedOrder[]; readonly unhit: number } | Refused;

/** Which orders in service maintenance of the subjects would hit, as things stand, and where they would go: by priority, each taking its capacity. */
export async function previewWindow(engine: Engine, subjects: readonly HoldOutSubject[]): Promise<WindowPreview> {
  const amiss = subjectsAmiss(engine, subjects);
  if (amiss !== null) return { kind: 'refused', message: amiss };
  const inService = await ordersInService(engine.network.view, engine.store);
  // A sound order is moved to the best that is free, and what holds it back is told below.
  const services = inService.map((service) => ({ ...service, alternatives: [], heldBack: '' }));
  const suppositions = subjects.map((subject) => ({ kind: 'fails', subject }) as const);
  const answer = await supposeFailure(engine.network, suppositions, services, {
    atMs: engine.clock.now(),
    pause: engine.store.pause,
    why: 'during this maintenance',
  });
  if (answer.kind === 'refused') return answer;
  const against = new Map(inService.map(({ order, heldBack }) => [order.id, heldBack]));
  const moves = await engine.store.transaction(movesByOrder);
  const orders = answer.hits.map(({ order, route, decision }) => ({
    ...{ order, route, text: decision.summary },
    heldBack: against.get(order.id) || forcedElsewhere(moves.get(order.id)),
  }));
  return { kind: 'previewed', orders, unhit: answer.unhit };
}
