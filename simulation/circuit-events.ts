import { exactDuration } from '../core/model/duration';
import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { conditionsTables, drawCircuitOrder, drawPath, drawThresholds } from './draw-switches';
import type { Happenings } from './happenings';
import { between, pickFrom } from './random';
import { ask, type Scene } from './scene';

const by = 'Ann';

const withPath = (scene: Scene, random: SeededRandom, act: (id: string) => void): void => {
  const path = pickFrom(random, scene.circuits.paths);
  if (path) act(path.id);
};

/** All paths of the world, at the beginning; and again now and then, since some were refused or lost with a crash. */
export function addPaths(scene: Scene): void {
  for (const path of scene.circuits.paths)
    ask(
      scene,
      `add ${JSON.stringify(path)}`,
      ({ host }) => host.addPath(path, by),
      ({ kind }) => {
        if (kind === 'received') scene.circuits.acknowledged.paths.add(path.id);
      },
    );
}

function order(scene: Scene, random: SeededRandom, count: number): void {
  const { circuits } = scene;
  const requests = Array.from({ length: count }, () => {
    const id = `C-${circuits.ordered.length}`;
    circuits.ordered.push(id);
    return drawCircuitOrder(random, id, circuits.paths);
  });
  ask(
    scene,
    `order circuits ${JSON.stringify(requests)}`,
    ({ host }) => host.orderCircuits(requests, by),
    (answers) => {
      for (const { kind, orderId } of answers) if (kind === 'received') circuits.acknowledged.orders.add(orderId);
    },
  );
}

/** What operators ask for at switches. */
export const circuitEvents: Happenings = [
  [
    16,
    (scene, random) => {
      // At the same moment, each for itself.
      if (scene.circuits.paths.length > 0) for (let times = between(random, 1, 4); times > 0; times--) order(scene, random, 1);
    },
  ],
  [
    10,
    (scene, random) => {
      if (scene.circuits.paths.length > 0) order(scene, random, random.pick([2, 6, 16]));
    },
  ],
  [
    12,
    (scene, random) => {
      const { circuits } = scene;
      const ids = Array.from({ length: between(random, 1, 5) }, () => pickFrom(random, circuits.ordered) ?? '').filter(Boolean);
      if (ids.length === 0) return;
      ask(
        scene,
        `release circuits ${ids.join()}`,
        ({ host }) => host.releaseCircuits(ids, by),
        (answers) => {
          for (const { kind, orderId } of answers) if (kind === 'received') circuits.acknowledged.releases.add(orderId);
        },
      );
    },
  ],
  [
    3,
    (scene, random) => {
      withPath(scene, random, (id) => {
        const carriedByOrderId = random.chance(0.3) ? null : (pickFrom(random, scene.submitted) ?? null);
        const change = random.chance(0.5) ? { carriedByOrderId } : drawThresholds(random, between(random, 2, 30));
        ask(scene, `change ${id}: ${JSON.stringify(change)}`, ({ host }) => host.changePath(id, change, by));
      });
    },
  ],
  [
    2,
    (scene, random) => {
      const longer = between(random, -3, 12);
      withPath(scene, random, (id) => {
        ask(scene, `make ${id} longer by ${longer}`, async ({ host }) => {
          const path = (await host.virtualPath(id))?.path;
          return path ? host.changePath(id, { vcis: { ...path.vcis, last: path.vcis.last + longer } }, by) : null;
        });
      });
    },
  ],
  [
    3,
    (scene, random) => {
      withPath(scene, random, (id) => {
        ask(scene, `retry ${id}`, ({ host }) => host.retryPath(id, by));
      });
    },
  ],
  [
    1,
    (scene, random) => {
      const rows = pickFrom(random, conditionsTables);
      if (rows && scene.switches.length > 0)
        ask(scene, `save conditions ${JSON.stringify(rows)}`, ({ host }) => host.saveConditions(rows, by));
    },
  ],
  [
    1,
    (scene, random) => {
      withPath(scene, random, (id) => {
        scene.circuits.unwanted.add(id);
        ask(scene, `remove ${id}`, ({ host }) => host.removePath(id, by));
      });
    },
  ],
  [
    2,
    (scene, random) => {
      const unruly = pickFrom(random, scene.switches);
      if (!unruly) return;
      const { circuits } = scene;
      const number = circuits.paths.filter(({ switchId }) => switchId === unruly.at.id).length;
      if (number < 6) circuits.paths.push(drawPath(random, `VP-more-${circuits.paths.length}`, unruly.at.id, number));
      addPaths(scene);
    },
  ],
  [
    1,
    (scene, random) => {
      const switchId = pickFrom(random, scene.switches)?.at.id;
      if (switchId !== undefined) ask(scene, `compare ${switchId}`, ({ host }) => Promise.resolve(host.compareSwitch(switchId)));
    },
  ],
  [
    1,
    (scene) => {
      if (scene.switches.length > 0)
        ask(scene, 'show the paths', async ({ host }) =>
          (await host.virtualPaths()).map(
            ({ path, waiting, applied }) => `${path.id} ${waiting.length} ${applied.action} ${exactDuration(path.timeThresholdMs)}`,
          ),
        );
    },
  ],
];
