import { commit, type Engine, type Recording } from '../engine';
import type { Discrepancy } from '../model/discrepancy';
import { moveInPlace } from '../provisioning/move-in-place';
import { checkService } from '../recovery/check-service';
import { settleHits } from '../recovery/settle-hits';
import { adoptService, reopen } from '../reconciliation/adopt-service';
import { putMoveRequest } from '../reconciliation/ask-order';
import { close } from '../reconciliation/record-comparison';
import { notRepaired } from '../reconciliation/words';
import { linkLost } from '../provisioning/await-service';
import { isSound } from './make-room';
import type { ConnectionParts, Holdings } from './order-steps';

/** What operators asked for that only the order's own flow may do: another service in the place of one of its own, or one moved back. */
export const isForFlow = ({ kind, asked }: Discrepancy): boolean =>
  (kind === 'orphan' && asked?.remedy === 'adopt') || (kind === 'route-drift' && asked?.remedy === 'repair');

/** Settles what operators asked for about the order's services (N11), where their carriers are heard. True: something was settled. */
export async function settleAsked(engine: Engine, holdings: Holdings): Promise<boolean> {
  const { order, asked } = holdings;
  if (order.state !== 'active' && order.state !== 'impaired') return false;
  for (const discrepancy of asked) {
    if (!isForFlow(discrepancy) || engine.network.view.isStale(discrepancy.carrierId)) continue;
    const settled =
      discrepancy.kind === 'orphan' ? await adopt(engine, holdings, discrepancy) : await moveBack(engine, holdings, discrepancy);
    if (settled === 'settled') return true;
  }
  return false;
}

/** Where it came to nothing, what it was to stand for may be missing, and nobody has said so yet. */
async function adopt(engine: Engine, { segments }: Holdings, discrepancy: Discrepancy): Promise<'settled' | 'unclear'> {
  const settled = await adoptService(engine, discrepancy);
  const own = segments.filter(({ state, carrierId }) => state === 'held' && carrierId === discrepancy.carrierId);
  if (settled === 'settled') for (const { id } of own) await checkService(engine, id);
  return settled;
}

/** In place; where the carrier cannot, the service is made anew on the way that was booked. */
async function moveBack(engine: Engine, holdings: Holdings, discrepancy: Discrepancy): Promise<'settled' | 'unclear'> {
  const { order, active } = holdings;
  const segment = holdings.segments.find(({ id }) => id === discrepancy.subjectId);
  if (segment?.state !== 'held' || segment.connectionId !== active?.connection.id) {
    return closed(engine, discrepancy, 'the order does not run over it any more');
  }
  // It is being made anew already.
  if (await engine.store.transaction((tx) => tx.interventions.move(order.id))) return 'unclear';
  if (discrepancy.outcome !== '') return cameToNothing(engine, discrepancy);
  const realised = discrepancy.evidence.kind === 'route' ? discrepancy.evidence.realised : null;
  const outcome = await moveInPlace(engine, order, segment, realised ?? []);
  if (outcome.kind === 'up') {
    const check = await checkService(engine, segment.id);
    const isBack = (check.kind === 'entered' || check.kind === 'as-known') && check.difference?.kind !== 'route-drift';
    if (isBack) {
      for (const other of active.segments) if (other.state === 'held') await checkService(engine, other.id);
      return closed(engine, discrepancy, 'repaired: its carrier has moved it back', (record) =>
        backInService(engine, record, holdings, active),
      );
    }
  }
  if (outcome.kind === 'unsettled' && outcome.tag === linkLost) return 'unclear';
  const why = outcome.kind === 'up' ? 'its carrier took another way again' : outcome.kind === 'unfit' ? outcome.reason : outcome.message;
  await commit(engine, async (record) => {
    // It may have been closed while its carrier was asked.
    const known = await record.tx.discrepancies.get(discrepancy.id);
    if (known?.state !== 'under-way') return;
    await record.tx.connections.forgetRefusals([order.id]);
    await putMoveRequest(record, order, active.connection.route, known.asked?.by ?? 'the engine');
    await record.tx.discrepancies.put({ ...known, outcome: `it cannot be moved back (${why}): it is made anew` });
    await record.note('discrepancy.made-anew', known.subjectId, `${known.text}: it cannot be moved back (${why})`);
  });
  return 'settled';
}

/** It was to be made anew, and nothing asks for that any more. */
async function cameToNothing(engine: Engine, { id }: Discrepancy): Promise<'settled'> {
  await commit(engine, async (record) => {
    const known = await record.tx.discrepancies.get(id);
    if (known?.state === 'under-way') await reopen(record, known, notRepaired);
  });
  return 'settled';
}

/** Before anything else is done for it, the order is active again, if nothing else is wrong with it. */
async function backInService(engine: Engine, record: Recording, holdings: Holdings, active: ConnectionParts): Promise<void> {
  const order = await record.tx.orders.get(holdings.order.id);
  if (order?.state !== 'impaired' || !(await isSound(engine, record, holdings, active))) return;
  const words = 'its carrier has moved its part back';
  await settleHits(engine, record, order.id, 'cleared', words);
  await record.move(order.id, 'impaired', 'active', words);
}

async function closed(
  engine: Engine,
  { id }: Discrepancy,
  outcome: string,
  andThen: (record: Recording) => Promise<void> = () => Promise.resolve(),
): Promise<'settled'> {
  await commit(engine, async (record) => {
    await andThen(record);
    const known = await record.tx.discrepancies.get(id);
    if (known?.state !== 'under-way') return;
    await close(record, known, outcome);
    await record.note('discrepancy.closed', known.subjectId, `${known.text}: ${outcome}`);
  });
  return 'settled';
}
