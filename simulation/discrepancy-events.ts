import { remedies } from '../core/model/discrepancy';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { Happenings } from './happenings';
import { pickFrom } from './random';
import { ask, type Scene } from './scene';
import type { UnrulyManager } from './unruly-link';

const hand = { by: 'Ann', reason: 'as it comes' };

/** What makes stores and carriers differ beside faults, and what operators do about it (N11). */
export const discrepancyEvents: Happenings = [
  [
    3,
    (scene, random) => {
      const carrierId = random.chance(0.5) ? 'all' : (pickFrom(random, scene.managers)?.carrier.id ?? 'all');
      ask(scene, `reconcile ${carrierId}`, async ({ host }) => {
        const answer = await host.reconcile(carrierId);
        return answer.kind === 'reconciled' ? answer.groups.map(({ text }) => text) : answer;
      });
    },
  ],
  [
    6,
    (scene, random) => {
      const which = random.below(1 << 20);
      const remedy = random.pick(remedies);
      ask(scene, `${remedy} a discrepancy`, async ({ host }) => {
        const standing = await host.discrepancies();
        const chosen = standing[which % Math.max(1, standing.length)];
        return chosen ? host.settleDiscrepancy(chosen.id, remedy, hand) : null;
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const manager = pickFrom(random, scene.managers);
      const service = pickFrom(random, [...(manager?.carrier.services.values() ?? [])]);
      if (!manager || !service) return;
      const { carrier } = manager;
      const uuid = `again-${service.uuid}`;
      scene.trace.add(`at ${carrier.id}: ${service.uuid} goes by ${uuid} now`);
      scene.mishaps.count('services by another UUID');
      carrier.delete(service.uuid);
      // Perhaps it is told of at once; else a full reading shows it.
      if (random.chance(0.5)) carrier.services.set(uuid, { ...service, uuid });
      else carrier.tellService({ ...service, uuid });
      manager.owesTruth = true;
    },
  ],
  [
    2,
    (scene, random) => {
      const manager = pickFrom(random, scene.managers);
      const resource = pickFrom(random, [...(manager?.carrier.resources.values() ?? [])]);
      if (!manager || !resource || manager.carrier.freeSlots(resource.uuid) < 8) return;
      const [a, z] = [resource.aNodeUuid, resource.zNodeUuid].map((node) => freePort(scene, random, manager, node));
      if (a === undefined || z === undefined || a === z) return;
      const uuid = `by-hand-${random.below(1 << 30)}`;
      scene.trace.add(`at ${manager.carrier.id}: ${uuid} is made by hand over ${resource.uuid}`);
      scene.mishaps.count('services made by hand');
      manager.carrier.makeByHand(uuid, a, z, [resource.uuid]);
      manager.owesTruth = true;
    },
  ],
];

/** A port at the node that nobody uses, and that we have not booked. */
function freePort(scene: Scene, random: SeededRandom, { carrier }: UnrulyManager, nodeUuid: string): string | undefined {
  const used = new Set([...carrier.services.values()].flatMap(({ aPortUuid, zPortUuid }) => [aPortUuid, zPortUuid]));
  const booked = scene.engine?.host.network.view.portOwners;
  const free = [...carrier.ports.values()].filter(
    (port) => port.nodeUuid === nodeUuid && !used.has(port.uuid) && booked?.has(`${carrier.id}/${port.uuid}`) !== true,
  );
  return pickFrom(random, free)?.uuid;
}
