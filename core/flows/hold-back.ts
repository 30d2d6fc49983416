import { commit, type Engine } from '../engine';
import { assertNever } from '../model/assert-never';
import { endClearedSegments } from '../provisioning/release';
import { holdBackFrom } from '../recovery/hold-back';
import { lastRoute, type Holdings, type Rest } from './order-steps';

/** Lets an impaired order wait before it is restored: for its carrier's own protection, or while the operator wants it so. null: it need not. */
export async function holdBack(engine: Engine, holdings: Holdings): Promise<Rest | null> {
  const { order } = holdings;
  return commit(engine, async (record): Promise<Rest | null> => {
    const { tx } = record;
    const held = await holdBackFrom(engine, tx, order, lastRoute(holdings));
    switch (held.kind) {
      case 'none':
        return null;
      case 'hold-off':
        return { restsForMs: held.remainingMs };
      case 'held':
        // What it may not use before somebody lets it is not kept from others.
        await endClearedSegments(engine, record, order.id);
        await tx.impairments.settleHits(order.id, 'unrestorable', held.text, engine.clock.now());
        return 'rests';
      default:
        return assertNever(held);
    }
  });
}
