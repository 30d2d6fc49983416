import { commit, type Engine } from '../engine';
import { putHoldOut, removeHoldOut } from '../interventions/lock-out';
import type { HoldOut } from '../model/hold-out';
import type { Condition, NetworkSubject } from '../model/network';
import { FlapCount } from '../recovery/flap-count';
import { tellFailure } from './announcements';
import type { Notices } from './notices';

type Flapping = NetworkSubject & { readonly kind: 'resource' | 'node' | 'port' };

/**
 * Keeps what goes down and up too often from new routes until it has been quiet for a while: a hold-out of cause `flapping`. Each further change
 * begins the quiet time anew. It is measured by a timer; after a start what is left of it runs on, at most its whole length.
 */
export class FlapWatch {
  private readonly engine: Engine;
  private readonly notices: Notices;
  private readonly count: FlapCount;
  /** Since when each is damped, and what ends its quiet time. */
  private readonly quiet = new Map<string, { readonly sinceMs: number; readonly cancel: () => void }>();

  constructor(engine: Engine, notices: Notices) {
    this.engine = engine;
    this.notices = notices;
    this.count = new FlapCount(engine.settings);
    const { nodes, ports, resources } = engine.network.view;
    for (const { id, condition } of nodes.values()) this.count.begin({ kind: 'node', id }, condition);
    for (const { id, condition } of ports.values()) this.count.begin({ kind: 'port', id }, condition);
    for (const { id, condition } of resources.values()) this.count.begin({ kind: 'resource', id }, condition);
    engine.network.graph.follow((changed) => {
      for (const { kind, id } of changed) if (kind !== 'interconnect') this.observe({ kind, id });
    });
  }

  /** Takes up the quiet times that the last host left. */
  async start(): Promise<void> {
    const { store, clock, settings } = this.engine;
    for (const { subject, cause, sinceMs, untilMs } of await store.transaction((tx) => tx.interventions.holdOuts())) {
      const { kind, id } = subject;
      if (cause !== 'flapping' || (kind !== 'resource' && kind !== 'node' && kind !== 'port')) continue;
      const leftMs = (untilMs ?? 0) - clock.now();
      this.awaitQuiet({ kind, id }, sinceMs, Math.min(settings.flapQuietMs, Math.max(0, leftMs)));
    }
  }

  close(): void {
    for (const { cancel } of this.quiet.values()) cancel();
    this.quiet.clear();
  }

  private observe(subject: Flapping): void {
    const { clock, settings } = this.engine;
    const judged = this.count.observe(subject, this.conditionOf(subject), clock.now());
    if (judged === 'steady') return;
    const sinceMs = this.quiet.get(keyOf(subject))?.sinceMs;
    if (sinceMs === undefined && judged !== 'flaps') return;
    this.awaitQuiet(subject, sinceMs ?? clock.now(), settings.flapQuietMs);
    this.damped(subject, sinceMs ?? null);
  }

  private damped(subject: Flapping, sinceMs: number | null): void {
    this.enter(
      subject,
      () => this.damp(subject, sinceMs),
      () => {
        if (this.quiet.has(keyOf(subject))) this.damped(subject, sinceMs);
      },
    );
  }

  private quietened(subject: Flapping): void {
    this.enter(
      subject,
      () => this.release(subject),
      () => {
        // If it has flapped again it is released once that is over.
        if (!this.quiet.has(keyOf(subject))) this.quietened(subject);
      },
    );
  }

  private conditionOf({ kind, id }: Flapping): Condition {
    const { nodes, ports, resources } = this.engine.network.view;
    return { node: nodes, port: ports, resource: resources }[kind].get(id)?.condition ?? 'withdrawn';
  }

  private awaitQuiet(subject: Flapping, sinceMs: number, delayMs: number): void {
    const key = keyOf(subject);
    this.quiet.get(key)?.cancel();
    const cancel = this.engine.clock.after(delayMs, () => {
      this.quiet.delete(key);
      this.quietened(subject);
    });
    this.quiet.set(key, { sinceMs, cancel });
  }

  /** `again`: what to do later where it failed. */
  private enter(subject: Flapping, work: () => Promise<void>, again: () => void): void {
    const { engine } = this;
    this.notices.take(work).catch((error: unknown) => {
      if (engine.isEnding()) return;
      void tellFailure(engine, `${subject.kind} ${subject.id}, which flaps`, error);
      engine.clock.after(engine.settings.maxRetryMs, again);
    });
  }

  /** `dampedSinceMs`: null where it begins now; else it goes on. */
  private async damp(subject: Flapping, dampedSinceMs: number | null): Promise<void> {
    const { network, clock, settings } = this.engine;
    if (this.engine.isEnding()) return;
    const { view } = network;
    const often = `went down ${settings.flapCount} times within ${settings.flapWindowMs / 1000} s`;
    const text = `${view.nameOf(subject)} ${often}: kept from new routes until it has been quiet for ${settings.flapQuietMs / 1000} s`;
    const atMs = clock.now();
    const holdOut: HoldOut = { subject, cause: 'flapping', text, sinceMs: dampedSinceMs ?? atMs, untilMs: atMs + settings.flapQuietMs };
    await commit(this.engine, async (record) => {
      await putHoldOut(this.engine, record, holdOut);
      if (dampedSinceMs === null) await record.note('flapping.damped', subject.id, text);
    });
  }

  /** Routes over it can be had again: who waits is tried again. */
  private async release(subject: Flapping): Promise<void> {
    if (this.engine.isEnding()) return;
    const { view } = this.engine.network;
    await commit(this.engine, async (record) => {
      await removeHoldOut(this.engine, record, subject, 'flapping');
      await record.note('flapping.quiet', subject.id, `${view.nameOf(subject)} has been quiet: new routes may use it again`);
    });
    await this.notices.onNews([subject]);
  }
}

const keyOf = ({ kind, id }: NetworkSubject): string => `${kind} ${id}`;
