import type { MovePlanShown, MoveStepShown, PreviewedMoveShown, WayShown } from '../../contract/recovery';
import type { PreviewedMove } from '../../flows/preview-moves';
import type { Way } from '../../flows/weigh-ways';
import { formatNs, worseNs } from '../../model/latency';
import type { Order } from '../../model/order';
import type { NetworkView } from '../../network/network-view';
import type { MovePlan } from '../../provisioning/plan-move';
import { maxDelayNs } from '../../provisioning/reserve';
import { showOrder, showRoute } from './show-route';

export const showWay = (view: NetworkView, order: Order, { route, plan, ...way }: Way): WayShown => ({
  ...way,
  route: showRoute(view, route),
  marginNs: order.limit.oneWayNs - worseNs(route),
  plan: showPlan(view, order, plan),
});

export function showPreviewed(view: NetworkView, move: PreviewedMove): PreviewedMoveShown {
  if (move.kind === 'none') return { kind: 'none', orderId: move.orderId, text: move.text };
  const { holdings, route, plan, orderId, isProposed, digest } = move;
  const { order, active } = holdings;
  return {
    ...{ kind: 'move', orderId, isProposed, digest },
    order: showOrder(order, active?.connection.route),
    route: showRoute(view, route),
    marginNs: order.limit.oneWayNs - worseNs(route),
    plan: showPlan(view, order, plan),
  };
}

interface PartOfPlan {
  readonly carrierId: string;
  readonly aPortId: string;
  readonly zPortId: string;
  readonly resourceIds: readonly string[];
}

/** What its carriers are asked for, in the order in which they are. */
export function showPlan(view: NetworkView, order: Order, plan: MovePlan): MovePlanShown {
  const step = (kind: MoveStepShown['kind'], part: PartOfPlan, serviceId: string | null, text: string): MoveStepShown => ({
    ...{ kind, serviceId, text, carrierId: part.carrierId, carrierName: view.carrierName(part.carrierId) },
  });
  const created = (isBeside: boolean): MoveStepShown[] =>
    plan.created
      .filter((part) => part.isBeside === isBeside)
      .map(({ plan: part }) => {
        const delay = `delay ≤ ${formatNs(maxDelayNs(order, plan.route, part))}`;
        return step('create', part, null, `${overWords(view, part)}; ports ${portNames(view, part).join(', ')}; ${delay}`);
      });
  const deleted = (segments: MovePlan['breakBefore']): MoveStepShown[] =>
    segments.map((segment) => {
      const names = resourceNames(view, segment);
      const freed = names.length === 0 ? '' : `; frees ${segment.slots} slots on ${names.join(', ')}`;
      return step('delete', segment, segment.id, `${betweenWords(view, segment)}${freed}`);
    });
  const touched = [...plan.created.map(({ plan: part }) => part), ...plan.inPlace.map(({ segment }) => segment)];
  return {
    steps: [
      ...created(true),
      ...plan.inPlace.map(({ segment, resourceIds }) =>
        step('modify', segment, segment.id, `moved in place to ${overWords(view, { ...segment, resourceIds })}`),
      ),
      ...deleted(plan.breakBefore),
      ...created(false),
      ...touched.map((part) =>
        step('read-back', part, null, `its route is read back, totalled with the rest and compared with ${formatNs(order.limit.oneWayNs)}`),
      ),
      ...deleted(plan.deleteAfter),
      ...plan.kept.map(({ segment }) => step('keep', segment, segment.id, `${betweenWords(view, segment)} is kept as it is`)),
    ],
    how: howWords(view, order.state === 'impaired', plan),
    expectedOutageMs: plan.expectedOutageMs,
    isMadeBeforeBreak: plan.breakBefore.length === 0,
    kept: plan.kept.map(({ segment }) => `${view.carrierName(segment.carrierId)} ${betweenWords(view, segment)}`),
  };
}

function howWords(view: NetworkView, isDown: boolean, { breakBefore, outage, expectedOutageMs }: MovePlan): string {
  if (breakBefore.length === 0)
    return expectedOutageMs === 0 && isDown ? 'nothing that carries is touched: it is down already' : `make before break: ${outage}`;
  const who = [...new Set(breakBefore.map(({ carrierId }) => view.carrierName(carrierId)))].join(' and ');
  return `${who} cannot hold both on one port or on the same slots: break before make, ${outage}`;
}

const resourceNames = (view: NetworkView, { resourceIds }: PartOfPlan): readonly string[] =>
  resourceIds.map((id) => view.nameOf({ kind: 'resource', id }));
const portNames = (view: NetworkView, { aPortId, zPortId }: PartOfPlan): readonly string[] =>
  [aPortId, zPortId].map((id) => view.nameOf({ kind: 'port', id }));

function overWords(view: NetworkView, part: PartOfPlan): string {
  const names = resourceNames(view, part);
  return `${betweenWords(view, part)}${names.length === 0 ? '' : ` over ${names.join(', ')}`}`;
}

/** `Frankfurt – Amsterdam`: the sites of its ports, or their nodes. */
function betweenWords(view: NetworkView, { aPortId, zPortId }: PartOfPlan): string {
  const place = (portId: string): string => {
    const node = view.nodes.get(view.ports.get(portId)?.nodeId ?? '');
    return view.sites.get(node?.siteId ?? '')?.name ?? node?.name ?? portId;
  };
  const [a, z] = [place(aPortId), place(zPortId)];
  return a === z ? a : `${a} – ${z}`;
}
