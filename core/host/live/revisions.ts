import type { Topic } from '../../contract/live';
import type { Ids } from './touched';

/** Numbers that are others whenever a row was touched. They say no more than that: a number is not kept over a time in which nobody watched. */
export class Revisions {
  private latest: number;
  private readonly tables = new Map<Topic, { base: number; readonly rows: Map<string, number> }>();

  /** `from`: above what was given in an earlier life of the host. */
  constructor(from: number) {
    this.latest = from;
  }

  of(topic: Topic, id: string): number {
    const table = this.tables.get(topic);
    return table?.rows.get(id) ?? table?.base ?? this.latest;
  }

  /** It is watched again: whatever was told of it before may be old. */
  renew(topic: Topic): void {
    this.latest += 1;
    this.tables.set(topic, { base: this.latest, rows: new Map() });
  }

  change(topic: Topic, ids: Ids): void {
    const table = this.tables.get(topic);
    if (!table || (ids !== 'all' && ids.size === 0)) return;
    this.latest += 1;
    // Whichever it was, what else belongs to a row may be old.
    if (ids === 'all') this.tables.set(topic, { base: this.latest, rows: new Map() });
    else for (const id of ids) table.rows.set(id, this.latest);
  }
}
