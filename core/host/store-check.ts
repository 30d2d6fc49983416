import { commit, type Engine } from '../engine';
import { sleep } from '../model/clock';
import { wordsOfError } from '../model/words-of-error';
import { StoreError } from '../store/store-error';
import { tellFailure } from './announcements';
import { findHistory } from './find-history';

/** So many slices one after the other: a small store is checked without a rest. */
const slicesAtOnce = 20;
/** Then two thirds of a processor are left to others. */
const restMs = 10;

/**
 * Checks after a start, in the background, what was left out so that it did not take long: the file of a large store, then every record of the history.
 * What is wrong is told once: a history that does not prove itself in the history; a damaged file, to which nothing more is written, to `tell`.
 */
export class StoreCheck {
  private readonly engine: Engine;
  private readonly tell: (words: string) => void;
  private readonly ending = new AbortController();
  private readonly ended: Promise<void>;
  private running: Promise<void> = Promise.resolve();

  constructor(engine: Engine, tell: (words: string) => void) {
    this.engine = engine;
    this.tell = tell;
    const { signal } = this.ending;
    this.ended = new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  start(): void {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { store, clock } = this.engine;
    let slices = 0;
    const pause = (): Promise<void> => ((slices += 1) < slicesAtOnce ? store.pause() : Promise.race([sleep(clock, restMs), this.ended]));
    const options = { pause, signal: this.ending.signal };
    try {
      await store.checkFile(options);
      const { problems } = await store.verifyHistory(options);
      const { records } = await findHistory(store, clock, { filter: { event: 'history.broken' }, order: 'newest', limit: 100 });
      const told = new Set(records.map(({ text }) => text));
      for (const { kind, text } of problems) {
        // What the history says of itself was told when it was entered, what was found at a former start then, and by whom the end is signed is judged when
        // the store is opened.
        if (kind === 'recorded' || kind === 'unsigned' || told.has(text)) continue;
        await commit(this.engine, ({ note }) => note('history.broken', 'history', text));
        this.tell(`the history does not prove itself: ${text}`);
      }
    } catch (error) {
      if (this.ending.signal.aborted || this.engine.isEnding()) return;
      this.tell(wordsOfError(error));
      if (!(error instanceof StoreError)) await tellFailure(this.engine, 'the check of the store', error);
    }
  }
}
