import type { OrderRow } from '../../core/contract/live';
import { isUnder, quickFilters, type QuickFilter } from './order-standing';
import { groupKey, groupLabel, sortKey, type Grouping, type Names, type OrderSort, type SortKey } from './order-sort';
import { digitsIn, folded, lettersIn, naturalKey, wordsOf } from './search-text';

/** What is shown of the orders, and how. */
export interface QueueView {
  readonly quick: QuickFilter;
  /** Every word has to be in an order's id, customer, ends, signal, accessing carrier, state or cause. */
  readonly text: string;
  readonly sort: OrderSort;
  readonly grouping: Grouping | null;
  /** Keys of the groups whose orders are not shown. */
  readonly collapsed: ReadonlySet<string>;
}

export interface GroupHead {
  readonly kind: 'group';
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly isCollapsed: boolean;
}

/** One order in the queue. `row` is always the latest; the rest changes with `arrange`. */
export interface QueuedOrder {
  readonly kind: 'order';
  readonly id: string;
  readonly row: OrderRow;
}
export type QueueItem = QueuedOrder | GroupHead;

export interface Queue {
  readonly items: readonly QueueItem[];
  /** Where among them the heads of groups are. */
  readonly heads: readonly number[];
  /** Orders that are shown, those of collapsed groups too. */
  readonly shown: number;
  readonly total: number;
  readonly counts: Readonly<Record<QuickFilter, number>>;
}

interface Entry {
  readonly kind: 'order';
  readonly id: string;
  readonly idKey: string;
  row: OrderRow;
  text: string;
  /** Of the text (`search-text.ts`). */
  letters: number;
  digits: number;
  key: SortKey;
  group: string;
  label: string;
  filters: number;
  isShown: boolean;
  /** It is not at its place in the order. */
  isAstray: boolean;
  /** Whether it is shown has to be looked at again. */
  isTouched: boolean;
}

/** One that is looked for. */
interface Word {
  readonly text: string;
  readonly letters: number;
  readonly digits: number;
  /** It is one letter or digit: an order's tell whether it is there. */
  readonly isOneBit: boolean;
  /** Sites and carriers whose name has it: names are looked through once, not with every order. */
  readonly named: ReadonlySet<string>;
}

const noNames: Names = { site: (id) => id, carrier: (id) => id };

/**
 * The orders, sorted and filtered. What changes is put in its place by one merge over what is there; all is sorted only when the sort changes, and
 * looked through only when the filter does.
 */
export class OrderIndex {
  private readonly entries = new Map<string, Entry>();
  private sorted: Entry[] = [];
  private touched: Entry[] = [];
  private hasGone = false;
  private readonly tally: number[] = quickFilters.map(() => 0);
  private names: Names = noNames;
  private view: QueueView | null = null;
  private words: readonly Word[] = [];
  private isSortStale = true;
  private isFilterStale = true;
  private isRenamed = true;
  private nameable: readonly { readonly id: string; readonly name: string }[] = [];

  /** Sites and carriers were named, or renamed. */
  rename(names: Names, nameable: readonly { readonly id: string; readonly name: string }[]): void {
    this.names = names;
    this.nameable = nameable.map(({ id, name }) => ({ id, name: folded(name) }));
    this.isSortStale = true;
    this.isFilterStale = true;
    this.isRenamed = true;
  }

  /** `changed` null: any may have. */
  take(rows: ReadonlyMap<string, OrderRow>, changed: ReadonlySet<string> | null): void {
    if (changed) {
      for (const id of changed) this.takeOne(id, rows.get(id));
      return;
    }
    for (const id of this.entries.keys()) if (!rows.has(id)) this.takeOne(id, undefined);
    for (const [id, row] of rows) this.takeOne(id, row);
  }

  /** The latest of an order. */
  row(id: string): OrderRow | undefined {
    return this.entries.get(id)?.row;
  }

