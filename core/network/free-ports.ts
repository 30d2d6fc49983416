import type { Port } from '../model/network';
import type { Grouped } from './grouped';

/** Ports that nobody owns, by node, each found once: an order that begins or ends at a node need not pass over those that others have. */
export class FreePorts {
  readonly #ports: Grouped<Port>;
  readonly #owners: ReadonlyMap<string, unknown>;
  readonly #found = new Map<string, Map<string, Port>>();
  /** How often each is. */
  readonly #promised = new Map<string, number>();

  constructor(ports: Grouped<Port>, owners: ReadonlyMap<string, unknown>) {
    this.#ports = ports;
    this.#owners = owners;
  }

  /** In the order of the node's ports. */
  at(nodeId: string): ReadonlyMap<string, Port> {
    const known = this.#found.get(nodeId);
    if (known) return known;
    const free = new Map<string, Port>();
    for (const [id, port] of this.#ports.of(nodeId)) if (!this.#owners.has(id)) free.set(id, port);
    this.#found.set(nodeId, free);
    return free;
  }

  /**
   * Somebody is about to book these: until what is given is called, others had better take another, if there is one. They are free all the same; who
   * takes one first is decided by the store.
   */
  promise(portIds: readonly string[]): () => void {
    for (const id of portIds) this.#promised.set(id, (this.#promised.get(id) ?? 0) + 1);
    return () => {
      for (const id of portIds) {
        const times = (this.#promised.get(id) ?? 1) - 1;
        if (times === 0) this.#promised.delete(id);
        else this.#promised.set(id, times);
      }
    };
  }

  isPromised(portId: string): boolean {
    return this.#promised.has(portId);
  }

  /** It has an owner now. */
  taken(portId: string): void {
    if (this.#found.size === 0) return;
    const port = this.#ports.get(portId);
    if (port) this.#found.get(port.nodeId)?.delete(portId);
  }

  /** Its ports are others, or one of them has its place among them again. */
  forget(nodeId: string): void {
    this.#found.delete(nodeId);
  }
}
