import { commit, type Engine } from '../engine';
import { sleep } from '../model/clock';
import type { Refusal } from '../model/connection';
import { linkLost, type RefusedSegment } from './await-service';
import type { ProvisionOutcome } from './provision-segments';

/** Records what carriers refused, or did not answer, so that it is not asked for again; says in words why the connection was not established. */
export async function passOver(engine: Engine, failed: Exclude<ProvisionOutcome, { kind: 'up' }>): Promise<string> {
  const { view } = engine.network;
  if (failed.kind === 'refused') {
    await recordRefusals(engine, failed.refusals);
    const first = failed.refusals[0];
    return `${view.carrierName(first?.segment.carrierId ?? '')} refused: ${first?.message ?? ''}`;
  }
  // A link that was lost is known to be so only a moment later. A carrier that is heard and yet gives no answer is passed over like one that refuses.
  await sleep(engine.clock, engine.settings.linkLossNoticeMs);
  await recordRefusals(
    engine,
    failed.silent.filter(({ segment, tag }) => tag !== linkLost && !view.isStale(segment.carrierId)),
  );
  const first = failed.silent[0];
  return `no answer from ${view.carrierName(first?.segment.carrierId ?? '')}: ${first?.message ?? ''}`;
}

export async function recordRefusals(engine: Engine, refusals: readonly RefusedSegment[]): Promise<void> {
  if (refusals.length === 0) return;
  await commit(engine, async ({ tx, note }) => {
    for (const { segment, tag, message } of refusals) {
      const { orderId, carrierId, aPortId, zPortId, resourceIds } = segment;
      const refusal: Refusal = { orderId, carrierId, aPortId, zPortId, resourceIds, tag, message, atMs: engine.clock.now() };
      await tx.connections.addRefusal(refusal);
      await note('segment.refused', orderId, `${carrierId}: ${message}`, 'carrier');
    }
  });
}
