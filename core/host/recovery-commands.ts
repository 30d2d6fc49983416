import type { PreviewedMove, MoveChoice } from '../flows/preview-moves';
import { knownOf, moveBatch, previewMoves, type MoveBatch } from '../flows/preview-moves';
import { lastRoute, readHoldings, type Holdings } from '../flows/order-steps';
import { stateOfDigest } from '../flows/plan-digest';
import { weighWays, type Ways } from '../flows/weigh-ways';
import { moveAsPlanned } from '../interventions/force-move';
import { refused, whatIsMissing, type Intervention, type Refused } from '../interventions/intervention';
import { signalSlots } from '../model/signal';
import { wordsAgainstMoving } from '../recovery/hold-back';
import { surveyRecovery, type Survey } from '../recovery/survey';
import { describeMove } from '../provisioning/plan-move';
import type { HostParts } from './host-parts';

/** A move that was previewed, to be carried out by exactly that plan. */
export interface PlannedMove extends MoveChoice {
  readonly digest: string;
}

export type CarriedOut =
  /** It is durable, and will be carried out by that plan or not at all. */
  | { readonly kind: 'asked'; readonly orderId: string; readonly text: string }
  /** Nothing was done: what it would touch has changed since, or it cannot be done any more; `preview`: as it would be now. */
  | { readonly kind: 'changed'; readonly orderId: string; readonly text: string; readonly preview: PreviewedMove }
  /** It carries again, or has ended: nothing was done. */
  | { readonly kind: 'not-needed'; readonly orderId: string; readonly text: string }
  /** Somebody, or the engine, is at it already: nothing was done. */
  | { readonly kind: 'in-hand'; readonly orderId: string; readonly text: string };

export interface WeighedOrder extends Ways {
  readonly holdings: Holdings;
  /** Why the engine does not move it by itself; empty: it does. */
  readonly heldBack: string;
  /** Slots that the order takes of each resource. */
  readonly neededSlots: number;
  readonly elapsedMs: number;
}

/** Recovery by an operator's choice: what there is, what it would touch, and then exactly that. */
export interface RecoveryCommands {
  surveyRecovery(impairmentIds: readonly string[]): Promise<Survey>;
  /** null: the order is not known. */
  weighWays(orderId: string, count: number): Promise<WeighedOrder | null>;
  previewMoves(choices: readonly MoveChoice[]): Promise<readonly PreviewedMove[]>;
  /**
   * The most important first, each as it was previewed: where those before it have been moved. One that needs what another gives up waits for it. Answers in the order in which they were given, each order once.
   */
  carryOutMoves(moves: readonly PlannedMove[], intervention: Intervention): Promise<readonly CarriedOut[] | Refused>;
}

export function recoveryCommands({ engine, calls }: HostParts): RecoveryCommands {
  const carryOut = async ({ digest, ...choice }: PlannedMove, batch: MoveBatch, intervention: Intervention): Promise<CarriedOut> => {
    const { orderId } = choice;
    const changed = (text: string, preview: PreviewedMove): CarriedOut => ({ kind: 'changed', orderId, text, preview });
    const holdings = await readHoldings(engine, orderId);
    const settled = holdings && settledMeanwhile(holdings, digest);
    if (settled) return { ...settled, orderId };
    const preview = await batch.preview(choice);
    if (preview.kind === 'none') return changed(preview.text, preview);
    if (preview.digest !== digest) {
      const now = describeMove(batch.network.view, preview.plan);
      return changed(`what it would touch is not what you were shown; now: ${now}`, preview);
    }
    const afterOrders = batch.neededBefore(preview);
    const answer = await moveAsPlanned(engine, orderId, preview.route, digest, intervention, afterOrders);
    if (answer.kind === 'received') {
      batch.suppose(preview);
      calls.call(orderId, 1);
      const how = describeMove(engine.network.view, preview.plan);
      return { kind: 'asked', orderId, text: afterOrders.length === 0 ? how : `once ${afterOrders.join(', ')} is moved: ${how}` };
    }
    const after = await readHoldings(engine, orderId);
    const standing = await engine.store.transaction((tx) => tx.interventions.move(orderId));
    if (standing?.cause === 'forced') return { kind: 'in-hand', orderId, text: answer.message };
    const since = after && settledMeanwhile(after, digest);
    return since ? { ...since, orderId } : changed(answer.message, preview);
  };
  return {
    surveyRecovery: (impairmentIds) => surveyRecovery(engine, impairmentIds),
    async weighWays(orderId, count) {
      const holdings = await readHoldings(engine, orderId);
      if (!holdings) return null;
      const known = await knownOf(engine, orderId);
      const { network, clock } = engine;
      const heldBack = await engine.store.transaction((tx) => wordsAgainstMoving(network.view, tx, holdings.order, lastRoute(holdings)));
      const beganAtMs = clock.now();
      const ways = weighWays(engine, network, holdings, known, count);
      return { ...ways, holdings, heldBack, neededSlots: signalSlots[holdings.order.signal], elapsedMs: clock.now() - beganAtMs };
    },
    previewMoves: (choices) => previewMoves(engine, choices),
    async carryOutMoves(moves, intervention) {
      const missing = whatIsMissing(intervention);
      if (missing !== null) return refused(missing);
      const orders = new Map(
        (await engine.store.transaction((tx) => tx.orders.some(moves.map(({ orderId }) => orderId)))).map((order) => [order.id, order]),
      );
      const priorityOf = ({ orderId }: PlannedMove): number => orders.get(orderId)?.priority ?? 10;
      const outcomes = new Map<string, CarriedOut>();
      const batch = moveBatch(engine, moves.length);
      for (const move of [...moves].sort((one, other) => priorityOf(one) - priorityOf(other)))
        if (!outcomes.has(move.orderId)) outcomes.set(move.orderId, await carryOut(move, batch, intervention));
      return [...new Set(moves.map(({ orderId }) => orderId))].flatMap((orderId) => outcomes.get(orderId) ?? []);
    },
  };
}

/** What became of the order since it was previewed that leaves nothing to do. */
function settledMeanwhile(
  { order: { state, cause } }: Holdings,
  digest: string,
): { readonly kind: 'not-needed' | 'in-hand'; readonly text: string } | null {
  if (state === 'impaired') return null;
  if (state === 'restoring' || state === 'moving') return { kind: 'in-hand', text: `it is on its way to another route already: ${cause}` };
  if (state === 'active') return stateOfDigest(digest) === 'impaired' ? { kind: 'not-needed', text: `it carries again: ${cause}` } : null;
  return { kind: 'not-needed', text: `it is ${state}: ${cause}` };
}
