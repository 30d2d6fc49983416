import type { SeededRandom } from '../core/routing/testing/seeded-random';
import { drawLine } from './draw-switches';
import type { Happenings } from './happenings';
import { between, pickFrom } from './random';
import type { Scene } from './scene';
import { goodSwitchManners } from './switch-manners';
import type { UnrulySwitch } from './unruly-switch';

function withSwitch(scene: Scene, random: SeededRandom, what: string, act: (unruly: UnrulySwitch) => void): void {
  const unruly = pickFrom(random, scene.switches);
  if (!unruly) return;
  scene.trace.add(`at ${unruly.at.id}: ${what}`);
  act(unruly);
}

/** An identifier of one of its paths, or just above. */
function someCircuit(scene: Scene, random: SeededRandom, { at }: UnrulySwitch): { readonly vpi: number; readonly vci: number } {
  const path = pickFrom(
    random,
    scene.circuits.paths.filter(({ switchId }) => switchId === at.id),
  );
  return path ? { vpi: path.vpi, vci: between(random, path.vcis.first, path.vcis.last + 1) } : { vpi: 1, vci: 32 };
}

export const switchMisbehaviours: Happenings = [
  [
    8,
    (scene, random) => {
      withSwitch(scene, random, 'loses its manners', (unruly) => {
        const some = (): number => random.pick([0, 0, 0.1, 0.3, 0.7]);
        const seldom = (): number => random.pick([0, 0, 0.1, 0.3]);
        Object.assign(unruly.manners, {
          slowMs: random.pick([4, 200, 3_000, 15_000]),
          ...{ refuses: some(), parts: some(), loses: seldom(), swallows: seldom(), carriesOutLate: seldom(), hangsUp: seldom() / 2 },
          ...{ hides: some(), duplicates: some(), delays: some() },
        });
      });
    },
  ],
];

/** What happens at switches. */
export const switchEvents: Happenings = [
  [
    4,
    (scene, random) => {
      withSwitch(scene, random, 'behaves', ({ manners }) => Object.assign(manners, goodSwitchManners));
    },
  ],
  [
    3,
    (scene, random) => {
      withSwitch(scene, random, 'its session ends', (unruly) => {
        scene.mishaps.count('sessions ended');
        unruly.hangUp('the line was cut');
      });
    },
  ],
  [
    2,
    (scene, random) => {
      withSwitch(scene, random, 'goes down', (unruly) => {
        scene.mishaps.count('switches down');
        unruly.goDown();
      });
    },
  ],
  [
    4,
    (scene, random) => {
      withSwitch(scene, random, 'comes back', (unruly) => {
        unruly.comeBack();
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const [hasMemory, hangsUp] = [random.chance(0.5), random.chance(0.7)];
      withSwitch(scene, random, `restarts ${hasMemory ? 'with' : 'without'} its memory`, (unruly) => {
        scene.mishaps.count(hasMemory ? 'switches restarted' : 'switches that lost their memory');
        unruly.restart(hasMemory, hangsUp);
      });
    },
  ],
  [
    3,
    (scene, random) => {
      withSwitch(scene, random, 'somebody makes a cross-connection by hand', (unruly) => {
        const circuit = someCircuit(scene, random, unruly);
        unruly.at.create(circuit.vpi, [{ first: circuit.vci, last: circuit.vci }]);
        const outcome = unruly.at.connect({ ...circuit, line: drawLine(random) }, true);
        if (outcome.kind === 'connected') scene.mishaps.count('cross-connections made by hand');
        unruly.tellChanged('a cross-connection was made');
      });
    },
  ],
  [
    3,
    (scene, random) => {
      withSwitch(scene, random, 'somebody removes a cross-connection by hand', (unruly) => {
        const cross = pickFrom(random, unruly.at.connections());
        if (!cross) return;
        scene.mishaps.count('cross-connections removed by hand');
        unruly.at.disconnect(cross);
        unruly.tellChanged('a cross-connection was removed');
      });
    },
  ],
  [
    2,
    (scene, random) => {
      withSwitch(scene, random, 'somebody moves a cross-connection by hand', (unruly) => {
        const cross = pickFrom(random, unruly.at.connections());
        if (!cross) return;
        scene.mishaps.count('cross-connections moved by hand');
        unruly.at.disconnect(cross);
        if (unruly.at.connect({ ...cross, line: drawLine(random) }, true).kind !== 'connected') unruly.at.connect(cross, cross.isByHand);
        unruly.tellChanged('a cross-connection was moved');
      });
    },
  ],
  [
    3,
    (scene, random) => {
      const isMade = random.chance(0.5);
      withSwitch(scene, random, `somebody ${isMade ? 'makes' : 'removes'} a circuit by hand`, (unruly) => {
        const { vpi, vci } = someCircuit(scene, random, unruly);
        if (isMade) unruly.at.create(vpi, [{ first: vci, last: vci }]);
        else unruly.at.remove(vpi, vci);
        scene.mishaps.count(isMade ? 'circuits made by hand' : 'circuits removed by hand');
        unruly.tellChanged('circuits were changed');
      });
    },
  ],
  [
    1,
    (scene, random) => {
      withSwitch(scene, random, 'alarms', (unruly) => {
        scene.mishaps.count('storms of alarms');
        unruly.tellAlarms(random.pick([1, 5, 60]));
      });
    },
  ],
];
