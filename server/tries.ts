/** What failed lately, each under a key: an address, or an account's name. */
export class Tries {
  private readonly failures = new Map<string, readonly Try[]>();
  private readonly now: () => number;
  private readonly limits: TriesLimits;

  constructor(now: () => number, limits: TriesLimits) {
    this.now = now;
    this.limits = limits;
  }

  isExhausted(key: string): boolean {
    return this.recent(key).length >= this.limits.most;
  }

  /** The answer takes this one try back, and no other. */
  failed(key: string): () => void {
    const one: Try = { atMs: this.now() };
    this.failures.set(key, [...this.recent(key), one]);
    // Who has been quiet for long enough is forgotten.
    if (this.failures.size > manyKeys)
      for (const each of [...this.failures.keys()]) if (this.recent(each).length === 0) this.failures.delete(each);
    return () => {
      const left = this.recent(key).filter((other) => other !== one);
      if (left.length === 0) this.failures.delete(key);
      else this.failures.set(key, left);
    };
  }

  private recent(key: string): readonly Try[] {
    return (this.failures.get(key) ?? []).filter(({ atMs }) => atMs > this.now() - this.limits.withinMs);
  }
}

export interface TriesLimits {
  readonly most: number;
  readonly withinMs: number;
}

interface Try {
  readonly atMs: number;
}

const manyKeys = 1_000;
