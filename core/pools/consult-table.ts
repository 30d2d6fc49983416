import { applyingCondition, defaultConditions, type Applied } from '../circuits/conditions-table';
import { exactDuration } from '../model/duration';
import { rangesText } from '../circuits/ranges';
import type { Engine, Recording } from '../engine';
import type { Condition } from '../model/condition';
import type { SerialisationParameters, VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { whatToSend, withPlausibleTimes } from './what-to-send';

export const parametersOf = (path: VirtualPath, currentTimeMs: number): SerialisationParameters => ({ ...path, currentTimeMs });

export async function conditionsInForce(tx: Tx): Promise<readonly Condition[]> {
  return (await tx.paths.conditions())?.rows ?? defaultConditions;
}

interface Consulted {
  readonly path: VirtualPath;
  readonly applied: Applied;
}

/**
 * Consults the conditions table (V5, V7, V9) for the path as it is within this transaction, and records what is to be sent: a pending request, which
 * the host sends once it is durable. Gives the path as it is then, which the caller writes, and the row that applied. Nothing is sent while the switch is
 * not heard or has enough to do, while the path is held for the operator, before a backoff's end, or when its identifiers are used up: it is consulted
 * again then.
 */
export async function consultTable(engine: Engine, record: Recording, given: VirtualPath): Promise<Consulted> {
  const { tx, atMs } = record;
  const at = engine.switches.get(given.switchId);
  const path = withPlausibleTimes(given.startTimeMs !== null && at?.unsent.has(given.id) ? { ...given, startTimeMs: atMs } : given, atMs);
  const applied = applyingCondition(await conditionsInForce(tx), parametersOf(path, atMs));
  const what = whatToSend(path, applied, at?.isUp ?? false, atMs);
  if (what.kind !== 'request' && what.kind !== 'hold') return { path, applied };
  if (what.kind === 'request' && (await isBusy(engine, tx, path))) {
    record.afterCommit(() => at?.putOff.add(path.id));
    return { path, applied };
  }
  await giveUpPending(record, path);
  if (what.kind === 'hold') return { path: await hold(record, path, applied), applied };
  const { range, attempt } = what;
  const id = engine.newId();
  await tx.paths.addRequest({ id, pathId: path.id, range, attempt, state: 'pending', startMs: atMs, endMs: null, held: [], answer: '' });
  await record.note(
    'bulk.requested',
    path.id,
    `${rangesText([range])} are asked for, attempt ${attempt} of ${path.maxAttempts}; ${applied.text}`,
  );
  record.afterCommit(() => at?.unsent.add(path.id));
  const sent = { status: 'IN_PROCESS', startTimeMs: atMs, requestedVci: range.last, attempts: attempt } as const;
  return { path: { ...path, ...sent, retryAtMs: null, heldSinceMs: null }, applied };
}

/** What was sent to a switch that has enough to do would pass its time threshold while it waits. */
async function isBusy({ settings }: Engine, tx: Tx, { id, switchId }: VirtualPath): Promise<boolean> {
  return (await tx.paths.countPending(switchId, id)) >= settings.concurrentBulksPerSwitch;
}

/** What is pending and past its time counts as unsuccessful (V10). What it brings about later is found by reading back. */
async function giveUpPending({ tx, atMs, note }: Recording, path: VirtualPath): Promise<void> {
  const pending = await tx.paths.pendingRequest(path.id);
  if (!pending) return;
  const answer = `no answer within ${exactDuration(path.timeThresholdMs)}${pending.answer === '' ? '' : `; ${pending.answer}`}`;
  await tx.paths.putRequest({ ...pending, state: 'given-up', endMs: atMs, answer });
  await note('bulk.given-up', path.id, `the request for ${rangesText([pending.range])} is given up: ${answer}`);
}

/** After so many unsuccessful attempts the operator decides. */
async function hold({ atMs, note }: Recording, path: VirtualPath, applied: Applied): Promise<VirtualPath> {
  await note(
    'path.held',
    path.id,
    `${path.attempts} attempts were unsuccessful; it is held until an operator has it tried again; ${applied.text}`,
  );
  return { ...path, status: 'FAIL', startTimeMs: null, retryAtMs: null, heldSinceMs: atMs };
}
