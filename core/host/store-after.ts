import type { Store } from '../store/store';

/** Work that is done once, begun by who first waits for it; if it fails, again by who waits for it then. */
export class OnceAsked {
  readonly #work: () => Promise<void>;
  #begun: Promise<void> | null = null;
  #isDone = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Its end; null: it is done. Rejects as the work does. */
  until(): Promise<void> | null {
    if (this.#isDone) return null;
    return (this.#begun ??= this.#work().then(
      () => {
        this.#isDone = true;
      },
      (error: unknown) => {
        this.#begun = null;
        throw error;
      },
    ));
  }

  /** Nothing of it is under way, however it ended. */
  async settled(): Promise<void> {
    await this.#begun?.catch(() => undefined);
  }
}

/** The store, whose transactions wait for the work, and reject as that does. */
export function storeAfter(work: OnceAsked, store: Store): Store {
  return {
    ...store,
    async transaction(inTransaction) {
      const until = work.until();
      if (until) await until;
      return store.transaction(inTransaction);
    },
  };
}
