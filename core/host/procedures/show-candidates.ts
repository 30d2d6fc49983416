import type { OrderCandidates, RouteCandidateShown } from '../../contract/route-choices';
import type { RouteCandidate } from '../../identification/find-candidates';
import type { Clock } from '../../model/clock';
import { worseNs } from '../../model/latency';
import type { OrderRequest } from '../../model/order';
import type { Route } from '../../model/route';
import { signalSlots } from '../../model/signal';
import type { NetworkView } from '../../network/network-view';
import { planSegments } from '../../provisioning/plan-segments';
import { maxDelayNs } from '../../provisioning/reserve';
import type { Host } from '../create-host';
import { showRoute } from './show-route';

export async function showCandidates(host: Host, clock: Clock, request: OrderRequest, chosen: Route | undefined): Promise<OrderCandidates> {
  const beganMs = clock.now();
  const found = await host.orderCandidates(request, chosen);
  if (found.kind === 'refused') return found;
  const { decision, candidates } = found;
  return {
    kind: found.kind === 'route' ? 'served' : found.kind,
    message: decision.summary,
    outcome: decision.outcome,
    bestAchievableNs: decision.bestAchievableNs,
    limitNs: request.limit.oneWayNs,
    candidates: candidates.map((candidate) => showCandidate(host.network.view, request, candidate)),
    chosenAmiss: found.chosenAmiss,
    tookMs: clock.now() - beganMs,
  };
}

function showCandidate(
  view: NetworkView,
  request: OrderRequest,
  { route, isProposed, against, notes }: RouteCandidate,
): RouteCandidateShown {
  return {
    ...{ route, isProposed, notes },
    shown: showRoute(view, route),
    marginNs: request.limit.oneWayNs - worseNs(route),
    against: against.map(({ text }) => text),
    segments: planSegments(route, view).map((plan) => ({
      carrierId: plan.carrierId,
      carrierName: view.carrierName(plan.carrierId),
      aPort: view.nameOf({ kind: 'port', id: plan.aPortId }),
      zPort: view.nameOf({ kind: 'port', id: plan.zPortId }),
      resources: plan.resourceIds.map((id) => {
        const resource = view.resources.get(id);
        return { id, name: view.nameOf({ kind: 'resource', id }), freeSlots: resource ? Math.max(0, view.freeSlots(resource)) : 0 };
      }),
      slots: signalSlots[request.signal],
      oneWayNs: plan.oneWayNs,
      maxDelayNs: maxDelayNs(request, route, plan),
    })),
  };
}
