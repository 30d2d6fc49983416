import type { Engine } from '../engine';
import { enlargePool } from '../flows/enlarge-pool';
import type { BulkRequest } from '../model/virtual-path';
import type { Undertakings } from './undertakings';

/** Sends what is pending for the paths of one switch, each request once per session of the switch. */
export class BulkSender {
  private isUp = false;
  private readonly sent = new Map<string, { readonly requestId: string; readonly controller: AbortController }>();
  private readonly changed = new Set<string>();
  private readonly engine: Engine;
  private readonly switchId: string;
  private readonly undertakings: Undertakings;

  constructor(engine: Engine, switchId: string, undertakings: Undertakings) {
    this.engine = engine;
    this.switchId = switchId;
    this.undertakings = undertakings;
  }

  /** What is pending may have been sent in an earlier session, or by an earlier host. */
  resume(): void {
    this.isUp = true;
    this.undertakings.run(async () => {
      const paths = await this.engine.store.transaction((tx) => tx.paths.ofSwitch(this.switchId));
      await this.send(
        paths.map(({ id }) => id),
        false,
      );
    });
  }

  pause(): void {
    this.isUp = false;
    for (const { controller } of this.sent.values()) controller.abort();
    this.sent.clear();
  }

  /** What is pending for the path may be another request now. Many of these together are one look at the store. */
  look(pathId: string): void {
    if (!this.isUp) return;
    this.changed.add(pathId);
    if (this.changed.size > 1) return;
    this.undertakings.run(async () => {
      // Those of one transaction are told one after the other.
      await Promise.resolve();
      const pathIds = [...this.changed];
      this.changed.clear();
      await this.send(pathIds, true);
    });
  }

  private async send(pathIds: readonly string[], isFresh: boolean): Promise<void> {
    const pending = await this.engine.store.transaction(async (tx) => {
      const each: (readonly [string, BulkRequest | undefined])[] = [];
      for (const pathId of pathIds) each.push([pathId, await tx.paths.pendingRequest(pathId)]);
      return each;
    });
    for (const [pathId, request] of pending) this.sendOne(pathId, request, isFresh);
  }

  private sendOne(pathId: string, pending: BulkRequest | undefined, isFresh: boolean): void {
    const known = this.sent.get(pathId);
    if (!this.isUp || known?.requestId === pending?.id) return;
    known?.controller.abort();
    this.sent.delete(pathId);
    if (!pending) return;
    const controller = new AbortController();
    this.sent.set(pathId, { requestId: pending.id, controller });
    this.undertakings.run(() => enlargePool(this.engine, pending.id, { isFresh, signal: controller.signal }));
  }
}
