import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { Scene } from './scene';

type Happening = (scene: Scene, random: SeededRandom) => void;

/** What may happen, and how often beside the others. */
export type Happenings = readonly (readonly [weight: number, happens: Happening])[];

export function chosen(random: SeededRandom, happenings: Happenings): Happening {
  let left = random.below(happenings.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, happens] of happenings) {
    if (left < weight) return happens;
    left -= weight;
  }
  throw new Error('nothing happens');
}
