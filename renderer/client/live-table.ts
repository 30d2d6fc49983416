import type { PieceFrame } from '../../core/contract/frames';
import type { LiveRow } from '../../core/contract/live';

/** A topic's rows as the host last told them. `rows` is one map that changes in place; a new snapshot is made whenever it did. */
export interface TableSnapshot<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  /** Counts up with every change. */
  readonly version: number;
  /** False: the first whole table has not come yet. */
  readonly isWhole: boolean;
  /** Why the host cannot read it; empty: it can. */
  readonly fault: string;
}

/** What came is not the next piece: something was missed. */
export type PieceOutcome = 'taken' | 'out-of-order';

/**
 * One topic, from pieces (see `frames.ts`). While a table is sent anew, what stood before stays, and goes once the new one is whole: nothing on the
 * screen vanishes because a link was lost for a moment.
 */
export class LiveTable<Row extends LiveRow> {
  private rows = new Map<string, Row>();
  private coming: Map<string, Row> | null = null;
  private nextSeq = 0;
  private current: TableSnapshot<Row>;
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.current = { rows: this.rows, version: 0, isWhole: false, fault: '' };
  }

  snapshot(): TableSnapshot<Row> {
    return this.current;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** A new watch begins: its first piece has the number 0. */
  begin(): void {
    this.nextSeq = 0;
    this.coming = this.current.isWhole ? new Map() : null;
    if (!this.current.isWhole) this.rows.clear();
  }

  take({ seq, put, gone, isWhole }: Pick<PieceFrame, 'seq' | 'put' | 'gone' | 'isWhole'>): PieceOutcome {
    if (seq !== this.nextSeq) return 'out-of-order';
    this.nextSeq += 1;
    const into = this.coming ?? this.rows;
    for (const row of put) into.set(row.id, row as Row);
    for (const id of gone) into.delete(id);
    if (this.coming && isWhole) {
      this.rows = this.coming;
      this.coming = null;
    }
    this.current = {
      rows: this.rows,
      version: this.current.version + 1,
      isWhole: this.current.isWhole || isWhole,
      fault: '',
    };
    return 'taken';
  }

  fail(fault: string): void {
    this.current = { ...this.current, version: this.current.version + 1, fault };
  }

  /** Tells whoever listens; apart from `take`, so that many pieces are shown together. */
  tell(): void {
    for (const listener of this.listeners) listener();
  }
}
