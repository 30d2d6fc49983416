import { createHash } from 'node:crypto';

const batchLength = 1 << 16;

/** What happened in a life, line by line in order: the same seed gives the same lines, and so the same hash. */
export class Trace {
  /** Empty unless they are kept. */
  readonly lines: string[] = [];
  private readonly hash = createHash('sha256');
  private pending = '';
  private readonly isKept: boolean;
  private readonly elapsedMs: () => number;
  private readonly file: string;

  /** `file`: a name that differs from one life to the next of the same seed, and is left out. */
  constructor(elapsedMs: () => number, isKept: boolean, file: string) {
    this.elapsedMs = elapsedMs;
    this.isKept = isKept;
    this.file = file;
  }

  add(what: string): void {
    const line = `${this.elapsedMs()} ${what.replaceAll(this.file, 'FILE')}`;
    if (this.isKept) this.lines.push(line);
    this.pending += `${line}\n`;
    if (this.pending.length > batchLength) this.flush();
  }

  /** SHA-256 over all lines, in hexadecimal. Ends the trace. */
  digest(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    this.hash.update(this.pending);
    this.pending = '';
  }
}
