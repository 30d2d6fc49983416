/** Things by their ids, and by what they belong to: whoever asks for those of one group need not look at all. */
export class Grouped<Thing extends { readonly id: string }> extends Map<string, Thing> {
  readonly #groupOf: (thing: Thing) => string | null;
  /** Told of each group that is not as it was. */
  readonly #changed: (group: string) => void;
  readonly #groups = new Map<string, Map<string, Thing>>();

  /** `groupOf`: what a thing belongs to; null: nothing. */
  constructor(things: Iterable<Thing>, groupOf: (thing: Thing) => string | null, changed: (group: string) => void = () => undefined) {
    super();
    this.#groupOf = groupOf;
    this.#changed = changed;
    for (const thing of things) this.set(thing.id, thing);
  }

  /** In the order in which they came to it. */
  of(group: string): ReadonlyMap<string, Thing> {
    return this.#groups.get(group) ?? new Map<string, Thing>();
  }

  override set(id: string, thing: Thing): this {
    const group = this.#groupOf(thing);
    const known = this.get(id);
    if (known && this.#groupOf(known) !== group) this.#leave(known);
    if (group !== null) {
      const members = this.#groups.get(group);
      if (members) members.set(id, thing);
      else this.#groups.set(group, new Map([[id, thing]]));
      this.#changed(group);
    }
    return super.set(id, thing);
  }

  override delete(id: string): boolean {
    const known = this.get(id);
    if (known) this.#leave(known);
    return super.delete(id);
  }

  override clear(): void {
    const groups = [...this.#groups.keys()];
    this.#groups.clear();
    super.clear();
    for (const group of groups) this.#changed(group);
  }

  #leave(thing: Thing): void {
    const group = this.#groupOf(thing);
    const members = group === null ? undefined : this.#groups.get(group);
    members?.delete(thing.id);
    if (group === null) return;
    if (members?.size === 0) this.#groups.delete(group);
    this.#changed(group);
  }
}
