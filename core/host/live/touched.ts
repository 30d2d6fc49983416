import type { Topic } from '../../contract/live';

/**
 * What a write can touch: rows of a topic by their ids, or by the id of something else that stands behind rows.
 * - `node`, `port`: what stands on it; `connection`, `segment`, `alternative`: the order whose it is
 * - `hit order`: the impairments that hit it; `raised`: impairments, which push older ones out of view
 * - `carrying order`: virtual paths on it, and their circuits; `path`: its circuits; `switch`: its paths; `circuit`: the path and switch of a circuit order
 */
export type Kind =
  | Topic
  | 'node'
  | 'port'
  | 'connection'
  | 'segment'
  | 'alternative'
  | 'hit order'
  | 'raised'
  | 'carrying order'
  | 'path'
  | 'switch'
  | 'circuit';

export type Ids = ReadonlySet<string> | 'all';

/** What was touched, gathered. */
export class Touched {
  private readonly byKind = new Map<Kind, Set<string> | 'all'>();

  get isEmpty(): boolean {
    return this.byKind.size === 0;
  }

  add(kind: Kind, id: string): void {
    const known = this.byKind.get(kind);
    if (known === 'all') return;
    if (known) known.add(id);
    else this.byKind.set(kind, new Set([id]));
  }

  addEach(kind: Kind, ids: Iterable<string>): void {
    for (const id of ids) this.add(kind, id);
  }

  addAll(kind: Kind): void {
    this.byKind.set(kind, 'all');
  }

  addFrom(other: Touched): void {
    for (const [kind, ids] of other.byKind) {
      if (ids === 'all') this.addAll(kind);
      else this.addEach(kind, ids);
    }
  }

  ids(kind: Kind): Ids {
    return this.byKind.get(kind) ?? nothing;
  }

  /** The ids of a kind that is never touched as a whole. */
  some(kind: Kind): readonly string[] {
    const ids = this.ids(kind);
    if (ids === 'all') throw new Error(`${kind} is touched one by one`);
    return [...ids];
  }
}

const nothing: ReadonlySet<string> = new Set();
