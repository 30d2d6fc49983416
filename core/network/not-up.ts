import type { NetworkSubject } from '../model/network';
import type { NetworkView } from './network-view';

/** What of the carrier is not up. */
export function notUp({ nodes, ports, resources }: NetworkView, carrierId: string): readonly NetworkSubject[] {
  const subjects: NetworkSubject[] = [];
  for (const [kind, things] of [['node', nodes] as const, ['port', ports] as const, ['resource', resources] as const]) {
    for (const thing of things.values()) {
      if (thing.condition !== 'up' && thing.carrierId === carrierId) subjects.push({ kind, id: thing.id });
    }
  }
  return subjects;
}
