import type { Engine } from '../../engine';
import type { HoldOutSubject } from '../../model/hold-out';
import type { Order } from '../../model/order';
import type { Route } from '../../model/route';
import { ordersInService } from '../../recovery/orders-in-service';
import { supposeFailure } from '../../recovery/what-if';
import type { Refused } from '../intervention';
import { gatherSituation, whatHoldsBack } from './situation';
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
  const inService = await engine.store.transaction((tx) => ordersInService(engine.network.view, tx));
  // A sound order is moved to the best that is free, and what holds it back is told below.
  const services = inService.map((service) => ({ ...service, alternatives: [], heldBack: '' }));
  const suppositions = subjects.map((subject) => ({ kind: 'fails', subject }) as const);
  const answer = supposeFailure(engine.network, suppositions, services, engine.clock.now());
  if (answer.kind === 'refused') return answer;
  const orders = await engine.store.transaction(async (tx) => {
    const situation = await gatherSituation(tx);
    const previewed: PreviewedOrder[] = [];
    for (const { order, route, decision } of answer.hits) {
      const current = situation.inService.get(order.id)?.route;
      const heldBack = await whatHoldsBack(engine, tx, situation, order, current ? [current] : []);
      previewed.push({ order, route, heldBack, text: decision.summary });
    }
    return previewed;
  });
  return { kind: 'previewed', orders, unhit: answer.unhit };
}
