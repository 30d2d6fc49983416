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
    const firsts = this.first;
    const seconds = this.second;
    const values = this.#values;
    let position = this.size++;
    while (position > 0) {
      const parent = (position - 1) >> 2;
      const parentFirst = firsts[parent] as number;
      if (parentFirst < first || (parentFirst === first && (seconds[parent] as number) <= second)) break;
      firsts[position] = parentFirst;
      seconds[position] = seconds[parent] as number;
      values[position] = values[parent] as number;
      position = parent;
    }
    firsts[position] = first;
    seconds[position] = second;
    values[position] = value;
  }

  /** The value with the least keys; the heap must not be empty. */
  pop(): number {
    const firsts = this.first;
    const seconds = this.second;
    const values = this.#values;
    const popped = values[0] as number;
    const size = --this.size;
    if (size === 0) return popped;
    const first = firsts[size] as number;
    const second = seconds[size] as number;
    let position = 0;
    for (let child = 1; child < size; child = (position << 2) + 1) {
      const end = child + 4 < size ? child + 4 : size;
      let least = child;
      let leastFirst = firsts[child] as number;
      for (let other = child + 1; other < end; other++) {
        const otherFirst = firsts[other] as number;
        if (otherFirst > leastFirst || (otherFirst === leastFirst && (seconds[other] as number) >= (seconds[least] as number))) continue;
        least = other;
        leastFirst = otherFirst;
      }
      if (leastFirst > first || (leastFirst === first && (seconds[least] as number) >= second)) break;
      firsts[position] = leastFirst;
      seconds[position] = seconds[least] as number;
      values[position] = values[least] as number;
      position = least;
    }
    firsts[position] = first;
    seconds[position] = second;
    values[position] = values[size] as number;
    return popped;
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
