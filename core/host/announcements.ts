import { commit, type Engine, type EngineEvent } from '../engine';
import type { HistoryEntry } from '../model/history';
import { noteInTurn } from '../network/note-in-turn';
import type { Store } from '../store/store';

/** Those who are told what happens. */
export class Listeners {
  private readonly listeners = new Set<(event: EngineEvent) => void>();
  private readonly failed: (error: unknown) => void;

  /** `failed`: a listener threw. */
  constructor(failed: (error: unknown) => void) {
    this.failed = failed;
  }

  add(listener: (event: EngineEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** A listener that throws is told no more, and stops nothing. */
  announce(event: EngineEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch (error) {
        this.listeners.delete(listener);
        this.failed(error);
      }
    }
  }
}

/** The store, telling of each history entry once it is durable. */
export function announcing(store: Store, announce: (entry: HistoryEntry) => void): Store {
  const noted = noteInTurn<HistoryEntry[]>((tx, entries) => ({
    ...tx,
    history: {
      ...tx.history,
      async add(entry) {
        await tx.history.add(entry);
        entries().push(entry);
      },
    },
  }));
  return {
    ...store,
    async transaction(work) {
      const entries: HistoryEntry[] = [];
      const result = await store.transaction((tx) => work(noted(tx, entries)));
      for (const entry of entries) announce(entry);
      return result;
    },
  };
}

/** One thing that fails never stops the others; it is told, and tried again. */
export async function tellFailure(engine: Engine, subject: string, error: unknown): Promise<void> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await commit(engine, ({ note }) => note('engine.failed', subject, text)).catch((reason: unknown) => {
    const entry = {
      atMs: engine.clock.now(),
      actor: 'engine',
      event: 'engine.failed',
      subject,
      text: `${text}\n${String(reason)}`,
    } as const;
    if (!engine.isEnding()) engine.announce({ kind: 'history.added', entry });
  });
}
