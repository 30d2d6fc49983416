import type { Behaviour, SimulatedCarrier } from '../core/host/testing/simulated-carrier';
import type { ServiceRequest } from '../core/carriers/carrier-link';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { Happenings } from './happenings';
import { pickFrom } from './random';
import type { Scene } from './scene';
import type { Mishap } from './tally';
import { goodManners, type Manners, type UnrulyManager } from './unruly-link';

export const goodBehaviour = {
  callMs: 2,
  provisionMs: 20,
  reroutes: 'yes',
  refuses: () => null,
  losesAnswer: () => false,
  delaysMs: () => 0,
  refusesDeletion: () => null,
  realises: (request) => request.resourceUuids,
  establishes: () => true,
} satisfies Behaviour;

const someManager = (scene: Scene, random: SeededRandom): UnrulyManager => {
  const manager = pickFrom(random, scene.managers);
  if (!manager) throw new Error('no carriers');
  return manager;
};

const change = (scene: Scene, { carrier }: UnrulyManager, what: string): SimulatedCarrier => {
  scene.trace.add(`at ${carrier.id}: ${what}`);
  return carrier;
};

/** One that is in use as often as any. */
function withResource(scene: Scene, random: SeededRandom, what: string, act: (carrier: SimulatedCarrier, uuid: string) => void): void {
  const inUse = scene.managers.flatMap((manager) =>
    [...manager.carrier.services.values()].flatMap(({ route }) => (route ?? []).map((uuid) => ({ manager, uuid }))),
  );
  const used = random.chance(0.5)
    ? pickFrom(
        random,
        inUse.filter(({ manager, uuid }) => manager.carrier.resources.has(uuid)),
      )
    : undefined;
  const manager = used?.manager ?? someManager(scene, random);
  const uuid = used?.uuid ?? pickFrom(random, [...manager.carrier.resources.keys()]);
  if (uuid !== undefined) act(change(scene, manager, `${what} ${uuid}`), uuid);
}

