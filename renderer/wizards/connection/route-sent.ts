import type { RouteCandidateShown } from '../../../core/contract/route-choices';
import type { Otherwise } from '../../../core/model/route-choice';
import type { ConnectionFields } from './connection-fields';

export interface RouteSent {
  readonly route: RouteCandidateShown['route'];
  readonly otherwise: Otherwise;
}

/**
 * The route that is ordered: the one that is shown, as it was seen, also where it is the engine’s proposal, so that no carrier is asked for anything else.
 * null: none is shown, and the order waits for the best that there will be.
 */
export function routeSent(
  { chosen, otherwise }: Pick<ConnectionFields, 'chosen' | 'otherwise'>,
  shown: Pick<RouteCandidateShown, 'route'> | null,
): RouteSent | null {
  const route = chosen ?? shown?.route ?? null;
  return route && { route, otherwise };
}
