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

/** Ids that a table remembers to have changed; who asks for more than they cover looks at every row. */
const maxRemembered = 20_000;

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
  /** Oldest first; `version` is the one that each made. */
  private changes: { readonly version: number; readonly ids: readonly string[] }[] = [];
  private remembered = 0;
  /** The changes of every later version are remembered. */
  private rememberedFrom = 0;
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
    if (!this.current.isWhole) {
      this.rows.clear();
      this.rememberedFrom = this.current.version + 1;
    }
  }

  take({ seq, put, gone, isWhole }: Pick<PieceFrame, 'seq' | 'put' | 'gone' | 'isWhole'>): PieceOutcome {
    if (seq !== this.nextSeq) return 'out-of-order';
    this.nextSeq += 1;
    const into = this.coming ?? this.rows;
    for (const row of put) into.set(row.id, row as Row);
    for (const id of gone) into.delete(id);
    if (into === this.rows) this.remember([...put.map(({ id }) => id), ...gone]);
    if (this.coming && isWhole) {
      this.rows = this.coming;
      this.coming = null;
      this.changes = [];
      this.remembered = 0;
      this.rememberedFrom = this.current.version + 1;
    }
    this.current = {
      rows: this.rows,
      version: this.current.version + 1,
      isWhole: this.current.isWhole || isWhole,
      fault: '',
    };
    return 'taken';
  }

  /** Which rows may differ from what they were at that version; null: any. So that who keeps an index need not walk over all rows. */
  changedSince(version: number): ReadonlySet<string> | null {
    if (version < this.rememberedFrom || version > this.current.version) return null;
    return new Set(this.changes.filter((change) => change.version > version).flatMap(({ ids }) => ids));
  }

  private remember(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.changes.push({ version: this.current.version + 1, ids });
    this.remembered += ids.length;
    while (this.remembered > maxRemembered && this.changes.length > 1) {
      const oldest = this.changes.shift();
      this.remembered -= oldest?.ids.length ?? 0;
      this.rememberedFrom = oldest?.version ?? this.rememberedFrom;
    }
  }

  fail(fault: string): void {
    this.current = { ...this.current, version: this.current.version + 1, fault };
  }

  /** Tells whoever listens; apart from `take`, so that many pieces are shown together. */
  tell(): void {
    for (const listener of this.listeners) listener();
  }
}
