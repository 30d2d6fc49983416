import type { SeededRandom } from '../core/routing/testing/seeded-random';
import type { Mishap, Mishaps } from './tally';

/** How a switch treats commands, and what it has to tell; shares between 0 and 1. */
export interface SwitchManners {
  /** Longest that a command, and its answer, are on their way, milliseconds. */
  slowMs: number;
  refuses: number;
  /** Of what is to be created, some is. */
  parts: number;
  /** Carried out, without an answer. */
  loses: number;
  /** Neither carried out nor answered. */
  swallows: number;
  /** Carried out when nobody expects it any more, or just in time. */
  carriesOutLate: number;
  /** The session ends in the middle of a command. */
  hangsUp: number;
  /** Of what it has to tell of its circuits. */
  hides: number;
  duplicates: number;
  delays: number;
}

export const goodSwitchManners: SwitchManners = {
  ...{ slowMs: 4, refuses: 0, parts: 0, loses: 0, swallows: 0, carriesOutLate: 0, hangsUp: 0, hides: 0, duplicates: 0, delays: 0 },
};

/** What becomes of one command. */
export type Fate = 'well' | 'refused' | 'part' | 'lost' | 'swallowed' | 'late' | 'hung up';

export function drawFate(
  { refuses, parts, loses, swallows, carriesOutLate, hangsUp }: SwitchManners,
  { random, mishaps }: { readonly random: SeededRandom; readonly mishaps: Mishaps },
): Fate {
  const fates: readonly (readonly [share: number, fate: Fate, mishap: Mishap])[] = [
    [refuses, 'refused', 'commands that a switch refused'],
    [parts, 'part', 'commands carried out in part'],
    [loses, 'lost', 'answers of a switch lost'],
    [swallows, 'swallowed', 'commands swallowed'],
    [carriesOutLate, 'late', 'commands carried out late'],
    [hangsUp, 'hung up', 'sessions ended in a command'],
  ];
  for (const [share, fate, mishap] of fates) {
    if (!random.chance(share)) continue;
    mishaps.count(mishap);
    return fate;
  }
  return 'well';
}