  /** Whether anything changed that `arrange` has not put in its place. */
  isBehind(): boolean {
    return this.touched.length > 0 || this.hasGone || this.isSortStale || this.isFilterStale;
  }

  arrange(view: QueueView): Queue {
    const former = this.view;
    this.view = view;
    if (
      former?.sort.column !== view.sort.column ||
      former.sort.isDescending !== view.sort.isDescending ||
      former.grouping !== view.grouping
    )
      this.isSortStale = true;
    if (former?.quick !== view.quick || former.text !== view.text) this.isFilterStale = true;
    let isNarrower = false;
    if (this.isFilterStale) {
      const before = this.words;
      this.words = wordsOf(view.text).map((text) => this.word(text));
      // As one types on, only what was found can be found.
      isNarrower =
        !this.isRenamed && former?.quick === view.quick && before.every(({ text }) => this.words.some((next) => next.text.includes(text)));
    }
    this.sort(view);
    this.filter(view, isNarrower);
    this.touched = [];
    const shown = this.sorted.filter(({ isShown }) => isShown);
    return {
      ...(view.grouping === null ? { items: shown, heads: [] } : withHeads(shown, view.collapsed)),
      ...{ shown: shown.length, total: this.entries.size },
      counts: Object.fromEntries(quickFilters.map((filter, at) => [filter, this.tally[at] ?? 0])) as Record<QuickFilter, number>,
    };
  }

  private takeOne(id: string, row: OrderRow | undefined): void {
    const known = this.entries.get(id);
    if (known?.row === row) return;
    if (known) this.count(known.filters, -1);
    if (!row) {
      this.entries.delete(id);
      if (known) {
        known.isAstray = true;
        known.isShown = false;
        this.hasGone = true;
      }
      return;
    }
    const entry = known ?? this.enter(id, row);
    entry.row = row;
    entry.text = textOf(row);
    entry.letters = lettersIn(entry.text);
    entry.digits = digitsIn(entry.text);
    entry.filters = filtersOf(row);
    this.count(entry.filters, 1);
    if (this.view && !this.isSortStale) {
      const { key, group } = entry;
      this.giveKeys(entry, this.view);
      if (entry.key !== key || entry.group !== group) entry.isAstray = true;
    }
    if (!entry.isTouched) {
      entry.isTouched = true;
      this.touched.push(entry);
    }
  }

  private enter(id: string, row: OrderRow): Entry {
    // A literal, not spreads: all entries have one shape then, and are walked over many times faster.
    const entry: Entry = {
      kind: 'order',
      id,
      idKey: naturalKey(id),
      row,
      text: '',
      letters: 0,
      digits: 0,
      key: null,
      group: '',
      label: '',
      filters: 0,
      isShown: false,
      isAstray: true,
      isTouched: false,
    };
    this.entries.set(id, entry);
    return entry;
  }

  private giveKeys(entry: Entry, { sort, grouping }: QueueView): void {
    entry.key = sortKey(entry.row, sort.column, this.names);
    entry.group = grouping === null ? '' : groupKey(entry.row, grouping, this.names);
    entry.label = grouping === null ? '' : groupLabel(entry.row, grouping, this.names);
  }

  private sort(view: QueueView): void {
    const compare = comparing(view.sort.isDescending ? -1 : 1);
    if (this.isSortStale) {
      this.sorted = [...this.entries.values()];
      for (const entry of this.sorted) {
        this.giveKeys(entry, view);
        entry.isAstray = false;
      }
      this.sorted.sort(compare);
    } else {
      const astray = this.touched.filter(({ id, isAstray }) => isAstray && this.entries.has(id));
      if (astray.length > 0 || this.hasGone) {
        const standing = this.sorted.filter(({ isAstray }) => !isAstray);
        for (const entry of astray) entry.isAstray = false;
        this.sorted = merged(standing, astray.sort(compare), compare);
      }
    }
    this.isSortStale = false;
    this.hasGone = false;
  }

