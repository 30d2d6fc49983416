import type { z } from 'zod';

export interface Running<T> {
  /** What it said in its ready line. */
  readonly ready: T;
  /** Ends the process; no error where it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface Launch<T> {
  readonly program: string;
  readonly words: readonly string[];
  /** Beside what this process has itself. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly readyLine: z.ZodType<T>;
  /** What it is, for a message. */
  readonly what: string;
}
