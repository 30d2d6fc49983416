import { minus, union } from '../circuits/ranges';
import { commit, type Engine } from '../engine';
import type { IdentifierRange } from '../model/identifier-range';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { settleRequest } from '../pools/settle-request';
import type { CreationSystem } from '../switches/creation-system';

export interface Enlarging {
  /** It was just recorded by this process: nothing of it can be at the switch yet. */
  readonly isFresh: boolean;
  /** Once it is given up, nothing more is sent for it. */
  readonly signal: AbortSignal;
}

/**
 * Carries out one bulk request that is recorded as pending (V6, V10): what of it the switch holds already is not asked for; then what it really holds
 * is read back, and settles it. Without an answer it stays pending: it is taken up again with the switch's session, or passes its time threshold.
 */
export async function enlargePool(engine: Engine, requestId: string, { isFresh, signal }: Enlarging): Promise<void> {
  const found = await engine.store.transaction(async (tx) => {
    const request = await tx.paths.request(requestId);
    const path = request && (await tx.paths.get(request.pathId));
    if (request?.state !== 'pending' || !path) return null;
    const former = (await tx.paths.requests(path.id, 2)).find(({ id }) => id !== requestId);
    return { request, path, isFormerSettled: former === undefined || former.state === 'succeeded' };
  });
  const system = found && engine.switches.get(found.path.switchId)?.system;
  if (!found || !system) return;
  const { request, path, isFormerSettled } = found;

  const before = isFresh && isFormerSettled ? [] : await readHeld(system, path, request);
  if (before === null || signal.aborted) return;
  const missing = minus([request.range], before);
  const outcome =
    missing.length === 0
      ? { kind: 'answered' as const, held: [], answer: 'all of it was there already' }
      : await system.createCircuits({ vpi: path.vpi, ranges: missing }, signal);
  const created = outcome.kind === 'answered' ? outcome.held : [];
  // What the switch holds decides; without it, only an answer that leaves nothing open does.
  const held = (await readHeld(system, path, request)) ?? (minus(missing, created).length === 0 ? wholeOf(path, request) : null);
  if (held === null) return;
  const isWhole = minus([request.range], held).length === 0;
  // It may still be at work on what it did not answer.
  if (outcome.kind === 'unsettled' && !isWhole) return;
  const answer = outcome.kind === 'answered' ? outcome.answer : (outcome.answer ?? outcome.reason);
  await commit(engine, (record) => settleRequest(engine, record, request.id, held, answer));
}

/** What the switch holds of the path, up to the end of the request; null: it was not heard. */
async function readHeld(
  system: CreationSystem,
  { vpi, vcis }: VirtualPath,
  { range }: BulkRequest,
): Promise<readonly IdentifierRange[] | null> {
  const read = await system.readCircuits(vpi, { first: vcis.first, last: range.last });
  return read.kind === 'circuits' ? read.held : null;
}

const wholeOf = ({ vcis, lastVci }: VirtualPath, { range }: BulkRequest): readonly IdentifierRange[] =>
  union([{ first: vcis.first, last: lastVci }, range]);
