import { seededRandom, type SeededRandom } from '../core/routing/testing/seeded-random';

/** Independent numbers for each purpose of a life, so that leaving an event out does not change the others. */
export const randomFor = (seed: number, purpose: number): SeededRandom =>
  seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(purpose + 17, 0x85ebca6b));

/** Undefined: there is nothing to choose from. */
export const pickFrom = <T>(random: SeededRandom, things: readonly T[]): T | undefined => things[random.below(things.length)];

export const between = (random: SeededRandom, from: number, to: number): number => from + random.below(to - from + 1);
