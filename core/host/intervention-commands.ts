import { planMove } from '../flows/move-connection';
import { readHoldings } from '../flows/order-steps';
import { anyDestination } from '../flows/take-up-move';
import { describeMove, type MovePlan } from '../provisioning/plan-move';
import type { HoldOutSubject } from '../model/hold-out';
import { formatNs, worseNs } from '../model/latency';
import { forceMove, revertByHand, type ForceAnswer, type ForcedTarget } from '../interventions/force-move';
import { setFrozen } from '../interventions/freeze';
import { handleImpairment, type HandlingAnswer, type HandlingStep } from '../interventions/handle-impairment';
import { refused, whatIsMissing, type Intervention } from '../interventions/intervention';
import { lockOut, releaseLockOut, type LockOutAnswer } from '../interventions/lock-out';
import { pauseRecovery, resumeRecovery } from '../interventions/pause-recovery';
import type { HostParts } from './host-parts';
import type { Submission } from './submission';

export type MoveAnswer =
  /** What will happen as things stand: what is kept, made and broken, and for how long it is interrupted. null: where it goes is yet to be found. */
  | { readonly kind: 'received'; readonly plan: MovePlan | null; readonly text: string }
  | { readonly kind: 'refused'; readonly message: string };

/** The operator's hand (N12). Whatever is refused has changed nothing. */
export interface InterventionCommands {
  /** No new route uses the subject; what runs over it goes on, and is in the answer. */
  lockOut(subject: HoldOutSubject, intervention: Intervention): Promise<LockOutAnswer>;
  /** Orders that wait are tried again. */
  releaseLockOut(subject: HoldOutSubject, intervention: Intervention): Promise<Submission>;
  /** No automatic move of the order. */
  freezeOrder(orderId: string, intervention: Intervention): Promise<Submission>;
  unfreezeOrder(orderId: string, intervention: Intervention): Promise<Submission>;
  /** Onto the target, or (null) wherever the order's limit is met; frozen or not. */
  forceMove(orderId: string, to: ForcedTarget | null, intervention: Intervention): Promise<MoveAnswer>;
  /** Back to its home route, whatever its revert rule. */
  revertOrder(orderId: string, intervention: Intervention): Promise<MoveAnswer>;
  /** `carrierId` null: everywhere. */
  pauseRecovery(carrierId: string | null, intervention: Intervention): Promise<Submission>;
  /** Orders that were held back are taken up. */
  resumeRecovery(carrierId: string | null, intervention: Intervention): Promise<Submission>;
  handleImpairment(impairmentId: string, step: HandlingStep, by: string): Promise<HandlingAnswer>;
}

export function interventionCommands({ engine, calls, notices }: HostParts): InterventionCommands {
  const freeze = async (orderId: string, isFrozen: boolean, intervention: Intervention): Promise<Submission> => {
    const answer = await setFrozen(engine, orderId, isFrozen, intervention);
    if (answer.kind === 'refused') return answer;
    if (!isFrozen) calls.call(orderId, answer.order.priority);
    return { kind: 'received' };
  };
  const moved = async (request: Promise<ForceAnswer>): Promise<MoveAnswer> => {
    const answer = await request;
    if (answer.kind === 'refused') return answer;
    const { order, route } = answer;
    // Planned before the order is called: as things stand.
    const holdings = await readHoldings(engine, order.id);
    const plan = holdings && route ? planMove(engine.network, holdings, route) : null;
    calls.call(order.id, 1);
    return { kind: 'received', plan, text: plan ? describeMove(engine.network.view, plan) : 'it is moved to the best that is free' };
  };
  /** Without a route it goes to the best that is free when its turn comes; that there is one, and how it would get there, is said beforehand. */
  const movedAnywhere = async (orderId: string, intervention: Intervention): Promise<MoveAnswer> => {
    const missing = whatIsMissing(intervention);
    if (missing !== null) return refused(missing);
    const holdings = await readHoldings(engine, orderId);
    const found = holdings?.active && holdings.order.state === 'active' ? anyDestination(engine, holdings, holdings.active, []) : null;
    if (found?.kind === 'none') return refused(`order ${orderId} is not moved: ${found.why}`);
    const answer = await moved(forceMove(engine, orderId, null, intervention));
    if (answer.kind === 'refused' || !holdings || !found) return answer;
    if (found.kind === 'waits') return { ...answer, text: found.decision.summary };
    const plan = planMove(engine.network, holdings, found.route);
    const where = `${formatNs(worseNs(found.route))} one way, limit ${formatNs(holdings.order.limit.oneWayNs)}`;
    return { ...answer, plan, text: `to the best that is free, as things stand ${where}: ${describeMove(engine.network.view, plan)}` };
  };
  return {
    lockOut: (subject, intervention) => notices.take(() => lockOut(engine, subject, intervention)),
    releaseLockOut: (subject, intervention) =>
      notices.take(async () => {
        const answer = await releaseLockOut(engine, subject, intervention);
        if (answer.kind === 'received') await notices.onNews([]);
        return answer;
      }),
    freezeOrder: (orderId, intervention) => freeze(orderId, true, intervention),
    unfreezeOrder: (orderId, intervention) => freeze(orderId, false, intervention),
    forceMove: (orderId, to, intervention) =>
      to === null ? movedAnywhere(orderId, intervention) : moved(forceMove(engine, orderId, to, intervention)),
    revertOrder: (orderId, intervention) => moved(revertByHand(engine, orderId, intervention)),
    pauseRecovery: (carrierId, intervention) => pauseRecovery(engine, carrierId, intervention),
    resumeRecovery: (carrierId, intervention) =>
      notices.take(async () => {
        const answer = await resumeRecovery(engine, carrierId, intervention);
        if (answer.kind === 'received') await notices.onNews([]);
        return answer;
      }),
    handleImpairment: (impairmentId, step, by) => handleImpairment(engine, impairmentId, step, by),
  };
}
