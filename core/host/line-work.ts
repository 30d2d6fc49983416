import { commit, type Engine } from '../engine';
import { joinOrPart } from '../flows/join-or-part';
import { moveCircuitOrder } from '../pools/move-circuit-order';
import { recordOutcome, type AskedOfSwitch } from '../pools/record-outcome';
import type { CircuitOrderToDo } from '../store/circuit-repositories';
import { GrowingDelay } from './growing-delay';
import type { Undertakings } from './undertakings';

/** What the work at a switch has to do with its comparison. */
export interface Comparison {
  /** How many times the switch has told that what it holds changed. */
  readonly changes: () => number;
  /** What was found does not fit: it is to be compared. */
  readonly want: () => void;
}

/**
 * Joins circuits to lines at one switch, and parts them, so many at once and in the order of their numbers. What is to be done is chosen by the orders'
 * recorded states, and recorded before the switch is asked; what comes back while an answer is being written goes into one transaction.
 */
export class LineWork {
  private isUp = false;
  private readonly inHand = new Set<string>();
  /** Not to be asked for before some time has passed; the value ends the waiting. */
  private readonly delayed = new Map<string, () => void>();
  private readonly delays: GrowingDelay;
  private answers: { readonly asked: AskedOfSwitch; readonly changes: number }[] = [];
  private isClaiming = false;
  private isClaimWanted = false;
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
    if (!this.isUp) this.forgetDelays();
    this.isUp = true;
    this.look();
  }

  pause(): void {
    this.isUp = false;
    this.forgetDelays();
  }

  /** There may be something to do. */
  look(): void {
    this.isClaimWanted = true;
    if (this.isClaiming || !this.isUp) return;
    this.undertakings.persist('lines', () => this.claimAll());
  }

  private async claimAll(): Promise<void> {
    if (this.isClaiming) return;
    this.isClaiming = true;
    try {
      while (this.isClaimWanted && this.isUp) {
        for (const claimed of await this.claim()) this.ask(claimed);
      }
    } finally {
      this.isClaiming = false;
    }
  }

  private async claim(): Promise<readonly CircuitOrderToDo[]> {
    this.isClaimWanted = false;
    const room = this.engine.settings.concurrentCircuitsPerSwitch - this.inHand.size;
    if (room <= 0) return [];
    const claimed = await commit(this.engine, async (record) => {
      const { tx } = record;
      const most = room + this.inHand.size + this.delayed.size;
      const found: CircuitOrderToDo[] = [];
      const toDo = await tx.circuits.ordersToDo(this.switchId, most);
      for (const { order, vpi } of toDo.filter(({ order: { id } }) => !this.inHand.has(id) && !this.delayed.has(id)).slice(0, room)) {
        if (order.state === 'given') await moveCircuitOrder(record, order, 'connecting', 'the switch is asked to join circuit and line');
        found.push({ order: order.state === 'given' ? { ...order, state: 'connecting' } : order, vpi });
      }
      return found;
    }).catch((error: unknown) => {
      this.isClaimWanted = true;
      throw error;
    });
    for (const { order } of claimed) this.inHand.add(order.id);
    return claimed;
  }

  private ask({ order, vpi }: CircuitOrderToDo): void {
    this.undertakings.run(async () => {
      const changes = this.comparison.changes();
      const asked = await joinOrPart(this.engine, order, vpi);
      if (asked.outcome.kind === 'unsettled' && asked.outcome.isLinkLost) {
        // Nothing to record: it is asked for again in the next session.
        this.inHand.delete(order.id);
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
      for (const { order } of batch) this.inHand.delete(order.id);
      this.look();
    }
    // What was told of a change while it was asked for may be about just this.
    const isInDoubt = answers.some(({ changes }) => changes !== this.comparison.changes());
    if (isInDoubt || batch.some(({ outcome }) => outcome.kind === 'absent')) this.comparison.want();
  }

  private delay(orderId: string): void {
    this.delayed.get(orderId)?.();
    this.delayed.set(
      orderId,
      this.engine.clock.after(this.delays.next(orderId), () => {
        this.delayed.delete(orderId);
        this.look();
      }),
    );
  }

  private forgetDelays(): void {
    for (const cancel of this.delayed.values()) cancel();
    this.delayed.clear();
  }
}
