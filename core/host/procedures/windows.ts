import type { WindowPlannedShown } from '../../contract/shapes';
import type { Answer } from '../../contract/procedure';
import type { WindowAnswer, WindowChange } from '../../interventions/windows/plan-window';
import { byPartOfId } from './by-part-of-id';
import { namedSubjects } from './named-subject';
import { answer, failed, refused, type Handlers, type Serving } from './serving';

export const windowHandlers: Handlers<'windows.list' | 'windows.plan' | 'windows.change' | 'windows.cancel' | 'windows.preview'> = {
  'windows.list': async ({ host }) => answer(await host.windows()),
  async 'windows.plan'({ host }, { subjects, by, ...times }) {
    const named = namedSubjects(host.network.view, subjects);
    if (named.kind === 'refused') return failed('not-found', named.message);
    return planned(await host.planWindow({ ...times, subjects: named.subjects }, by));
  },
  async 'windows.change'(serving, { windowId, by, fromMs, toMs, text }) {
    const change: WindowChange = {
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
      ...(text === undefined ? {} : { text }),
    };
    return planned(await onWindow(serving, windowId, (id) => serving.host.changeWindow(id, change, by)));
  },
  async 'windows.cancel'(serving, { windowId, ...intervention }) {
    return planned(await onWindow(serving, windowId, (id) => serving.host.cancelWindow(id, intervention)));
  },
  async 'windows.preview'({ host }, { subjects }) {
    const named = namedSubjects(host.network.view, subjects);
    if (named.kind === 'refused') return failed('not-found', named.message);
    const outcome = await host.previewWindow(named.subjects);
    if (outcome.kind === 'refused') return refused(outcome);
    return answer({
      unhit: outcome.unhit,
      orders: outcome.orders.map(({ order, how, heldBack, text }) => ({
        orderId: order.id,
        customer: order.customer,
        how,
        heldBack,
        text,
      })),
    });
  },
};

/** With the whole id of the window that a part of it names; what the host says of one that is not tells which there are. */
async function onWindow({ host }: Serving, part: string, ask: (id: string) => Promise<WindowAnswer>): Promise<WindowAnswer> {
  const found = byPartOfId(await host.windows(), part, 'windows');
  if (found.kind === 'several') return { kind: 'refused', message: found.message };
  return ask(found.kind === 'found' ? found.thing.id : part);
}

function planned(outcome: WindowAnswer): Answer<WindowPlannedShown> {
  if (outcome.kind === 'refused') return refused(outcome);
  return answer({ window: outcome.window, overlapping: outcome.overlapping });
}
