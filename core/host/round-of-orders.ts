import { commit, type Engine } from '../engine';
import { isJudged, judgeSlice, judgingOf, type Judging } from '../recovery/assess';
import type { TurnTaking } from './turn-taking';

/** What follows a round. */
interface RoundFollowers {
  /** Each has been judged. In a turn. */
  readonly judged: (judging: Judging) => Promise<void>;
  /** A slice failed, or the host is ending. */
  readonly failed: (error: unknown) => Promise<void>;
  /** All that were asked for are over. */
  readonly done: () => void;
}

/**
 * Judges every order in service by the network as it is now known, whatever was missed: after a carrier was read in full, and where it is not known what
 * changed. A slice is a turn and a transaction, so that nothing waits for more than one: what comes between is judged for itself, and a slice goes by what it
 * finds then. A round that is asked for while one is under way follows it.
 */
export class RoundOfOrders {
  private isAsked = false;
  private running: Promise<void> | null = null;
  private readonly engine: Engine;
  private readonly turns: TurnTaking;
  private readonly followers: RoundFollowers;

  constructor(engine: Engine, turns: TurnTaking, followers: RoundFollowers) {
    this.engine = engine;
    this.turns = turns;
    this.followers = followers;
  }

  get isUnderWay(): boolean {
    return this.running !== null;
  }

  begin(): void {
    this.isAsked = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  async settled(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    const { engine, turns, followers } = this;
    try {
      while (this.isAsked) {
        this.isAsked = false;
        const judging = judgingOf(engine.network.view.routes.orders());
        while (!isJudged(judging)) await turns.take(() => commit(engine, (record) => judgeSlice(engine, record, judging)));
        await turns.take(() => followers.judged(judging));
      }
      followers.done();
    } catch (error) {
      await followers.failed(error);
    }
  }
}
