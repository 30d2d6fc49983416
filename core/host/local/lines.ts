/** Cuts what arrives into lines of UTF-8; `tooLong` once a line has more bytes than are allowed, and nothing after that. */
export class LineReader {
  private parts: Buffer[] = [];
  private bytes = 0;
  private isOver = false;
  private ended = 0;
  private readonly maxBytes: number;
  private readonly onLine: (line: string) => void;
  private readonly tooLong: () => void;

  constructor(maxBytes: number, onLine: (line: string) => void, tooLong: () => void) {
    this.maxBytes = maxBytes;
    this.onLine = onLine;
    this.tooLong = tooLong;
  }

  /** Whether a line has begun and not ended. */
  get isInside(): boolean {
    return this.bytes > 0;
  }

  /** Lines that have ended so far. */
  get count(): number {
    return this.ended;
  }

  take(chunk: Buffer): void {
    let from = 0;
    while (!this.isOver) {
      const end = chunk.indexOf(newline, from);
      const part = chunk.subarray(from, end < 0 ? undefined : end);
      if (this.bytes + part.length > this.maxBytes) {
        this.stop();
        return;
      }
      this.parts.push(part);
      this.bytes += part.length;
      if (end < 0) return;
      const line = Buffer.concat(this.parts, this.bytes);
      this.parts = [];
      this.bytes = 0;
      from = end + 1;
      this.ended += 1;
      if (line.length > 0) this.onLine(line.toString('utf8'));
    }
  }

  /** Takes nothing any more. */
  end(): void {
    this.isOver = true;
    this.parts = [];
    this.bytes = 0;
  }

  private stop(): void {
    this.end();
    this.tooLong();
  }
}

const newline = 0x0a;
