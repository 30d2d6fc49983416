import type { Port } from '../model/network';
import type { Grouped } from './grouped';

/** Ports that nobody owns, by node, each found once: an order that begins or ends at a node need not pass over those that others have. */
export class FreePorts {
  readonly #ports: Grouped<Port>;
  readonly #owners: ReadonlyMap<string, unknown>;
  readonly #found = new Map<string, Map<string, Port>>();

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