/** What happens in carriers' networks. */
export const networkEvents: Happenings = [
  [
    8,
    (scene, random) => {
      const condition = random.pick(['up', 'down', 'down', 'degraded'] as const);
      withResource(scene, random, condition, (carrier, uuid) => {
        scene.mishaps.count('changes of condition');
        carrier.setResource(uuid, { condition });
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const condition = random.pick(['up', 'down'] as const);
      // A duct is dug through, or mended: everything in it, whosever it is.
      const duct = `duct-${random.below(4)}`;
      scene.trace.add(`${duct} is ${condition}`);
      scene.mishaps.count('changes of condition');
      for (const { carrier } of scene.managers)
        for (const { uuid, sharedRisks } of [...carrier.resources.values()])
          if (sharedRisks.includes(duct)) carrier.setResource(uuid, { condition });
    },
  ],
  [
    6,
    (scene, random) => {
      const azNs = 200_000 + random.below(random.pick([2_000_000, 9_000_000, 20_000_000]));
      const latency = random.chance(0.05) ? null : { azNs, zaNs: azNs + random.below(3) * 400_000 };
      withResource(scene, random, `${latency === null ? 'unknown' : azNs} ns`, (carrier, uuid) => {
        scene.mishaps.count('changes of latency');
        carrier.setResource(uuid, { latency });
      });
    },
  ],
  [
    2,
    (scene, random) => {
      withResource(scene, random, 'withdraws', (carrier, uuid) => {
        scene.mishaps.count('withdrawals');
        carrier.withdrawResource(uuid);
      });
    },
  ],
  [
    2,
    (scene, random) => {
      // The carrier's own protection.
      const { carrier } = someManager(scene, random);
      const service = pickFrom(random, [...carrier.services.values()]);
      const other = service?.route && pickFrom(random, otherWays(carrier, service.route));
      if (service && other) {
        scene.trace.add(`at ${carrier.id}: ${service.uuid} goes over ${other.join()}`);
        scene.mishaps.count('services moved by their carrier');
        carrier.reroute(service.uuid, other);
      }
    },
  ],
  [
    3,
    (scene, random) => {
      const manager = someManager(scene, random);
      const [uuid, original] = pickFrom(random, [...(scene.world.originals.get(manager.carrier.id) ?? [])]) ?? [];
      if (uuid === undefined || original === undefined) return;
      const carrier = change(scene, manager, `has ${uuid} as it was`);
      carrier.resources.set(uuid, { ...original });
      carrier.setResource(uuid, {});
    },
  ],
  [
    4,
    (scene, random) => {
      const how = random.pick(['loses', 'drops and tells', 'takes down']);
      const holding = scene.managers.filter(({ carrier }) => carrier.services.size > 0);
      const manager = pickFrom(random, holding);
      const service = pickFrom(random, [...(manager?.carrier.services.values() ?? [])]);
      if (!manager || !service) return;
      const carrier = change(scene, manager, `${how} ${service.uuid}`);
      scene.mishaps.count('services lost or down by themselves');
      if (how === 'loses') manager.owesTruth = true;
      else carrier.tellService(how === 'takes down' ? { ...service, state: 'down' } : service);
      if (how !== 'takes down') carrier.delete(service.uuid);
    },
  ],
];

/** How managers do less than they should, or otherwise. */
export const misbehaviours: Happenings = [
  [
    4,
    (scene, random) => {
      const manager = someManager(scene, random);
      const share = random.pick([0, 0, 0.3, 0.6, 1]);
      const { carrier } = manager;
      change(scene, manager, `refuses ${share}`);
      const drawn = random.below(1 << 30);
      carrier.behaviour.refuses = (request) => (isMet(drawn, request.uuid, share) ? wordsFor(drawn, request) : null);
    },
  ],
  [
    3,
    (scene, random) => {
      const manager = someManager(scene, random);
      const { behaviour } = change(scene, manager, 'answers badly');
      const [refusing, losing, delaying, drawn] = [
        random.pick([0, 0.3, 1]),
        random.pick([0, 0.5]),
        random.pick([0, 0.3]),
        random.below(1 << 30),
      ];
      let asked = 0;
      const meets = (uuid: string, share: number, mishap: Mishap): boolean => {
        const isIt = isMet(drawn + asked++, uuid, share);
        if (isIt) scene.mishaps.count(mishap);
        return isIt;
      };
      behaviour.refusesDeletion = ({ uuid }) => (meets(uuid, refusing, 'deletions refused') ? 'busy' : null);
      behaviour.losesAnswer = ({ uuid }) => meets(uuid, losing, 'lost answers');
      behaviour.delaysMs = ({ uuid }) => (meets(uuid, delaying, 'creations carried out late') ? 1 + (drawn % 12_000) : 0);
    },
  ],
  [
    2,
    (scene, random) => {
      const manager = someManager(scene, random);
      const { behaviour } = change(scene, manager, 'realises badly');
      const [lying, failing, drawn] = [random.pick([0, 0.5, 1, 1]), random.pick([0, 0.3]), random.below(1 << 30)];
      behaviour.realises = ({ uuid, resourceUuids }) => {
        const other = isMet(drawn, uuid, lying) ? otherWays(manager.carrier, resourceUuids)[0] : undefined;
        if (other) scene.mishaps.count('routes realised otherwise');
        return other ?? resourceUuids;
      };
      behaviour.establishes = ({ uuid }) => {
        const isEstablished = !isMet(drawn + 1, uuid, failing);
        if (!isEstablished) scene.mishaps.count('creations not established');
        return isEstablished;
      };
    },
  ],
  [
    2,
    (scene, random) => {
      const { behaviour } = change(scene, someManager(scene, random), 'changes its pace');
      behaviour.callMs = random.below(300);
      behaviour.provisionMs = random.chance(0.05) ? 70_000 : random.below(3_000);
      behaviour.reroutes = random.pick(['yes', 'yes', 'no', { refuses: 'frozen zone' }]);
    },
  ],
  [
    3,
    (scene, random) => {
      const manager = someManager(scene, random);
      change(scene, manager, 'loses its manners');
      const some = (): number => random.pick([0, 0, 0.2, 0.6]);
      const manners: Manners = {
        drops: some(),
        duplicates: some(),
        delays: some(),
        lies: some(),
        answersLate: some() / 2,
        losesReads: some() / 2,
      };
      Object.assign(manager.manners, manners);
    },
  ],
];

/** What else managers do. */
export const managerEvents: Happenings = [
  [
    3,
    (scene, random) => {
      change(scene, someManager(scene, random), 'goes down').goDown();
      scene.mishaps.count('managers down');
    },
  ],
  [
    5,
    (scene, random) => {
      change(scene, someManager(scene, random), 'comes back').comeBack();
    },
  ],
  [
    3,
    (scene, random) => {
      const manager = someManager(scene, random);
      change(scene, manager, 'behaves');
      Object.assign(manager.manners, goodManners);
      Object.assign(manager.carrier.behaviour, goodBehaviour);
    },
  ],
  [
    2,
    (scene, random) => {
      const manager = someManager(scene, random);
      change(scene, manager, 'tells of services all at once');
      const atMs = scene.time.now();
      const uuids = [...manager.carrier.services.keys(), 'nobody-knows-it'];
      for (let times = 1 + random.below(4); times > 0; times--)
        for (const serviceUuid of uuids) manager.say({ kind: 'service-changed', serviceUuid, atMs });
    },
  ],
  [
    1,
    (scene, random) => {
      const manager = someManager(scene, random);
      change(scene, manager, 'tells of what nobody knows');
      const withdrawn = [{ kind: random.pick(['node', 'port', 'resource'] as const), uuid: 'nobody-knows-it' }];
      manager.say({ kind: 'changed', atMs: scene.time.now(), change: { nodes: [], ports: [], resources: [], withdrawn, warnings: [] } });
    },
  ],
];

/** Decides for the life of one fault, and so that asking twice gives the same answer. */
function isMet(drawn: number, uuid: string, share: number): boolean {
  let mixed = drawn | 1;
  for (let index = 0; index < uuid.length; index++) mixed = Math.imul(mixed ^ uuid.charCodeAt(index), 0x01000193);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 < share;
}

function wordsFor(drawn: number, { resourceUuids }: ServiceRequest): string {
  const [first] = resourceUuids;
  return drawn % 2 === 0 && first !== undefined ? `${first} has no capacity left` : 'not today';
}

/** Other single circuits between the ends of a way that is one circuit. */
function otherWays(carrier: SimulatedCarrier, route: readonly string[]): readonly (readonly string[])[] {
  const [first] = route;
  const circuit = route.length === 1 && first !== undefined ? carrier.resources.get(first) : undefined;
  if (!circuit) return [];
  return [...carrier.resources.values()]
    .filter(({ uuid, aNodeUuid, zNodeUuid }) => uuid !== first && aNodeUuid === circuit.aNodeUuid && zNodeUuid === circuit.zNodeUuid)
    .filter(({ uuid }) => carrier.freeSlots(uuid) >= 8)
    .map(({ uuid }) => [uuid]);
}
