import { minus, union } from '../circuits/ranges';
import { commit, type Engine } from '../engine';
import type { IdentifierRange } from '../model/identifier-range';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import { settleRequest } from '../pools/settle-request';
import type { Tx } from '../store/store';
import type { CreationSystem } from '../switches/creation-system';

export interface Enlarging {
  /** It was just recorded by this process: nothing of it can be at the switch yet. */
  readonly isFresh: boolean;
  /** Once it is given up, nothing more is sent for it. */
  readonly signal: AbortSignal;
  /** Something of it is asked of the switch now. */
  readonly onSent: () => void;
}

/**
 * Carries out one bulk request that is recorded as pending (V6, V10): what of it the switch holds already is not asked for; then what it really holds
 * is read back, and settles it. Without an answer it stays pending: it is taken up again with the switch's session, or passes its time threshold.
 */
export async function enlargePool(engine: Engine, requestId: string, { isFresh, signal, onSent }: Enlarging): Promise<void> {
  const found = await engine.store.transaction((tx) => findRequest(tx, requestId));
  const system = found && engine.switches.get(found.path.switchId)?.system;
  if (!found || !system) return;
  const { request, path, isForNew } = found;
  // It may be given up while a switch is asked.
  const isGivenUp = (): boolean => signal.aborted;

  const settle = (held: readonly IdentifierRange[], answer: string): Promise<void> =>
    commit(engine, (record) => settleRequest(engine, record, request.id, held, answer));
  const before: HeldOutcome = isFresh && isForNew ? { kind: 'held', held: [] } : await readHeld(system, path, request);
  if (before.kind === 'not-heard' || isGivenUp()) return;
  // Nothing is asked for twice without knowing what came of it.
  if (before.kind === 'refused') return settle(asAnswered(path, []), before.words);
  const missing = minus([request.range], before.held);
  const outcome =
    missing.length === 0
      ? { kind: 'answered' as const, held: [], answer: 'all of it was there already' }
      : await system.createCircuits({ vpi: path.vpi, ranges: missing }, signal, onSent);
  const answer = outcome.kind === 'answered' ? outcome.answer : (outcome.answer ?? outcome.reason);
  const after = await readHeld(system, path, request);
  if (after.kind === 'held') {
    // It may still be at work on what it did not answer.
    const isOpen = outcome.kind === 'unsettled' && minus([request.range], after.held).length > 0;
    return isOpen ? keepWords(engine, request, answer) : settle(after.held, answer);
  }
  // What the switch holds decides; where it cannot be read, an answer to all that was asked for does.
  if (outcome.kind === 'unsettled' || isGivenUp()) return keepWords(engine, request, answer);
  return settle(asAnswered(path, [...minus([request.range], missing), ...outcome.held]), answer);
}

type HeldOutcome =
  | { readonly kind: 'held'; readonly held: readonly IdentifierRange[] }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'not-heard' };

async function findRequest(tx: Tx, requestId: string) {
  const request = await tx.paths.request(requestId);
  const path = request && (await tx.paths.get(request.pathId));
  if (request?.state !== 'pending' || !path) return null;
  const former = (await tx.paths.requests(path.id, 2)).find(({ id }) => id !== requestId);
  // Nothing of it can be there: nobody asked for any of it before.
  const isForNew = former === undefined || (former.state === 'succeeded' && former.range.last < request.range.first);
  return { request, path, isForNew };
}

/** What the switch holds of the path, up to the end of the request. */
async function readHeld(system: CreationSystem, { vpi, vcis }: VirtualPath, { range }: BulkRequest): Promise<HeldOutcome> {
  const read = await system.readCircuits(vpi, { first: vcis.first, last: range.last });
  if (read.kind === 'circuits') return { kind: 'held', held: read.held };
  if (read.kind === 'unsettled') return { kind: 'not-heard' };
  return { kind: 'refused', words: `the switch refuses to say what it holds: ${read.code} ${read.message}` };
}

const asAnswered = ({ vcis, lastVci }: VirtualPath, held: readonly IdentifierRange[]): readonly IdentifierRange[] =>
  union([{ first: vcis.first, last: lastVci }, ...held]);

/** What was said of it until now is told when it is given up. */
async function keepWords(engine: Engine, { id }: BulkRequest, answer: string): Promise<void> {
  await commit(engine, async ({ tx }) => {
    const request = await tx.paths.request(id);
    if (request?.state === 'pending') await tx.paths.putRequest({ ...request, answer });
  });
}
