import { StoreError } from '../core/store/database';
import type { Disk } from '../core/store/disk';
import { openStore } from '../core/store/sqlite-store';
import type { Store, Tx } from '../core/store/store';
import { faultyDisk, isChange, systemError, type DiskCall } from '../core/store/testing/faulty-disk';
import { unsigned } from '../core/store/testing/unsigned';
import type { Clock } from '../core/model/clock';
import type { Ledger } from './ledger';
import type { SimulatedTime } from './simulated-time';
import type { Mishap, Mishaps } from './tally';
import type { Trace } from './trace';
import { tracedTx } from './traced-tx';

/** Where a process dies: before or after its n-th transaction or request to a carrier, or at its n-th change of the disk. */
export interface CrashPoint {
  readonly at: 'transaction' | 'request' | 'disk';
  readonly number: number;
  readonly when: 'before' | 'after';
}

export interface ProcessWorld {
  readonly time: SimulatedTime;
  /** What the clock shows beside the time that has really passed. */
  readonly clockOffsetMs: () => number;
  readonly trace: Trace;
  readonly disk: Disk;
  readonly file: string;
  /** The error with which the disk answers, while it fails. */
  readonly diskFault: (call: DiskCall) => Error | undefined;
  readonly ledger: Ledger;
  readonly mishaps: Mishaps;
}

const crashesAt = {
  transaction: 'crashes at a transaction',
  request: 'crashes at a request',
  disk: 'crashes at a change of the disk',
} as const satisfies Record<CrashPoint['at'], Mishap>;

/** More transactions than this at one moment are no work but a circle. */
const maxAtOnce = 3_000;

const never = (): Promise<never> => new Promise(() => undefined);

/**
 * One process of the engine, with all that it has of the world: clock, disk, links. When it dies, at a crash point or killed, nothing that it
 * awaited comes back, its timers never run, its disk takes nothing any more; what it had sent goes its way.
 */
export class EngineProcess {
  readonly clock: Clock;
  readonly ledger: Ledger;
  isDead = false;
  /** The store serves nothing any more until it is opened again. */
  hasStopped = false;
  /** The disk has refused it something. */
  hasMetFault = false;
  /** From here on it hangs on promises and simulated time alone. */
  isOpen = false;
  private readonly world: ProcessWorld;
  private readonly counts = { transaction: 0, request: 0, disk: 0 };
  private crashPoint: CrashPoint | null;
  private opened: Store | null = null;
  private readonly moment = { atMs: -1, transactions: 0 };

  constructor(world: ProcessWorld, crashPoint: CrashPoint | null) {
    this.world = world;
    this.crashPoint = crashPoint;
    this.ledger = world.ledger;
    const { time } = world;
    this.clock = {
      now: () => time.now() + world.clockOffsetMs(),
      after: (delayMs, work) =>
        time.after(delayMs, () => {
          if (!this.isDead) work();
        }),
    };
  }

  /** No crash comes any more. */
  disarm(): void {
    this.crashPoint = null;
  }

  die(why: string, mishap?: Mishap): void {
    if (this.isDead) return;
    if (mishap) this.world.mishaps.count(mishap);
    this.isDead = true;
    this.world.trace.add(`the engine dies: ${why}`);
  }

  /** Whether it dies here. */
  step(at: CrashPoint['at'], when: CrashPoint['when']): boolean {
    if (this.isDead) return true;
    if (when === 'before') this.counts[at]++;
    const { crashPoint } = this;
    if (crashPoint?.at === at && crashPoint.when === when && crashPoint.number === this.counts[at])
      this.die(`${when} ${at} ${this.counts[at]}`, crashesAt[at]);
    return this.isDead;
  }

  /** Runs what is sent to a carrier; nothing comes back to a dead process. */
  async request<T>(send: () => Promise<T>): Promise<T> {
    if (this.step('request', 'before')) return never();
    const answer = await send();
    return this.step('request', 'after') ? never() : answer;
  }

  /** Throws a StoreError when the disk fails. */
  async openStore(): Promise<Store> {
    const { time, file } = this.world;
    const store = await openStore(file, {
      clock: this.clock,
      pause: () => time.pause(),
      betweenCommits: () => Promise.resolve(),
      disk: this.disk(),
      signer: unsigned,
    });
    this.opened = store;
    this.isOpen = true;
    await store.transaction((tx) => this.ledger.load(tx));
    return this.watched(store);
  }

  /** Frees the file for the next process. */
  async end(): Promise<void> {
    await this.opened?.close();
  }

  private watched(store: Store): Store {
    const { trace } = this.world;
    let known: { readonly tx: Tx; readonly traced: Tx } | undefined;
    const traced = (tx: Tx): Tx => {
      if (known?.tx !== tx) known = { tx, traced: tracedTx(tx, trace, this.ledger) };
      return known.traced;
    };
    return {
      transaction: async (work) => {
        if (this.step('transaction', 'before')) return never();
        if (this.isGoingRound()) {
          this.ledger.fault('the engine goes round in a circle, in no time');
          this.die('it goes round in a circle');
          return never();
        }
        const number = this.counts.transaction;
        let commit: () => void = () => undefined;
        try {
          const result = await store.transaction(async (tx) => {
            ({ commit } = this.ledger.begin());
            const done = await work(traced(tx));
            await this.ledger.check(tx);
            return done;
          });
          trace.add(`committed ${number}`);
          commit();
          return this.step('transaction', 'after') ? await never() : result;
        } catch (error) {
          if (this.isDead) return never();
          trace.add(`failed ${number}: ${error instanceof Error ? error.message : String(error)}`);
          if (error instanceof StoreError && error.code !== 'disk-full' && error.code !== 'constraint') this.hasStopped = true;
          throw error;
        }
      },
      backup: (target, options) => store.backup(target, options),
      verifyHistory: (options) => store.verifyHistory(options),
      checkFile: (options) => store.checkFile(options),
      pause: store.pause,
      exportHead: () => store.exportHead(),
      close: () => store.close(),
    };
  }

  private isGoingRound(): boolean {
    const atMs = this.world.time.now();
    const transactions = atMs === this.moment.atMs ? this.moment.transactions + 1 : 1;
    Object.assign(this.moment, { atMs, transactions });
    return transactions > maxAtOnce;
  }

  private disk(): Disk {
    return faultyDisk(this.world.disk, (call) => {
      if (this.isDead) return systemError('EIO');
      if (isChange(call) && (this.step('disk', 'before') || this.step('disk', 'after'))) return systemError('EIO');
      const error = this.world.diskFault(call);
      if (error) this.hasMetFault = true;
      if (error) this.world.trace.add(`the disk refuses ${call.kind}: ${error.message}`);
      return error;
    });
  }
}
