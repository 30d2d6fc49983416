/** Entries for which memory is kept from one use to the next. */
const lastingCapacity = 1 << 16;

/**
 * Priority queue of small integers by two keys, the least first: a 4-ary heap in typed arrays. There is no decrease-key:
 * what was overtaken stays in it, and whoever pops it sees that.
 */
export class Heap {
  size = 0;
  /** Keys by position; position 0 is the least. */
  first = new Float64Array(0);
  second = new Float64Array(0);
  #values = new Int32Array(0);

  constructor(capacity = 1024) {
    this.#allocate(capacity);
  }

  clear(): void {
    this.size = 0;
    if (this.#values.length > lastingCapacity) this.#allocate(lastingCapacity);
  }

  push(first: number, second: number, value: number): void {
    if (this.size === this.#values.length) this.#grow();
    let position = this.size++;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const parentFirst = this.first[parent] as number;
      if (parentFirst < first || (parentFirst === first && (this.second[parent] as number) <= second)) break;
      this.#move(parent, position);
      position = parent;
    }
    this.#put(position, first, second, value);
  }

  /** The value with the least keys; the heap must not be empty. */
  pop(): number {
    const value = this.#values[0] as number;
    const size = --this.size;
    if (size > 0) this.#sink(this.first[size] as number, this.second[size] as number, this.#values[size] as number);
    return value;
  }

  #sink(first: number, second: number, value: number): void {
    const { size } = this;
    let position = 0;
    for (let child = 1; child < size; child = (position << 2) + 1) {
      const end = Math.min(child + 4, size);
      let least = child;
      for (let other = child + 1; other < end; other++) if (this.#isBefore(other, least)) least = other;
      const leastFirst = this.first[least] as number;
      if (leastFirst > first || (leastFirst === first && (this.second[least] as number) >= second)) break;
      this.#move(least, position);
      position = least;
    }
    this.#put(position, first, second, value);
  }

  #isBefore(position: number, other: number): boolean {
    const a = this.first[position] as number;
    const b = this.first[other] as number;
    return a < b || (a === b && (this.second[position] as number) < (this.second[other] as number));
  }

  #move(from: number, to: number): void {
    this.first[to] = this.first[from] as number;
    this.second[to] = this.second[from] as number;
    this.#values[to] = this.#values[from] as number;
  }

  #put(position: number, first: number, second: number, value: number): void {
    this.first[position] = first;
    this.second[position] = second;
    this.#values[position] = value;
  }

  #allocate(capacity: number): void {
    this.first = new Float64Array(capacity);
    this.second = new Float64Array(capacity);
    this.#values = new Int32Array(capacity);
  }

  #grow(): void {
    const capacity = this.#values.length * 2;
    this.first = grown(this.first, new Float64Array(capacity));
    this.second = grown(this.second, new Float64Array(capacity));
    this.#values = grown(this.#values, new Int32Array(capacity));
  }
}

/** Heaps by tier: those of a lower tier go first. There are few tiers. */
export class TieredHeap {
  readonly #tiers: Heap[];
  readonly #capacity: number;
  #lowest = 0;

  constructor(capacity = 1024) {
    this.#capacity = capacity;
    this.#tiers = [new Heap(capacity)];
  }

  clear(): void {
    for (const heap of this.#tiers) heap.clear();
    this.#lowest = 0;
  }

  push(tier: number, first: number, second: number, value: number): void {
    while (this.#tiers.length <= tier) this.#tiers.push(new Heap(this.#capacity));
    if (tier < this.#lowest) this.#lowest = tier;
    (this.#tiers[tier] as Heap).push(first, second, value);
  }

  /** The lowest tier that holds anything; -1: none does. */
  get tier(): number {
    const tiers = this.#tiers;
    while (this.#lowest < tiers.length) {
      if ((tiers[this.#lowest] as Heap).size > 0) return this.#lowest;
      this.#lowest++;
    }
    return -1;
  }

  /** The heap of a tier that is in use. */
  at(tier: number): Heap {
    return this.#tiers[tier] as Heap;
  }
}

/** The content of a full array in a larger one. */
export function grown<T extends Int32Array | Float64Array>(full: T, larger: T): T {
  larger.set(full);
  return larger;
}
