import { commit, type Engine, type Recording } from '../engine';
import type { HoldOut, HoldOutCause, HoldOutSubject } from '../model/hold-out';
import { formatTime } from '../model/clock';
import { findSubject } from '../network/find-subject';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from './intervention';
import { ordersOver, type OrderOver } from './orders-over';

export type LockOutAnswer =
  /** What runs over it goes on. */
  { readonly kind: 'received'; readonly runningOver: readonly OrderOver[] } | Refused;

/** Keeps a part of the network from new routes until it is released (N12). */
export async function lockOut(engine: Engine, subject: HoldOutSubject, intervention: Intervention): Promise<LockOutAnswer> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  const found = findSubject(engine.network.view, subject);
  if (found.kind === 'unknown') return refused(found.message);
  return commit(engine, async (record): Promise<LockOutAnswer> => {
    const standing = await holdOutOf(record, subject, 'locked-out');
    if (standing) {
      return refused(
        `${found.name} is locked out already since ${formatTime(standing.sinceMs)} (${standing.text}); release it first to lock it out anew`,
      );
    }
    const text = `locked out by ${wordsOf(intervention)}`;
    await putHoldOut(engine, record, { subject, cause: 'locked-out', text, sinceMs: engine.clock.now(), untilMs: null });
    await record.note('hold-out.locked', subject.id, `${found.name} ${text}`, 'operator');
    return { kind: 'received', runningOver: await ordersOver(engine.network.view, record.tx, [subject]) };
  });
}

/** Ends a lock-out. What else keeps new routes away, a window or flap damping, stays. */
export async function releaseLockOut(
  engine: Engine,
  subject: HoldOutSubject,
  intervention: Intervention,
): Promise<{ readonly kind: 'received' } | Refused> {
  const missing = whatIsMissing(intervention);
  if (missing !== null) return refused(missing);
  return commit(engine, async (record) => {
    // A lock-out may outlive what it is of: it is released all the same.
    const standing = await holdOutOf(record, subject, 'locked-out');
    if (!standing) return refused(await whyNotLockedOut(engine, record, subject));
    await removeHoldOut(engine, record, subject, 'locked-out');
    await record.note(
      'hold-out.released',
      subject.id,
      `${subject.kind} ${subject.id} released by ${wordsOf(intervention)}; it was ${standing.text}`,
      'operator',
    );
    return { kind: 'received' };
  });
}

async function whyNotLockedOut(engine: Engine, { tx }: Recording, subject: HoldOutSubject): Promise<string> {
  const found = findSubject(engine.network.view, subject);
  if (found.kind === 'unknown') return found.message;
  const all = await tx.interventions.holdOuts();
  const other = all.find((holdOut) => isOf(holdOut, subject));
  if (other) return `${found.name} is not locked out; it is kept from new routes otherwise, and that ends by itself: ${other.text}`;
  const lockedOut = all.filter(({ cause }) => cause === 'locked-out').map(({ subject: { kind, id } }) => `${kind} ${id}`);
  return `${found.name} is not locked out; ${lockedOut.length > 0 ? `locked out are ${lockedOut.join(', ')}` : 'nothing is'}`;
}

const isOf = (holdOut: HoldOut, { kind, id }: HoldOutSubject): boolean => holdOut.subject.kind === kind && holdOut.subject.id === id;

const holdOutOf = async ({ tx }: Recording, subject: HoldOutSubject, cause: HoldOutCause): Promise<HoldOut | undefined> =>
  (await tx.interventions.holdOuts()).find((holdOut) => holdOut.cause === cause && isOf(holdOut, subject));

/** In the store, and after the commit in the network as it is known. */
export async function putHoldOut({ network }: Engine, { tx, afterCommit }: Recording, holdOut: HoldOut): Promise<void> {
  await tx.interventions.putHoldOut(holdOut);
  afterCommit(() => {
    network.view.putHoldOut(holdOut);
    network.graph.touchHoldOut(holdOut.subject);
    network.graph.settle();
  });
}

export async function removeHoldOut(
  { network }: Engine,
  { tx, afterCommit }: Recording,
  subject: HoldOutSubject,
  cause: HoldOutCause,
): Promise<void> {
  await tx.interventions.removeHoldOut(subject, cause);
  afterCommit(() => {
    network.view.removeHoldOut(subject, cause);
    network.graph.touchHoldOut(subject);
    network.graph.settle();
  });
}
