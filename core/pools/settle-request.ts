import { backoffMs } from '../circuits/next-request';
import { minus, rangesText, unbrokenTop } from '../circuits/ranges';
import type { Engine, Recording } from '../engine';
import type { IdentifierRange } from '../model/identifier-range';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { serveOrders } from './serve-orders';

/**
 * Enters what a bulk request came to, by what the switch really holds of the path (V10); then orders that wait are served and the table is consulted.
 * Of a request that was given up it is told beside it, and what it brought about all the same is taken.
 */
export async function settleRequest(
  engine: Engine,
  record: Recording,
  requestId: string,
  held: readonly IdentifierRange[],
  answer: string,
): Promise<void> {
  const { tx, note } = record;
  const request = await tx.paths.request(requestId);
  const path = request && (await tx.paths.get(request.pathId));
  if (!request || !path) return;
  const { words, heldOfIt } = foundOf(request, held, answer);
  if (request.state === 'pending') await settlePending(record, path, request, held, answer);
  else if (request.state === 'given-up') {
    await tx.paths.putRequest({ ...request, held: heldOfIt, answer: `${request.answer}; late: ${words}` });
    await note('bulk.late', path.id, `late answer to a request that was given up: ${words}`);
    const pending = await tx.paths.pendingRequest(path.id);
    const known = withHeld(path, held);
    if (pending && minus([pending.range], held).length === 0)
      await settlePending(record, path, pending, held, 'brought about by one before');
    // It was read no further than that request went: that something is missing above it does not say.
    else if (known.lastVci > path.lastVci) await tx.paths.putState(known);
  }
  await serveOrders(engine, record, path.id);
}

async function settlePending(
  { tx, atMs, note }: Recording,
  path: VirtualPath,
  request: BulkRequest,
  held: readonly IdentifierRange[],
  answer: string,
): Promise<void> {
  const { words, heldOfIt } = foundOf(request, held, answer);
  const settled = afterAnswer(path, request, held, atMs);
  const isWhole = settled.status === 'SUCCESS';
  await tx.paths.putRequest({ ...request, state: isWhole ? 'succeeded' : 'failed', endMs: atMs, held: heldOfIt, answer: words });
  await note(isWhole ? 'bulk.succeeded' : 'bulk.failed', path.id, words);
  if (settled.heldSinceMs !== null)
    await note('path.held', path.id, `${settled.attempts} attempts were unsuccessful; it is held until an operator has it tried again`);
  await tx.paths.putState(settled);
}

function foundOf({ range }: BulkRequest, held: readonly IdentifierRange[], answer: string) {
  const missing = minus([range], held);
  const what = missing.length === 0 ? `${rangesText([range])} are there` : `${rangesText(missing)} of ${rangesText([range])} are missing`;
  // The switch's words, a line each, go into the history: nothing that comes from it begins a line there.
  const told = answer.trim().replaceAll(/\s*[\r\n]\s*/g, '; ');
  return { heldOfIt: minus([range], missing), words: told === '' ? what : `${what}: ${told}` };
}

function afterAnswer(path: VirtualPath, request: BulkRequest, held: readonly IdentifierRange[], atMs: number): VirtualPath {
  const lastVci = Math.max(path.vcis.first - 1, unbrokenTop(held, path.vcis.first));
  const settled = { ...path, startTimeMs: null, retryAtMs: null, heldSinceMs: null };
  if (lastVci >= request.range.last) return { ...settled, status: 'SUCCESS', lastVci: request.range.last, attempts: 0 };
  const failed = { ...settled, status: 'FAIL', lastVci } as const;
  // The switch has lost what it held before: that is no failure of this request.
  if (lastVci < path.lastVci) return { ...failed, attempts: 0 };
  return path.attempts >= path.maxAttempts
    ? { ...failed, heldSinceMs: atMs }
    : { ...failed, retryAtMs: atMs + backoffMs(path, path.attempts) };
}

/**
 * The path with what the switch was found to hold of it, while nothing is pending: more than was known makes a failed request a successful one, less
 * makes the last one a failed one, so that what is missing is made again, also of a path that was held. What is pending is settled by its own answer.
 */
export function withHeld(path: VirtualPath, held: readonly IdentifierRange[]): VirtualPath {
  if (path.status === 'IN_PROCESS') return path;
  const top = Math.min(unbrokenTop(held, path.vcis.first), path.requestedVci);
  if (top === path.requestedVci)
    return path.status === 'SUCCESS' && path.lastVci === top
      ? path
      : { ...path, status: 'SUCCESS', lastVci: top, attempts: 0, retryAtMs: null, heldSinceMs: null };
  if (path.status === 'FAIL' && top >= path.lastVci) return { ...path, lastVci: top };
  return { ...path, status: 'FAIL', lastVci: top, attempts: 0, retryAtMs: null, heldSinceMs: null };
}
