import { commit, type Engine } from '../engine';
import { formatTime } from '../model/clock';
import { findSubject } from '../network/find-subject';
import { refused, whatIsMissing, wordsOf, type Intervention, type Refused } from './intervention';

export type PauseAnswer = { readonly kind: 'received' } | Refused;

/** Nothing is moved automatically any more: where the carrier is on the way, or (null) everywhere (N12). */
export async function pauseRecovery(engine: Engine, carrierId: string | null, intervention: Intervention): Promise<PauseAnswer> {
  const unfit = whatIsMissing(intervention) ?? unknownCarrier(engine, carrierId);
  if (unfit !== null) return refused(unfit);
  return commit(engine, async ({ tx, note }): Promise<PauseAnswer> => {
    const standing = (await tx.interventions.pauses()).find((pause) => pause.carrierId === carrierId);
    if (standing)
      return refused(`recovery is paused ${where(engine, carrierId)} already since ${formatTime(standing.sinceMs)} (${standing.text})`);
    const text = `paused by ${wordsOf(intervention)}`;
    await tx.interventions.putPause({ carrierId, text, sinceMs: engine.clock.now() });
    await note('recovery.paused', carrierId ?? 'everywhere', `recovery ${text}, ${where(engine, carrierId)}`, 'operator');
    return { kind: 'received' };
  });
}

export async function resumeRecovery(engine: Engine, carrierId: string | null, intervention: Intervention): Promise<PauseAnswer> {
  const unfit = whatIsMissing(intervention) ?? unknownCarrier(engine, carrierId);
  if (unfit !== null) return refused(unfit);
  return commit(engine, async ({ tx, note }): Promise<PauseAnswer> => {
    const pauses = await tx.interventions.pauses();
    if (!pauses.some((pause) => pause.carrierId === carrierId)) {
      const others = pauses.map((pause) => where(engine, pause.carrierId));
      return refused(
        `recovery is not paused ${where(engine, carrierId)}; it is paused ${others.length > 0 ? others.join(', ') : 'nowhere'}`,
      );
    }
    await tx.interventions.removePause(carrierId);
    await note(
      'recovery.resumed',
      carrierId ?? 'everywhere',
      `recovery resumed by ${wordsOf(intervention)}, ${where(engine, carrierId)}`,
      'operator',
    );
    return { kind: 'received' };
  });
}

function unknownCarrier({ network }: Engine, carrierId: string | null): string | null {
  const found = carrierId === null ? null : findSubject(network.view, { kind: 'carrier', id: carrierId });
  return found?.kind === 'unknown' ? found.message : null;
}

const where = ({ network }: Engine, carrierId: string | null): string =>
  carrierId === null ? 'everywhere' : `at ${network.view.carrierName(carrierId)}`;
