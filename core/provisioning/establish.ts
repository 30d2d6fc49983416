import type { Engine, Recording } from '../engine';
import { span } from '../model/clock';
import type { Connection, Segment } from '../model/connection';
import type { Order } from '../model/order';
import type { Route } from '../model/route';
import { activate } from './activate';
import { confirmParts } from './make-parts';
import { passOver, recordRefusals } from './pass-over';
import { provisionSegments } from './provision-segments';

export type Established =
  | { readonly kind: 'active'; readonly route: Route }
  /** Carriers may hold a part of it: release all. What was refused is recorded. */
  | { readonly kind: 'not-established'; readonly cause: string };

/**
 * Makes a reserved connection carry (N7): all its segments at all carriers, then the route that each really realised is read back and totalled again;
 * only if that meets the limit is the connection active. `andThen` moves the order on in the same transaction.
 * Called again after a crash, it goes on where it was left.
 */
export async function establish(
  engine: Engine,
  order: Order,
  connection: Connection,
  segments: readonly Segment[],
  andThen: (record: Recording, route: Route) => Promise<void>,
): Promise<Established> {
  const fresh = span(engine.clock, engine.settings.servicePollMs);
  const provisioned = await provisionSegments(engine, order, segments);
  fresh.cancel();
  if (provisioned.kind !== 'up') return { kind: 'not-established', cause: await passOver(engine, provisioned) };
  const parts = segments.map((segment) => ({ segment, isTakenOver: false }));
  // While one carrier took its time another may have dropped what it carried: what was read long ago is read again.
  const confirmed = fresh.isOver() ? await confirmParts(engine, parts) : provisioned;
  if (confirmed.kind === 'unfit') throw new Error('only what is taken over can be unfit');
  if (confirmed.kind !== 'up') return { kind: 'not-established', cause: await passOver(engine, confirmed) };
  const activation = await activate(engine, order, connection, parts, confirmed.services, andThen);
  if (activation.kind === 'active') return activation;
  await recordRefusals(
    engine,
    activation.strayed.map(({ segment }) => ({ segment, tag: 'route-drift', message: activation.cause })),
  );
  return { kind: 'not-established', cause: activation.cause };
}
