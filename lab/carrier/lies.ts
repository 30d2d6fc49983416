import { linkLatencyUs } from './condition';
import type { HeldState, LatencyLie } from './held-state';
import { inUnit, us } from './microseconds';
import type { Link, Network } from './network';

/** What the manager says of a link's latency, true or not, as it is written; null: nothing. */
export function toldLatency({ inventory }: Network, state: HeldState, link: Link): { readonly az: string; readonly za: string } | null {
  const truth = linkLatencyUs(state, link);
  const lie = state.latencyLies[link.id];
  if (lie === undefined) return truth && { az: inUnit(truth.az, inventory.latencyUnit), za: inUnit(truth.za, inventory.latencyUnit) };
  return { az: told(lie, truth?.az ?? 0), za: told(lie, truth?.za ?? 0) };
}

function told(lie: LatencyLie, truthUs: number): string {
  // The first is what one real controller says of every link; the others are what has been seen instead of a number.
  return { constant: '12345678', text: 'n/a', negative: us(-Math.max(truthUs, 1)), huge: us(Math.max(truthUs, 1) * 1_000_000) }[lie];
}
