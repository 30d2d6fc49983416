import type { Undertakings } from './undertakings';

/**
 * What changed, by id, worked off together: what comes meanwhile is worked off next, and of one id the latest word counts. What fails is put back, and
 * done again after a while.
 */
export class Gathered<Word> {
  private readonly waiting = new Map<string, Word>();
  private isAtWork = false;
  private readonly undertakings: Undertakings;
  private readonly key: string;
  private readonly work: (some: ReadonlyMap<string, Word>) => Promise<void>;

  /** `key`: its name among the undertakings. */
  constructor(undertakings: Undertakings, key: string, work: (some: ReadonlyMap<string, Word>) => Promise<void>) {
    this.undertakings = undertakings;
    this.key = key;
    this.work = work;
  }

  add(id: string, word: Word): void {
    this.waiting.set(id, word);
    if (!this.isAtWork) this.undertakings.persist(this.key, () => this.workOff());
  }

  forget(): void {
    this.waiting.clear();
  }

  private async workOff(): Promise<void> {
    if (this.isAtWork) return;
    this.isAtWork = true;
    try {
      // Those of one transaction are told one after the other.
      await Promise.resolve();
      while (this.waiting.size > 0) {
        const some = new Map(this.waiting);
        this.waiting.clear();
        await this.work(some).catch((error: unknown) => {
          for (const [id, word] of some) if (!this.waiting.has(id)) this.waiting.set(id, word);
          throw error;
        });
      }
    } finally {
      this.isAtWork = false;
    }
  }
}
