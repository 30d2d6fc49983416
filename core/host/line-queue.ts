import type { CircuitOrderToDo } from '../store/circuit-repositories';

/**
 * Which orders are to be asked for at a switch, by id, first come first served: each is in hand once at a time, put off for a while, or waiting for its
 * circuit to be made again.
 */
export class LineQueue {
  private toDo = new Set<string>();
  private readonly inHand = new Set<string>();
  /** The value ends the waiting. */
  private readonly putOff = new Map<string, () => void>();
  /** By path, the identifier of each order's circuit. */
  private readonly unmade = new Map<string, Map<string, number>>();
  private readonly changedPaths = new Set<string>();

  get countInHand(): number {
    return this.inHand.size;
  }

  /** What is put off stays so until its time; what is in hand comes again after that. */
  add(ids: Iterable<string>): void {
    for (const id of ids) if (!this.putOff.has(id)) this.toDo.add(id);
  }

  /** As `add`, before all others. */
  addFirst(ids: readonly string[]): void {
    const others = this.toDo;
    this.toDo = new Set();
    this.add(ids);
    this.add(others);
  }

  /** The next ones, at most so many; they are in hand from now on. */
  take(most: number): readonly string[] {
    const taken: string[] = [];
    for (const id of this.toDo) {
      if (taken.length >= most) break;
      if (!this.inHand.has(id)) taken.push(id);
    }
    for (const id of taken) {
      this.toDo.delete(id);
      this.inHand.add(id);
    }
    return taken;
  }

  letGo(id: string): void {
    this.inHand.delete(id);
  }

  /** It comes again when its time is over, which `wait` tells it; not before. */
  putOffUntil(id: string, wait: (isOver: () => void) => () => void): void {
    this.inHand.delete(id);
    this.toDo.delete(id);
    this.putOff.get(id)?.();
    const cancel = wait(() => {
      this.putOff.delete(id);
      this.toDo.add(id);
    });
    this.putOff.set(id, cancel);
  }

  /** It comes again when its path has its circuit. */
  awaitCircuit({ order: { id, pathId, vci } }: CircuitOrderToDo): void {
    this.inHand.delete(id);
    const ofPath = this.unmade.get(pathId) ?? new Map<string, number>();
    this.unmade.set(pathId, ofPath.set(id, vci ?? 0));
  }

  pathChanged(pathId: string): void {
    this.changedPaths.add(pathId);
  }

  /** Those that changed since the last time and for whose circuits orders wait. */
  takeChangedPaths(): readonly string[] {
    const paths = [...this.changedPaths].filter((pathId) => this.unmade.has(pathId));
    this.changedPaths.clear();
    return paths;
  }

  /** The path's circuits exist up to this one. */
  madeUpTo(pathId: string, lastVci: number): void {
    const ofPath = this.unmade.get(pathId);
    if (!ofPath) return;
    for (const [id, vci] of ofPath) {
      if (vci > lastVci) continue;
      ofPath.delete(id);
      this.add([id]);
    }
    if (ofPath.size === 0) this.unmade.delete(pathId);
  }

  /** All but what is in hand. */
  forget(): void {
    for (const cancel of this.putOff.values()) cancel();
    for (const each of [this.putOff, this.toDo, this.unmade, this.changedPaths]) each.clear();
  }
}
