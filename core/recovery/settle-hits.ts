import type { Engine, Recording } from '../engine';
import type { HitOutcome } from '../model/impairment';

/** Ends what had hit the order. A rise, or a service's fault, that no other order waits for is over with it: nothing else would tell. */
export async function settleHits(
  { clock }: Engine,
  { tx, note }: Recording,
  orderId: string,
  outcome: Exclude<HitOutcome, 'pending' | 'unrestorable'>,
  text: string,
): Promise<void> {
  const hitBy = new Set((await tx.impairments.hitsOf(orderId)).map(({ impairmentId }) => impairmentId));
  await tx.impairments.settleHits(orderId, outcome, text, clock.now());
  if (hitBy.size === 0) return;
  const fading = (await tx.impairments.open()).filter(
    ({ id, subject, cause }) => hitBy.has(id) && (subject.kind === 'service' || cause === 'slower'),
  );
  if (fading.length === 0) return;
  const waiting = new Set((await tx.impairments.hits()).filter(({ settledAtMs }) => settledAtMs === null).map((hit) => hit.impairmentId));
  for (const impairment of fading) {
    if (waiting.has(impairment.id)) continue;
    await tx.impairments.clear(impairment.id, clock.now());
    await note('impairment.cleared', impairment.id, impairment.text);
  }
}
