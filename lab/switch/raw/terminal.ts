import { once } from 'node:events';
import type { Duplex } from 'node:stream';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
  /** Such as `xterm-256color`; empty: not told. */
  readonly type: string;
}

/** Where a person sits, as the shell sees it: text out, at the pace at which it is taken. */
export interface Terminal {
  readonly isOpen: boolean;
  readonly backlog: number;
  /** Whether we show what is typed. */
  isEchoing(): boolean;
  size(): TerminalSize | null;
  /** Resolves when more is welcome. */
  write(text: string | Buffer): Promise<void>;
  end(): void;
}

/** A stream as a terminal; `encode` makes bytes of text. */
export const terminalOver = (
  stream: Duplex,
  { encode, isEchoing, size }: Pick<Terminal, 'isEchoing' | 'size'> & { readonly encode: (text: string | Buffer) => Buffer },
): Terminal => ({
  get isOpen() {
    return !stream.destroyed && !stream.writableEnded;
  },
  get backlog() {
    return stream.writableLength;
  },
  isEchoing,
  size,
  async write(text) {
    if (stream.destroyed || stream.writableEnded || stream.write(encode(text))) return;
    const over = new AbortController();
    const { signal } = over;
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })].map((each) => each.catch(() => undefined)));
    over.abort();
  },
  end: () => stream.end(),
});
