import { Announcer } from './announcer';
import { BulkLog } from './bulk-log';
import { Mood } from './mood';
import { Multiplexer } from './multiplexer';
import type { SwitchLimits } from '../../core/model/switch';

export interface User {
  readonly user: string;
  readonly password: string;
}

export interface UnitOptions {
  readonly tid: string;
  readonly name: string;
  readonly users: readonly User[];
  readonly stateFile: string;
  readonly limits: SwitchLimits;
  /** Of each identifier of a change. */
  readonly processingMs: number;
  /** A command that takes longer is acknowledged: IP or PF. */
  readonly acknowledgeMs: number;
  /** A longer answer comes in parts. */
  readonly linesPerPart: number;
}

/** One switch: what all its sessions share. */
export interface Unit extends UnitOptions {
  readonly multiplexer: Multiplexer;
  readonly mood: Mood;
  readonly announcer: Announcer;
  readonly bulkLog: BulkLog;
  /** One change after another, whoever asks. */
  readonly turns: Turns;
  /** Increases with every restart: what began before is not finished. */
  life: number;
  sessions: number;
}

export function buildUnit(options: UnitOptions): Unit {
  return {
    ...options,
    multiplexer: new Multiplexer(options.stateFile, options.limits),
    mood: new Mood(options.processingMs),
    announcer: new Announcer(options.tid),
    bulkLog: new BulkLog(`${options.stateFile}.requests`, Date.now()),
    turns: new Turns(),
    life: 1,
    sessions: 0,
  };
}

export const isUser = (unit: Unit, user: string, password: string): boolean =>
  unit.users.some((each) => each.user === user && each.password === password);

class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
