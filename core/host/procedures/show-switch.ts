import type { SwitchShown } from '../../contract/circuit-shapes';
import type { SwitchStatus } from '../circuit-queries';

export function showSwitch({ link, paths, orders, id, name, limits }: SwitchStatus): SwitchShown {
  const { waiting, given, connecting, active, releasing } = orders;
  return {
    ...{ id, name, limits, link: link.isUp ? 'up' : 'down', linkText: link.detail, sinceMs: link.sinceMs },
    ...{ paths, circuits: given + connecting + active + releasing, waiting },
  };
}
