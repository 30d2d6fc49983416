import { StringDecoder } from 'node:string_decoder';

const most = 65_536;
const interrupt = '\u0003';

/** What was typed, key by key. Typed ahead it waits; what is too much is dropped. */
export class Keyboard {
  readonly #decoder = new StringDecoder('utf8');
  #typed = '';
  #isAfterReturn = false;
  #isEnded = false;
  #waiting: { readonly promise: Promise<string | null>; resolve(key: string | null): void } | null = null;
  #interruptible: AbortController | null = null;

  take(bytes: Buffer): void {
    for (const character of this.#decoder.write(bytes)) {
      // A line's end is CR, CR LF, or, in telnet, CR NUL.
      const isSecondHalf = this.#isAfterReturn && (character === '\n' || character === '\0');
      this.#isAfterReturn = character === '\r';
      if (isSecondHalf) continue;
      if (character === interrupt && this.#interruptible) this.#interruptible.abort();
      else if (this.#typed.length < most) this.#typed += character;
    }
    this.#deliver();
  }

  end(): void {
    this.#isEnded = true;
    this.#interruptible?.abort();
    this.#deliver();
  }

  /** The next key; null: there is no more. Asked again before it came, it is the same one. */
  next(): Promise<string | null> {
    if (!this.#waiting) {
      let resolve: (key: string | null) => void = () => undefined;
      const promise = new Promise<string | null>((settle) => {
        resolve = settle;
      });
      this.#waiting = { promise, resolve };
    }
    const { promise } = this.#waiting;
    this.#deliver();
    return promise;
  }

  /** Ctrl-C, or the end of the session, aborts the work. */
  async interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.#interruptible = controller;
    if (this.#isEnded) controller.abort();
    try {
      await work(controller.signal);
    } finally {
      this.#interruptible = null;
    }
  }

  #deliver(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const [key] = this.#typed[Symbol.iterator]();
    if (key === undefined && !this.#isEnded) return;
    this.#waiting = null;
    this.#typed = this.#typed.slice(key?.length ?? 0);
    waiting.resolve(key ?? null);
  }
}
