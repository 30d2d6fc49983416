/** What befalls a life, by kind; the names are what the summary prints. */
export type Mishap =
  | 'crashes at a transaction'
  | 'crashes at a request'
  | 'crashes at a change of the disk'
  | 'kills'
  | 'stores stopped by their disk'
  | 'power cuts'
  | 'refusals by a full disk'
  | 'refusals by a broken disk'
  | 'jumps of the clock'
  | 'managers down'
  | 'notices dropped'
  | 'notices doubled'
  | 'notices delayed or out of order'
  | 'lies'
  | 'late answers'
  | 'lost answers'
  | 'creations carried out late'
  | 'creations refused'
  | 'creations not established'
  | 'routes realised otherwise'
  | 'moves in place refused'
  | 'deletions refused'
  | 'services lost or down by themselves'
  | 'services moved by their carrier'
  | 'services by another UUID'
  | 'services made by hand'
  | 'changes of condition'
  | 'changes of latency'
  | 'withdrawals'
  | 'commands that a switch refused'
  | 'commands carried out in part'
  | 'answers of a switch lost'
  | 'commands swallowed'
  | 'commands carried out late'
  | 'sessions ended in a command'
  | 'sessions ended'
  | 'switches down'
  | 'switches restarted'
  | 'switches that lost their memory'
  | 'changes of a switch that were not told'
  | 'changes of a switch that were told late'
  | 'circuits made by hand'
  | 'circuits removed by hand'
  | 'cross-connections made by hand'
  | 'cross-connections removed by hand'
  | 'cross-connections moved by hand'
  | 'storms of alarms';

/** How often each befell. */
export type Tally = Readonly<Partial<Record<Mishap, number>>>;

export class Mishaps {
  private readonly counts = new Map<Mishap, number>();

  count(kind: Mishap): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  tally(): Tally {
    return Object.fromEntries(this.counts);
  }
}

/** The sums, the most frequent first. */
export function addUp(tallies: readonly Readonly<Record<string, number>>[]): readonly (readonly [kind: string, count: number])[] {
  const sums = new Map<string, number>();
  for (const tally of tallies) for (const [kind, count] of Object.entries(tally)) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return [...sums].sort(([, one], [, other]) => other - one);
}
