export interface PortOwner {
  readonly orderId: string;
  /** null: an end of the order. */
  readonly segmentId: string | null;
}

/** Who owns which port; `taken` and `free` are told of each port that gets an owner, and that has none any more. */
export class PortOwners extends Map<string, PortOwner> {
  readonly #taken: (portId: string) => void;
  readonly #free: (portId: string) => void;

  constructor(taken: (portId: string) => void, free: (portId: string) => void) {
    super();
    this.#taken = taken;
    this.#free = free;
  }

  override set(portId: string, owner: PortOwner): this {
    super.set(portId, owner);
    this.#taken(portId);
    return this;
  }

  override delete(portId: string): boolean {
    const wasOwned = super.delete(portId);
    if (wasOwned) this.#free(portId);
    return wasOwned;
  }

  override clear(): void {
    const owned = [...this.keys()];
    super.clear();
    for (const portId of owned) this.#free(portId);
  }
}
