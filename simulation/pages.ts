/** What was committed; what the transaction under way writes counts once it is. */
export class Pages<Value> {
  private readonly committed = new Map<string, Value>();
  private page = new Map<string, Value | undefined>();

  get(key: string): Value | undefined {
    return this.committed.get(key);
  }

  all(): readonly Value[] {
    return [...this.committed.values()];
  }

  /** Undefined: it is removed. */
  set(key: string, value: Value | undefined): void {
    this.page.set(key, value);
  }

  /** A transaction begins; the result makes what it wrote count. */
  turn(): () => void {
    const page = new Map<string, Value | undefined>();
    this.page = page;
    return () => {
      for (const [key, value] of page) {
        if (value === undefined) this.committed.delete(key);
        else this.committed.set(key, value);
      }
    };
  }

  clear(): void {
    this.committed.clear();
  }
}