  private filter(view: QueueView, isNarrower: boolean): void {
    const bit = 1 << quickFilters.indexOf(view.quick);
    for (const entry of this.isFilterStale ? this.sorted : this.touched) {
      if (isNarrower && !entry.isShown && !entry.isTouched) continue;
      entry.isShown = (entry.filters & bit) !== 0 && this.words.every((word) => isIn(entry, word) || isNamed(entry.row, word));
    }
    for (const entry of this.touched) entry.isTouched = false;
    this.isFilterStale = false;
    this.isRenamed = false;
  }

  private word(text: string): Word {
    const [letters, digits] = [lettersIn(text), digitsIn(text)];
    const named = new Set(this.nameable.filter(({ name }) => name.includes(text)).map(({ id }) => id));
    return { text, letters, digits, isOneBit: text.length === 1 && (letters | digits) !== 0, named };
  }

  private count(filters: number, by: number): void {
    for (let at = 0; at < quickFilters.length; at += 1) if (filters & (1 << at)) this.tally[at] = (this.tally[at] ?? 0) + by;
  }
}

/** Most texts are told by their letters and digits alone: to look into a hundred thousand of them is what a key in the filter cannot wait for. */
function isIn(entry: Entry, { text, letters, digits, isOneBit }: Word): boolean {
  if ((letters & ~entry.letters) !== 0 || (digits & ~entry.digits) !== 0) return false;
  return isOneBit || entry.text.includes(text);
}

const isNamed = ({ a, z, accessingCarrierId }: OrderRow, { named }: Word): boolean =>
  named.size > 0 && (named.has(a.id) || named.has(z.id) || named.has(accessingCarrierId));

const textOf = ({ id, customer, a, z, signal, accessingCarrierId, state, cause, recovery }: OrderRow): string =>
  folded(`${id}\n${customer}\n${a.id}\n${z.id}\n${signal}\n${accessingCarrierId}\n${state}\n${recovery}\n${cause}`);

const filtersOf = (row: OrderRow): number => quickFilters.reduce((bits, filter, at) => (isUnder(filter, row) ? bits | (1 << at) : bits), 0);

const comparing =
  (direction: 1 | -1) =>
  (one: Entry, other: Entry): number => {
    if (one.group !== other.group) return one.group < other.group ? -1 : 1;
    if (one.key !== other.key) {
      if (one.key === null) return 1;
      if (other.key === null) return -1;
      return one.key < other.key ? -direction : direction;
    }
    if (one.idKey !== other.idKey) return one.idKey < other.idKey ? -1 : 1;
    return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
  };

function merged(one: readonly Entry[], other: readonly Entry[], compare: (a: Entry, b: Entry) => number): Entry[] {
  const all: Entry[] = [];
  let at = 0;
  for (const entry of other) {
    for (let next = one[at]; next && compare(next, entry) <= 0; next = one[at]) {
      all.push(next);
      at += 1;
    }
    all.push(entry);
  }
  for (; at < one.length; at += 1) {
    const rest = one[at];
    if (rest) all.push(rest);
  }
  return all;
}

function withHeads(shown: readonly Entry[], collapsed: ReadonlySet<string>): Pick<Queue, 'items' | 'heads'> {
  const counts = new Map<string, number>();
  for (const { group } of shown) counts.set(group, (counts.get(group) ?? 0) + 1);
  const items: QueueItem[] = [];
  const heads: number[] = [];
  let group: string | null = null;
  for (const entry of shown) {
    if (entry.group !== group) {
      group = entry.group;
      const isCollapsed = collapsed.has(group);
      heads.push(items.length);
      items.push({ kind: 'group', key: group, label: entry.label, count: counts.get(group) ?? 0, isCollapsed });
    }
    if (!collapsed.has(group)) items.push(entry);
  }
  return { items, heads };
}
