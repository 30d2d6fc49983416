import { commit, type Engine } from '../engine';
import { enlargePool } from '../flows/enlarge-pool';
import type { BulkRequest, VirtualPath } from '../model/virtual-path';
import type { Tx } from '../store/store';
import { Gathered } from './gathered';
import type { Comparison } from './line-work';
import type { Undertakings } from './undertakings';

/** Sends what is pending for the paths of one switch, each request once per session of the switch. */
export class BulkSender {
  private isUp = false;
  /** Ids of requests that were pending when the session began: what came of them is to be read first. */
  private former: ReadonlySet<string> = new Set();
  private sessions = 0;
  private readonly sent = new Map<string, { readonly requestId: string; readonly controller: AbortController }>();
  /** Many changes of paths together are one look at the store. */
  private readonly changed: Gathered<null>;
  private readonly engine: Engine;
  private readonly switchId: string;
  private readonly undertakings: Undertakings;
  private readonly comparison: Comparison;
  private readonly unsent: Set<string>;
  private readonly onRoom: () => void;

  constructor(
    engine: Engine,
    switchId: string,
    undertakings: Undertakings,
    comparison: Comparison,
    unsent: Set<string>,
    onRoom: () => void,
  ) {
    this.engine = engine;
    this.switchId = switchId;
    this.undertakings = undertakings;
    this.comparison = comparison;
    this.unsent = unsent;
    this.onRoom = onRoom;
    this.changed = new Gathered(undertakings, 'what changed', async (paths) => {
      this.send(await this.pendingOf([...paths.keys()]));
    });
  }

  /**
   * What is pending may have been sent in an earlier session, or by an earlier host: it is taken up again, and its time begins anew. False: the session
   * ended meanwhile.
   */
  async resume(): Promise<boolean> {
    const session = ++this.sessions;
    const pending = await commit(this.engine, async ({ tx, atMs }) => {
      const taken = new Map<string, BulkRequest>();
      for (const path of await tx.paths.ofSwitch(this.switchId)) {
        const request = await tx.paths.pendingRequest(path.id);
        if (!request) continue;
        await stamp(tx, path, request, atMs);
        taken.set(path.id, request);
      }
      return taken;
    });
    if (session !== this.sessions) return false;
    this.former = new Set([...pending.values()].map(({ id }) => id));
    this.isUp = true;
    for (const pathId of pending.keys()) this.unsent.add(pathId);
    this.send(pending);
    return true;
  }

  pause(): void {
    this.sessions++;
    this.isUp = false;
    for (const { controller } of this.sent.values()) controller.abort();
    this.sent.clear();
    this.changed.forget();
  }

  /** What is pending for the path may be another request now. */
  look(pathId: string): void {
    if (this.isUp) this.changed.add(pathId, null);
  }

  private pendingOf(pathIds: readonly string[]): Promise<ReadonlyMap<string, BulkRequest | undefined>> {
    return this.engine.store.transaction(async (tx) => {
      const pending = new Map<string, BulkRequest | undefined>();
      for (const pathId of pathIds) pending.set(pathId, await tx.paths.pendingRequest(pathId));
      return pending;
    });
  }

  private send(pending: ReadonlyMap<string, BulkRequest | undefined>): void {
    for (const [pathId, request] of pending) {
      const known = this.sent.get(pathId);
      if (!this.isUp || known?.requestId === request?.id) continue;
      known?.controller.abort();
      this.sent.delete(pathId);
      if (!request) {
        // There is room for another path's.
        this.onRoom();
        continue;
      }
      const controller = new AbortController();
      const isFresh = !this.former.has(request.id);
      this.sent.set(pathId, { requestId: request.id, controller });
      this.undertakings.run(async () => {
        const changes = this.comparison.changes();
        const onSent = (): void => {
          this.undertakings.persist(`time of ${request.id}`, () => this.beginTime(pathId, request.id));
        };
        try {
          await enlargePool(this.engine, request.id, { isFresh, signal: controller.signal, onSent });
        } finally {
          // Without an answer to what was read before, its time runs too.
          onSent();
        }
        // It may have been settled by what was read before.
        if (changes !== this.comparison.changes()) this.comparison.want();
      });
    }
  }

  /** A request's time runs from when it is sent (V8), not from when it is recorded. */
  private async beginTime(pathId: string, requestId: string): Promise<void> {
    if (!this.unsent.has(pathId)) return;
    await commit(this.engine, async ({ tx, atMs, tell, afterCommit }) => {
      const path = await tx.paths.get(pathId);
      const request = await tx.paths.pendingRequest(pathId);
      if (!path || request?.id !== requestId) return;
      await stamp(tx, path, request, atMs);
      afterCommit(() => this.unsent.delete(pathId));
      tell({ kind: 'path.changed', pathId, switchId: path.switchId, atMs });
    });
  }
}

/** The path and its pending request tell the same time (V8). */
async function stamp(tx: Tx, path: VirtualPath, request: BulkRequest, atMs: number): Promise<void> {
  await tx.paths.putRequest({ ...request, startMs: atMs });
  await tx.paths.putState({ ...path, startTimeMs: atMs });
}
