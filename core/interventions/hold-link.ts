import { commit, type Engine, type Recording } from '../engine';
import { formatTime } from '../model/clock';
import { holdWords, type LinkHold, type LinkHoldKind } from '../model/link-hold';
import { refused, wordsOf, type Intervention, type Refused } from './intervention';
import { putHoldOut, removeHoldOut } from './lock-out';

/**
 * An operator keeps a dedicated link from being used, with all that a pause keeps away, in one commit. Refused where it is kept so already. What happens to the
 * link itself follows after. Call it in a turn.
 */
export async function holdLink(
  engine: Engine,
  carrierId: string,
  kind: LinkHoldKind,
  intervention: Intervention,
): Promise<{ readonly kind: 'held'; readonly hold: LinkHold; readonly was: LinkHold | null } | Refused> {
  const { view } = engine.network;
  const name = view.carrierName(carrierId);
  return commit(engine, async (record) => {
    const { tx, atMs, note, afterCommit } = record;
    const standing = await holdOf(record, carrierId);
    if (standing && (standing.kind === kind || standing.kind === 'disconnected'))
      return refused(`the link to ${name} is ${holdWords(standing)}, since ${formatTime(standing.sinceMs)}: resume it first`);
    const hold: LinkHold = { carrierId, kind, by: intervention.by.trim(), reason: intervention.reason.trim(), sinceMs: atMs };
    await tx.carriers.putHold(hold);
    await note(`link.${kind}`, carrierId, `the link to ${name} is ${holdWords(hold)}`, 'operator');
    if (kind === 'paused') await keepAway(engine, record, carrierId, { by: hold.by, reason: `link paused: ${hold.reason}` });
    else await letBack(engine, record, carrierId, intervention);
    afterCommit(() => view.linkHolds.set(carrierId, hold));
    return { kind: 'held', hold, was: standing ?? null };
  });
}

/** Ends what an operator began so, with just what a pause set up, in one commit. Call it in a turn. */
export async function resumeLink(
  engine: Engine,
  carrierId: string,
  intervention: Intervention,
): Promise<{ readonly kind: 'resumed'; readonly was: LinkHold } | Refused> {
  const { view } = engine.network;
  return commit(engine, async (record) => {
    const { tx, note, afterCommit } = record;
    const was = await holdOf(record, carrierId);
    if (!was) return refused(`the link to ${view.carrierName(carrierId)} is neither paused nor disconnected`);
    await tx.carriers.removeHold(carrierId);
    await note('link.resumed', carrierId, `resumed by ${wordsOf(intervention)}; it was ${holdWords(was)}`, 'operator');
    await letBack(engine, record, carrierId, intervention);
    afterCommit(() => view.linkHolds.delete(carrierId));
    return { kind: 'resumed', was };
  });
}

const holdOf = async ({ tx }: Recording, carrierId: string): Promise<LinkHold | undefined> =>
  (await tx.carriers.holds()).find((hold) => hold.carrierId === carrierId);

/** New routes, and whatever is moved automatically; where an operator did one of them before, that stays his. */
async function keepAway(engine: Engine, record: Recording, carrierId: string, paused: Intervention): Promise<void> {
  const { tx, atMs, note } = record;
  const name = engine.network.view.carrierName(carrierId);
  const isOfLinkHold = true;
  if (!(await lockOutOf(record, carrierId))) {
    const text = `locked out by ${wordsOf(paused)}`;
    const subject = { kind: 'carrier', id: carrierId } as const;
    await putHoldOut(engine, record, { subject, cause: 'locked-out', text, sinceMs: atMs, untilMs: null, isOfLinkHold });
    await note('hold-out.locked', carrierId, `carrier ${name} ${text}`, 'operator');
  }
  if (!(await pauseOf(record, carrierId))) {
    const text = `paused by ${wordsOf(paused)}`;
    await tx.interventions.putPause({ carrierId, text, sinceMs: atMs, isOfLinkHold });
    await note('recovery.paused', carrierId, `recovery ${text}, at ${name}`, 'operator');
  }
}

/** What a pause set up; what operators did besides stays. */
async function letBack(engine: Engine, record: Recording, carrierId: string, intervention: Intervention): Promise<void> {
  const { tx, note } = record;
  const lockOut = await lockOutOf(record, carrierId);
  if (lockOut?.isOfLinkHold === true) {
    await removeHoldOut(engine, record, lockOut.subject, 'locked-out');
    const text = `carrier ${carrierId} released by ${wordsOf(intervention)}; it was ${lockOut.text}`;
    await note('hold-out.released', carrierId, text, 'operator');
  }
  const pause = await pauseOf(record, carrierId);
  if (pause?.isOfLinkHold === true) {
    await tx.interventions.removePause(carrierId);
    const name = engine.network.view.carrierName(carrierId);
    await note('recovery.resumed', carrierId, `recovery resumed by ${wordsOf(intervention)}, at ${name}`, 'operator');
  }
}

const lockOutOf = async ({ tx }: Recording, carrierId: string) =>
  (await tx.interventions.holdOuts()).find(
    ({ subject, cause }) => cause === 'locked-out' && subject.kind === 'carrier' && subject.id === carrierId,
  );

const pauseOf = async ({ tx }: Recording, carrierId: string) =>
  (await tx.interventions.pauses()).find((pause) => pause.carrierId === carrierId);
