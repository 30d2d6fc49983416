import { networkEvents } from './carrier-events';
import { chosen, type Happenings } from './happenings';

/** What happens to our own machine. */
export const ownEvents: Happenings = [
  [
    1,
    (scene, random) => {
      const jumpMs = random.pick([-120_000, -3_000, 45_000, 3_600_000]);
      scene.clockOffsetMs += jumpMs;
      scene.trace.add(`our clock jumps by ${jumpMs} ms`);
      scene.mishaps.count('jumps of the clock');
    },
  ],
  [
    2,
    (scene) => {
      scene.engine?.process.die('killed', 'kills');
    },
  ],
  [
    5,
    (scene, random) => {
      scene.disk.fails = random.pick(['full', 'full', 'broken']);
      // A little now and then lets one transaction through and not the next.
      scene.disk.share = random.pick([0.02, 0.1, 0.3, 1]);
      scene.trace.add(`the disk is ${scene.disk.fails}, ${scene.disk.share}`);
      const spell = ++scene.disk.spells;
      scene.time.after(random.below(random.pick([500, 3_000, 20_000])), () => {
        if (scene.disk.spells === spell) scene.disk.fails = null;
      });
      // What carriers tell meanwhile is what may get lost.
      for (let times = random.below(4); times > 0; times--) chosen(random, networkEvents)(scene, random);
    },
  ],
];
