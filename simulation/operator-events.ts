import type { HandlingStep } from '../core/interventions/handle-impairment';
import type { HoldOutSubject } from '../core/model/hold-out';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { drawOrder } from './draw-order';
import type { Happenings } from './happenings';
import { between, pickFrom } from './random';
import { ask, type Scene } from './scene';

const hand = { by: 'Ann', reason: 'as it comes' };

/** As the operators' clock shows it, which is ours. */
const nowAt = ({ time, clockOffsetMs }: Scene): number => time.now() + clockOffsetMs;

const withOrder = (scene: Scene, random: SeededRandom, act: (id: string) => void): void => {
  const id = pickFrom(random, scene.submitted);
  if (id !== undefined) act(id);
};

function someSubject(scene: Scene, random: SeededRandom): HoldOutSubject {
  const { carrier } = pickFrom(random, scene.managers) ?? {};
  const of = (things: Iterable<string> = []): string => `${carrier?.id ?? ''}/${pickFrom(random, [...things]) ?? 'none'}`;
  const kind = random.pick(['resource', 'resource', 'resource', 'node', 'port', 'site', 'carrier', 'shared-risk'] as const);
  switch (kind) {
    case 'resource':
      return { kind, id: of(carrier?.resources.keys()) };
    case 'node':
      return { kind, id: of(carrier?.nodes.keys()) };
    case 'port':
      return { kind, id: of(carrier?.ports.keys()) };
    case 'site':
      return { kind, id: pickFrom(random, scene.world.sites) ?? '' };
    case 'carrier':
      return { kind, id: carrier?.id ?? '' };
    case 'shared-risk':
      return { kind, id: `duct-${random.below(4)}` };
  }
}

/** What operators and their customers ask for. */
export const operatorEvents: Happenings = [
  [
    26,
    (scene, random) => {
      const id = `ORD-${scene.submitted.length}`;
      const order = drawOrder(random, scene.world, id, scene.submitted, nowAt(scene));
      scene.submitted.push(id);
      ask(
        scene,
        `submit ${JSON.stringify(order)}`,
        ({ host }) => host.submitOrder(order),
        ({ kind }) => {
          if (kind === 'received') scene.acknowledged.orders.add(id);
        },
      );
    },
  ],
  [
    5,
    (scene, random) => {
      withOrder(scene, random, (id) => {
        ask(
          scene,
          `cancel ${id}`,
          ({ host }) => host.cancelOrder(id),
          ({ kind }) => {
            if (kind === 'received') scene.acknowledged.cancels.add(id);
          },
        );
      });
    },
  ],
  [
    2,
    (scene, random) => {
      const { carrier } = pickFrom(random, scene.managers) ?? {};
      if (!carrier) return;
      scene.trace.add(`the operator has ${carrier.id} read again`);
      scene.engine?.host.resynchronise(carrier.id);
    },
  ],
  [
    2,
    (scene, random) => {
      const { carrier } = pickFrom(random, scene.managers) ?? {};
      const uuid = pickFrom(random, [...(carrier?.resources.keys() ?? [])]);
      if (!carrier || uuid === undefined) return;
      const azNs = 200_000 + random.below(8_000_000);
      const subject = { kind: 'resource', id: `${carrier.id}/${uuid}` } as const;
      const reading = {
        subject,
        azNs,
        zaNs: azNs,
        provenance: random.pick(['measured', 'operator'] as const),
        readAtMs: nowAt(scene),
      } as const;
      ask(scene, `enter ${JSON.stringify(reading)}`, ({ host }) => host.enterReading(reading));
    },
  ],
  [
    1,
    (scene, random) => {
      const carrierId = pickFrom(random, scene.managers)?.carrier.id ?? '';
      const value = { scope: 'carrier-transit', scopeId: carrierId, ns: random.below(30_000) } as const;
      ask(scene, `enter ${JSON.stringify(value)}`, ({ host }) => host.enterDefault(value));
    },
  ],
  [
    4,
    (scene, random) => {
      const subject = someSubject(scene, random);
      ask(scene, `lock out ${JSON.stringify(subject)}`, ({ host }) => host.lockOut(subject, hand));
    },
  ],
  [
    4,
    (scene, random) => {
      const which = random.below(1 << 20);
      ask(scene, 'release a lock-out', async ({ host, store }) => {
        const known = await store.transaction((tx) => tx.interventions.holdOuts());
        const locked = known.filter(({ cause }) => cause === 'locked-out');
        const chosen = locked[which % Math.max(1, locked.length)];
        return chosen ? host.releaseLockOut(chosen.subject, hand) : null;
      });
    },
  ],
  [
    6,
    (scene, random) => {
      const onto = random.pick(['anywhere', 'itself', 'home']);
      withOrder(scene, random, (id) => {
        ask(scene, `force ${id} ${onto}`, async ({ host }) => {
          if (onto === 'home') return host.revertOrder(id, hand);
          if (onto === 'anywhere') return host.forceMove(id, null, hand);
          const connection = (await host.dossier(id))?.connections.at(random.below(2) - 1);
          return connection ? host.forceMove(id, { kind: 'route', route: connection.route }, hand) : null;
        });
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const isFrozen = random.chance(0.5);
      withOrder(scene, random, (id) => {
        ask(scene, `${isFrozen ? 'freeze' : 'unfreeze'} ${id}`, ({ host }) =>
          isFrozen ? host.freezeOrder(id, hand) : host.unfreezeOrder(id, hand),
        );
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const carrierId = random.chance(0.3) ? null : (pickFrom(random, scene.managers)?.carrier.id ?? null);
      const isPaused = random.chance(0.4);
      ask(scene, `${isPaused ? 'pause' : 'resume'} recovery of ${carrierId ?? 'all'}`, ({ host }) =>
        isPaused ? host.pauseRecovery(carrierId, hand) : host.resumeRecovery(carrierId, hand),
      );
    },
  ],
  [
    3,
    (scene, random) => {
      const subjects = Array.from({ length: between(random, 1, 2) }, () => someSubject(scene, random));
      const fromMs = nowAt(scene) + between(random, -5_000, 60_000);
      const plan = { subjects, fromMs, toMs: fromMs + between(random, -1_000, 40_000), text: 'splicing' };
      ask(scene, `plan ${JSON.stringify(plan)}`, ({ host }) => host.planWindow(plan, 'Ann'));
    },
  ],
  [
    1,
    (scene, random) => {
      const which = random.below(1 << 20);
      ask(scene, 'cancel a window', async ({ host }) => {
        const windows = await host.windows();
        const chosen = windows[which % Math.max(1, windows.length)];
        return chosen ? host.cancelWindow(chosen.id, hand) : null;
      });
    },
  ],
  [
    1,
    (scene, random) => {
      const step = random.pick<HandlingStep>([{ kind: 'acknowledge' }, { kind: 'own', owner: 'Ben' }, { kind: 'ticket', ticket: 'T-1' }]);
      ask(scene, `handle an impairment: ${step.kind}`, async ({ host }) => {
        const standing = (await host.impairments()).impairments.find(({ clearedAtMs }) => clearedAtMs === null);
        return standing ? host.handleImpairment(standing.id, step, 'Ann') : null;
      });
    },
  ],
  [
    1,
    (scene) => {
      const supposition = { kind: 'fails', subject: { kind: 'carrier', id: 'alpha' } } as const;
      ask(scene, 'what if alpha failed', async ({ host }) => (await host.whatIf([supposition])).kind);
    },
  ],
];
