import { commit, type CircuitOrderChanged, type Engine } from '../engine';
import { joinOrPart } from '../flows/join-or-part';
import { moveCircuitOrder } from '../pools/move-circuit-order';
import { recordOutcome, type AskedOfSwitch } from '../pools/record-outcome';
import type { CircuitOrderToDo } from '../store/circuit-repositories';
import { GrowingDelay } from './growing-delay';
import { LineQueue } from './line-queue';
import type { Undertakings } from './undertakings';

/** What the work at a switch has to do with its comparison. */
export interface Comparison {
  /** How many times the switch has told that what it holds changed. */
  readonly changes: () => number;
  /** What was found does not fit: it is to be compared. */
  readonly want: () => void;
}

/**
 * Joins circuits to lines at one switch, and parts them, so many at once: first, in the order of their numbers, what the store has when the session begins,
 * then what comes, as it comes. Whether there is anything to do is decided by the order's recorded state, and recorded before the switch is asked; what
 * comes back while an answer is being written goes into one transaction.
 */
export class LineWork {
  private isUp = false;
  private sessions = 0;
  /** The session for which the store was read. */
  private readSession = 0;
  private readonly queue = new LineQueue();
  private readonly delays: GrowingDelay;
  private answers: { readonly asked: AskedOfSwitch; readonly changes: number }[] = [];
  private isClaiming = false;
  private isRecording = false;
  private readonly engine: Engine;
  private readonly switchId: string;
  private readonly undertakings: Undertakings;
  private readonly comparison: Comparison;

  constructor(engine: Engine, switchId: string, undertakings: Undertakings, comparison: Comparison) {
    this.engine = engine;
    this.switchId = switchId;
    this.undertakings = undertakings;
    this.comparison = comparison;
    this.delays = new GrowingDelay(engine.settings.retryMs, engine.settings.maxRetryMs);
  }

  /** Its session is up, and what it holds was compared. */
  resume(): void {
    // What was not done in this session waits on: comparing it once more has not changed that.
    if (!this.isUp) {
      this.sessions++;
      this.queue.forget();
    }
    this.isUp = true;
    this.look();
  }

  pause(): void {
    this.isUp = false;
    this.queue.forget();
  }

  moved({ orderId, from, to }: CircuitOrderChanged): void {
    // From `given` to `connecting` it was moved here, where it is in hand.
    const isToDo = to === 'given' || to === 'releasing' || (to === 'connecting' && from !== 'given');
    // While it is down nothing is noted: the store is read when it is up again.
    if (!isToDo || !this.isUp) return;
    this.queue.add([orderId]);
    this.look();
  }

  /** What was created again can be joined to its line. */
  pathChanged(pathId: string): void {
    if (!this.isUp) return;
    this.queue.pathChanged(pathId);
    this.look();
  }

  private look(): void {
    if (this.isClaiming || !this.isUp) return;
    this.undertakings.persist('lines', () => this.claimAll());
  }

  private async claimAll(): Promise<void> {
    if (this.isClaiming) return;
    this.isClaiming = true;
    try {
      // Those of one transaction are told one after the other.
      await Promise.resolve();
      while (this.isUp) {
        const room = this.engine.settings.concurrentCircuitsPerSwitch - this.queue.countInHand;
        if (room <= 0) return;
        if (this.readSession !== this.sessions) {
          await this.readAll();
          continue;
        }
        const changed = this.queue.takeChangedPaths();
        if (changed.length > 0) {
          await this.wakeUp(changed);
          continue;
        }
        const ids = this.queue.take(room);
        if (ids.length === 0) return;
        for (const claimed of await this.claim(ids)) this.ask(claimed);
      }
    } finally {
      this.isClaiming = false;
    }
  }

  private async readAll(): Promise<void> {
    const session = this.sessions;
    const ids = await this.engine.store.transaction((tx) => tx.circuits.idsToDo(this.switchId));
    if (session !== this.sessions) return;
    this.queue.addFirst(ids);
    this.readSession = session;
  }

  private async wakeUp(pathIds: readonly string[]): Promise<void> {
    const read = this.engine.store.transaction(async (tx) => {
      const paths = [];
      for (const pathId of pathIds) paths.push(await tx.paths.get(pathId));
      return paths;
    });
    const paths = await read.catch((error: unknown) => {
      for (const pathId of pathIds) this.queue.pathChanged(pathId);
      throw error;
    });
    for (const path of paths) if (path) this.queue.madeUpTo(path.id, path.lastVci);
  }

  /** What was not to be done any more, or waits for its circuit, is not among them. */
  private async claim(ids: readonly string[]): Promise<readonly CircuitOrderToDo[]> {
    const read = commit(this.engine, async (record) => {
      const found = await record.tx.circuits.ordersToDo(ids);
      for (const { order, isMade } of found)
        if (isMade && order.state === 'given')
          await moveCircuitOrder(record, order, 'connecting', 'the switch is asked to join circuit and line');
      return found;
    });
    const found = await read.catch((error: unknown) => {
      for (const id of ids) this.queue.letGo(id);
      this.queue.addFirst(ids);
      throw error;
    });
    const claimed = found.filter(({ isMade }) => isMade);
    const isClaimed = new Set(claimed.map(({ order: { id } }) => id));
    for (const id of ids) if (!isClaimed.has(id)) this.queue.letGo(id);
    for (const toDo of found) if (!toDo.isMade) this.queue.awaitCircuit(toDo);
    return claimed.map((toDo) => (toDo.order.state === 'given' ? { ...toDo, order: { ...toDo.order, state: 'connecting' } } : toDo));
  }

  private ask({ order, vpi }: CircuitOrderToDo): void {
    this.undertakings.run(async () => {
      const changes = this.comparison.changes();
      const asked = await joinOrPart(this.engine, order, vpi);
      if (asked.outcome.kind === 'unsettled' && asked.outcome.isLinkLost) {
        // Nothing to record: it is asked for again in the next session.
        this.delay(order.id);
        return;
      }
      this.answers.push({ asked, changes });
      this.record();
    });
  }

  private record(): void {
    if (this.isRecording) return;
    this.isRecording = true;
    this.undertakings.run(async () => {
      try {
        while (this.answers.length > 0) await this.recordSome(this.answers.splice(0));
      } finally {
        this.isRecording = false;
      }
    });
  }

  private async recordSome(answers: typeof this.answers): Promise<void> {
    const batch = answers.map(({ asked }) => asked);
    try {
      const recorded = await commit(this.engine, async (record) => {
        const each = [];
        for (const asked of batch) each.push({ id: asked.order.id, outcome: await recordOutcome(this.engine, record, asked) });
        return each;
      });
      for (const { id, outcome } of recorded) {
        if (outcome.kind === 'again') this.delay(id);
        else this.delays.reset(id);
      }
    } catch (error) {
      // What could not be written is asked for again, after a while.
      for (const { order } of batch) this.delay(order.id);
      throw error;
    } finally {
      for (const { order } of batch) this.queue.letGo(order.id);
      this.look();
    }
    // What was told of a change while it was asked for may be about just this.
    const isInDoubt = answers.some(({ changes }) => changes !== this.comparison.changes());
    if (isInDoubt || batch.some(({ outcome }) => outcome.kind === 'absent')) this.comparison.want();
  }

  private delay(orderId: string): void {
    this.queue.putOffUntil(orderId, (isOver) =>
      this.engine.clock.after(this.delays.next(orderId), () => {
        isOver();
        this.look();
      }),
    );
  }
}
