import type { Recording } from '../engine';

/** A service's fault hits one order alone: once that is served again, or is no more, it is over. */
export async function clearServiceFaults({ tx, note }: Recording, orderId: string, atMs: number): Promise<void> {
  const hits = new Set((await tx.impairments.hitsOf(orderId)).map(({ impairmentId }) => impairmentId));
  if (hits.size === 0) return;
  for (const { id, subject, text } of await tx.impairments.open()) {
    if (subject.kind !== 'service' || !hits.has(id)) continue;
    await tx.impairments.clear(id, atMs);
    await note('impairment.cleared', id, text);
  }
}
