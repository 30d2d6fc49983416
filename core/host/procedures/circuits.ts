import { readCircuitOrder, type CircuitOrderIntake } from '../../circuits/circuit-order-intake';
import type { CircuitCheckShown, CircuitOrderShown, CircuitOutcomeShown } from '../../contract/circuit-shapes';
import { circuitOrderFields } from '../../model/circuit-order-fields';
import type { CircuitOrder, CircuitOrderRequest } from '../../model/virtual-circuit';
import type { Host } from '../create-host';
import { namedSwitch } from './named-switch';
import { isPathKnown, switchNames } from './paths';
import { answer, failed, type Handlers } from './serving';
import { showCircuitOrder } from './show-circuit-order';
import { strangeFields } from './typed-fields';

export const circuitHandlers: Handlers<'circuits.order' | 'circuits.check' | 'circuits.release' | 'circuits.list' | 'circuits.show'> = {
  async 'circuits.order'({ host }, { rows, by }, { onProgress }) {
    const { requests, outcomes } = readRows(rows);
    const answers = await host.orderCircuits(requests, by, (done) => {
      onProgress({ text: `${done} of ${requests.length} orders are entered`, done, total: requests.length });
    });
    return answer(outcomes<CircuitOutcomeShown>(answers));
  },
  async 'circuits.check'({ host }, { rows }, { onProgress }) {
    const { requests, outcomes } = readRows(rows);
    const checked = await host.checkCircuits(requests, (done) => {
      onProgress({ text: `${done} of ${requests.length} orders are checked`, done, total: requests.length });
    });
    return answer(outcomes<CircuitCheckShown>(checked));
  },
  'circuits.release': async ({ host }, { orderIds, by }) => answer(await host.releaseCircuits(orderIds, by)),
  async 'circuits.list'({ host }, { pathId, switchId, endUser, states }) {
    if (pathId !== undefined && !(await isPathKnown(host, pathId)))
      return failed('not-found', `virtual path ${pathId} is not known; check its id`);
    const named = switchId === undefined ? null : await namedSwitch(host, switchId);
    if (named !== null && named.kind !== 'found') return failed(named.kind, named.message);
    const show = await shower(host);
    const isAsked = (order: CircuitOrder): boolean =>
      (named === null || order.switchId === named.known.id) &&
      (endUser === undefined || order.endUser.toLowerCase().includes(endUser.toLowerCase()));
    const orders = await host.circuitOrders({ ...(pathId === undefined ? {} : { pathId }), ...(states === undefined ? {} : { states }) });
    return answer(orders.filter(isAsked).map(show));
  },
  async 'circuits.show'({ host }, { orderId }) {
    const dossier = await host.circuitOrder(orderId);
    if (!dossier) return failed('not-found', `circuit order ${orderId} is not known; check its id`);
    const { order, transitions, carriage, waitsFor } = dossier;
    const show = await shower(host);
    const waiting = order.state === 'waiting' ? await host.circuitOrders({ pathId: order.pathId, states: ['waiting'] }) : null;
    return answer({
      order: show(order),
      ...{ transitions, carriage, waitsFor },
      ahead: waiting === null ? null : waiting.filter(({ number }) => number < order.number).length,
    });
  },
};

type Malformed = Extract<CircuitOutcomeShown, { readonly kind: 'malformed' }>;

/** The rows that can be read as orders; `outcomes` puts what became of them among those that cannot. */
function readRows(rows: readonly Readonly<Record<string, string>>[]) {
  const read = rows.map((fields) => ({ orderId: fields['order'] ?? '', intake: readRow(fields) }));
  const requests = read.flatMap(({ intake }): readonly CircuitOrderRequest[] => (intake.kind === 'request' ? [intake.request] : []));
  return {
    requests,
    outcomes: <Outcome>(ofRequests: readonly Outcome[]): readonly (Outcome | Malformed)[] => {
      const following = ofRequests.values();
      return read.flatMap(({ orderId, intake }): readonly (Outcome | Malformed)[] => {
        if (intake.kind === 'malformed') return [{ kind: 'malformed', orderId, problems: intake.problems }];
        const { value, done } = following.next();
        return done ? [] : [value];
      });
    },
  };
}

type RowIntake =
  Extract<CircuitOrderIntake, { readonly kind: 'request' }> | { readonly kind: 'malformed'; readonly problems: Malformed['problems'] };

function readRow(fields: Readonly<Record<string, string>>): RowIntake {
  const strange = strangeFields(fields, circuitOrderFields, 'a circuit order');
  return strange === null ? readCircuitOrder(fields) : { kind: 'malformed', problems: [{ field: 'order', message: strange }] };
}

async function shower(host: Host): Promise<(order: CircuitOrder) => CircuitOrderShown> {
  const [names, paths] = [await switchNames(host), await host.carriedPaths()];
  const removed = new Map((await host.removedPaths()).map((path) => [path.id, path]));
  return (order) => {
    const known = paths.get(order.pathId);
    const path = known?.path ?? removed.get(order.pathId);
    return showCircuitOrder(order, names.get(order.switchId), path, known?.carriage ?? null);
  };
}
