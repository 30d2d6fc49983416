import type { Engine } from '../engine';
import { enlargePool } from '../flows/enlarge-pool';
import type { Comparison } from './line-work';
import type { Undertakings } from './undertakings';

/** Sends what is pending for the paths of one switch, each request once per session of the switch. */
export class BulkSender {
  private isUp = false;
  /** Ids of requests that were pending when the session began: what came of them is to be read first. */
  private former: ReadonlySet<string> = new Set();
  private sessions = 0;
  private readonly sent = new Map<string, { readonly requestId: string; readonly controller: AbortController }>();
  private readonly engine: Engine;
  private readonly switchId: string;
  private readonly undertakings: Undertakings;
  private readonly comparison: Comparison;

  constructor(engine: Engine, switchId: string, undertakings: Undertakings, comparison: Comparison) {
    this.engine = engine;
    this.switchId = switchId;
    this.undertakings = undertakings;
    this.comparison = comparison;
  }

  /** What is pending may have been sent in an earlier session, or by an earlier host. */
  resume(): void {
    const session = ++this.sessions;
    this.undertakings.persist('what is pending', async () => {
      const { paths, former } = await this.engine.store.transaction(async (tx) => {
        const paths = await tx.paths.ofSwitch(this.switchId);
        const pending = await Promise.all(paths.map(({ id }) => tx.paths.pendingRequest(id)));
        return { paths, former: pending.flatMap((request) => request?.id ?? []) };
      });
      if (session !== this.sessions) return;
      this.former = new Set(former);
      this.isUp = true;
      for (const { id } of paths) await this.send(id);
    });
  }

  pause(): void {
    this.sessions++;
    this.isUp = false;
    for (const { controller } of this.sent.values()) controller.abort();
    this.sent.clear();
  }

  /** What is pending for the path may be another request now. */
  look(pathId: string): void {
    if (this.isUp) this.undertakings.persist(`what is pending for ${pathId}`, () => this.send(pathId));
  }

  private async send(pathId: string): Promise<void> {
    const pending = await this.engine.store.transaction((tx) => tx.paths.pendingRequest(pathId));
    const known = this.sent.get(pathId);
    if (!this.isUp || known?.requestId === pending?.id) return;
    known?.controller.abort();
    this.sent.delete(pathId);
    if (!pending) return;
    const controller = new AbortController();
    const isFresh = !this.former.has(pending.id);
    this.sent.set(pathId, { requestId: pending.id, controller });
    this.undertakings.run(async () => {
      const changes = this.comparison.changes();
      await enlargePool(this.engine, pending.id, { isFresh, signal: controller.signal });
      // It may have been settled by what was read before.
      if (changes !== this.comparison.changes()) this.comparison.want();
    });
  }
}
