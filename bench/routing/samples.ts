/** Microseconds, over the first `n` questions. */
export interface Figures {
  readonly median: number;
  readonly mean: number;
  readonly p95: number;
  readonly n: number;
  /** The sum of the optima. */
  readonly checksum: number;
}

/** Reading the clock twice takes no longer; batches that took still less met with a quieter machine, or with warmer memory. */
const mostClockNs = 500;

/** What one participant answered and how long it took, by question; a question that was asked several times has the median of its times. */
export class Samples {
  readonly values: Float64Array;
  /** A question that was answered otherwise when it was asked again. */
  wavering: number | null = null;
  readonly #times: number[][];
  readonly #batches: { readonly first: number; readonly count: number; readonly ns: number }[] = [];

  constructor(questions: number) {
    this.values = new Float64Array(questions).fill(NaN);
    this.#times = Array.from({ length: questions }, () => []);
  }

  keepValues(first: number, values: readonly number[]): void {
    for (const [at, value] of values.entries()) {
      const known = this.values[first + at] as number;
      if (!Number.isNaN(known) && known !== value) this.wavering ??= first + at;
      this.values[first + at] = value;
    }
  }

  keepTime(question: number, ns: number): void {
    this.#times[question]?.push(ns);
  }

  keepBatch(first: number, count: number, ns: number): void {
    this.#batches.push({ first, count, ns });
  }

  /** How many questions from the first on were answered and timed one by one. */
  get answered(): number {
    const open = this.#times.findIndex((times) => times.length === 0);
    return open === -1 ? this.#times.length : open;
  }

  /** Nanoseconds, as timed; null: it was not. */
  timeOf(question: number): number | null {
    const times = this.#times[question] ?? [];
    return times.length === 0 ? null : median(times);
  }

  /** Null: not one. Of a median below 10 µs what reading the clock takes is taken off: it is what batches took less. */
  figures(n = this.answered): Figures | null {
    const count = Math.min(n, this.answered);
    if (count === 0) return null;
    const alone = this.#times.map((times) => (times.length === 0 ? NaN : median(times)));
    const each = alone.slice(0, count);
    const clockNs = median(each) < 10_000 ? this.#clockNs(alone) : 0;
    const ns = each.map((time) => Math.max(0, time - clockNs)).sort((one, other) => one - other);
    return {
      median: median(ns) / 1e3,
      mean: ns.reduce((sum, time) => sum + time, 0) / count / 1e3,
      p95: (ns[Math.min(count - 1, Math.floor(count * 0.95))] ?? NaN) / 1e3,
      n: count,
      checksum: this.values.subarray(0, count).reduce((sum, value) => sum + value, 0),
    };
  }

  /** `alone`: the time of each question by itself; NaN: it has none. */
  #clockNs(alone: readonly number[]): number {
    const costs = this.#batches.flatMap(({ first, count, ns }) => {
      const cost = (alone.slice(first, first + count).reduce((sum, time) => sum + time, 0) - ns) / count;
      return Number.isNaN(cost) ? [] : [cost];
    });
    return costs.length === 0 ? 0 : Math.min(mostClockNs, Math.max(0, median(costs)));
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
