/** Whole numbers from a seed (mulberry32), so that a failing case can be run again. */
export interface SeededRandom {
  /** 0 or more, below `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(uniform() * end);
  return {
    below,
    chance: (probability) => uniform() < probability,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
