import type { Answer } from '../../contract/procedure';
import type { MoveShown } from '../../contract/shapes';
import type { MoveAnswer } from '../intervention-commands';
import type { Submission } from '../submission';
import { unknownOrder } from './orders';
import { answer, done, failed, refused, type Handlers, type Serving } from './serving';

/** What an operator does to one order beside cancelling it (N12). */
export const moveHandlers: Handlers<'orders.freeze' | 'orders.unfreeze' | 'orders.move' | 'orders.revert'> = {
  'orders.freeze': (serving, { orderId, ...intervention }) =>
    ofKnown(serving, orderId, async () => submitted(await serving.host.freezeOrder(orderId, intervention))),
  'orders.unfreeze': (serving, { orderId, ...intervention }) =>
    ofKnown(serving, orderId, async () => submitted(await serving.host.unfreezeOrder(orderId, intervention))),
  'orders.move': (serving, { orderId, alternative, ...intervention }) =>
    ofKnown(serving, orderId, async () => {
      if (alternative === undefined) return moved(await serving.host.forceMove(orderId, null, intervention));
      const known = (await serving.host.dossier(orderId))?.alternatives ?? [];
      const id = typeof alternative === 'string' ? alternative : known.find(({ rank }) => rank === alternative)?.id;
      if (id === undefined) {
        const ranks = known.map(({ rank }) => rank).join(', ');
        return failed(
          'not-found',
          `order ${orderId} has no alternative ${alternative}; ${ranks === '' ? 'none is stored for it' : `stored are ${ranks}`}`,
        );
      }
      return moved(await serving.host.forceMove(orderId, { kind: 'alternative', id }, intervention));
    }),
  'orders.revert': (serving, { orderId, ...intervention }) =>
    ofKnown(serving, orderId, async () => moved(await serving.host.revertOrder(orderId, intervention))),
};

async function ofKnown<Output>({ host }: Serving, orderId: string, work: () => Promise<Answer<Output>>): Promise<Answer<Output>> {
  return (await host.dossier(orderId)) ? work() : failed('not-found', unknownOrder(orderId));
}

const submitted = (submission: Submission) => (submission.kind === 'refused' ? refused(submission) : done);

function moved(move: MoveAnswer): Answer<MoveShown> {
  if (move.kind === 'refused') return refused(move);
  return answer({ text: move.text, expectedOutageMs: move.plan?.expectedOutageMs ?? null });
}
