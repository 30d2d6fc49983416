import type { IdentifierRange } from '../../core/model/identifier-range';
import type { SubscriberLine, SwitchLimits } from '../../core/model/switch';
import { Denial } from './denial';
import { emptyState, loadState, saveState, type HeldCrossConnection, type HeldState } from './held-state';
import { isWithin, rangesOf, rangeText } from './ranges';
import { crossAid, lineAid, trunkAid, type CrossEnds, type TrunkEnd } from './tl1/aids';

/** The unit itself: the circuits on its trunk, and what of them is joined to which line. What cannot be done throws a `Denial`. */
export class Multiplexer {
  readonly limits: SwitchLimits;
  readonly #file: string;
  /** VCIs by VPI. */
  readonly #circuits = new Map<number, Set<number>>();
  readonly #byTrunk = new Map<string, HeldCrossConnection>();
  readonly #byLine = new Map<string, HeldCrossConnection>();

  constructor(file: string, limits: SwitchLimits) {
    this.#file = file;
    this.limits = limits;
    this.#hold(loadState(file));
  }

  enterCircuit(end: TrunkEnd): void {
    this.checkTrunk(end);
    const vcis = this.#circuits.get(end.vpi) ?? new Set();
    if (vcis.has(end.vci)) throw new Denial('IEAE', `${trunkAid(end)} exists already`);
    this.#circuits.set(end.vpi, vcis.add(end.vci));
  }

  deleteCircuit(end: TrunkEnd): void {
    this.checkTrunk(end);
    if (!this.hasCircuit(end)) throw new Denial('IENE', `${trunkAid(end)} does not exist`);
    const crossed = this.#byTrunk.get(trunkAid(end));
    if (crossed)
      throw new Denial('SNVS', `${trunkAid(end)} is cross-connected to ${lineAid(crossed.line)}: delete the cross-connection first`);
    this.#circuits.get(end.vpi)?.delete(end.vci);
  }

  connect(ends: CrossEnds, state: 'IS' | 'OOS'): void {
    this.checkTrunk(ends);
    this.checkLine(ends.line);
    if (!this.hasCircuit(ends)) throw new Denial('IENE', `${trunkAid(ends)} does not exist`);
    const taken = this.#byTrunk.get(trunkAid(ends)) ?? this.#byLine.get(lineAid(ends.line));
    if (taken) throw new Denial('IEAE', `${crossAid(taken)} exists already`);
    this.#add({ vpi: ends.vpi, vci: ends.vci, line: ends.line, state });
  }

  setState(ends: CrossEnds, state: 'IS' | 'OOS'): void {
    this.#add({ ...this.#crossConnection(ends), state });
  }

  disconnect(ends: CrossEnds): void {
    const crossed = this.#crossConnection(ends);
    if (crossed.state !== 'OOS') throw new Denial('SNVS', `${crossAid(crossed)} is in service: edit it to OOS first`);
    this.#remove(crossed);
  }

  /** As by hand at the unit: a circuit goes together with what joins it to a line. */
  removeByHand(end: TrunkEnd): void {
    if (!this.hasCircuit(end)) throw new Denial('IENE', `${trunkAid(end)} does not exist`);
    this.separateByHand(end, true);
    this.#circuits.get(end.vpi)?.delete(end.vci);
  }

  separateByHand(end: TrunkEnd, isOptional = false): void {
    const crossed = this.#byTrunk.get(trunkAid(end));
    if (crossed) this.#remove(crossed);
    else if (!isOptional) throw new Denial('IENE', `${trunkAid(end)} is not cross-connected`);
  }

  hasCircuit({ vpi, vci }: TrunkEnd): boolean {
    return this.#circuits.get(vpi)?.has(vci) ?? false;
  }

  /** Ascending; of one VPI, or of all. */
  circuits(vpi?: number): readonly TrunkEnd[] {
    return [...this.#circuits]
      .filter(([each]) => vpi === undefined || each === vpi)
      .sort(([one], [other]) => one - other)
      .flatMap(([each, vcis]) => [...vcis].sort((one, other) => one - other).map((vci) => ({ vpi: each, vci })));
  }

  crossConnectionOf(end: TrunkEnd): HeldCrossConnection | undefined {
    return this.#byTrunk.get(trunkAid(end));
  }

  /** By trunk end, ascending. */
  crossConnections(): readonly HeldCrossConnection[] {
    return [...this.#byTrunk.values()].sort((one, other) => one.vpi - other.vpi || one.vci - other.vci);
  }

  checkTrunk({ vpi, vci }: TrunkEnd): void {
    inRange('trunk VPI', vpi, this.limits.trunkVpi);
    inRange('trunk VCI', vci, this.limits.trunkVci);
  }

  checkLine({ vpi, vci }: SubscriberLine): void {
    inRange('line VPI', vpi, this.limits.lineVpi);
    inRange('line VCI', vci, this.limits.lineVci);
  }

  /** What is not saved is not done: no answer before. */
  save(): void {
    saveState(this.#file, this.#held());
  }

  forget(): void {
    this.#hold(emptyState());
    this.save();
  }

  #held(): HeldState {
    const circuits = [...this.#circuits].filter(([, vcis]) => vcis.size > 0);
    return {
      circuits: Object.fromEntries(circuits.map(([vpi, vcis]) => [vpi, rangesOf(vcis).map(({ first, last }) => [first, last])])),
      crossConnections: [...this.#byTrunk.values()],
    };
  }

  #crossConnection(ends: CrossEnds): HeldCrossConnection {
    const found = this.#byTrunk.get(trunkAid(ends));
    if (!found || crossAid(found) !== crossAid(ends)) throw new Denial('IENE', `${crossAid(ends)} does not exist`);
    return found;
  }

  #add(crossed: HeldCrossConnection): void {
    this.#byTrunk.set(trunkAid(crossed), crossed);
    this.#byLine.set(lineAid(crossed.line), crossed);
  }

  #remove(crossed: HeldCrossConnection): void {
    this.#byTrunk.delete(trunkAid(crossed));
    this.#byLine.delete(lineAid(crossed.line));
  }

  #hold(state: HeldState): void {
    for (const map of [this.#circuits, this.#byTrunk, this.#byLine]) map.clear();
    for (const [vpi, ranges] of Object.entries(state.circuits)) {
      const vcis = new Set<number>();
      for (const [first, last] of ranges) for (let vci = first; vci <= last; vci += 1) vcis.add(vci);
      this.#circuits.set(Number(vpi), vcis);
    }
    for (const crossed of state.crossConnections) this.#add(crossed);
  }
}

function inRange(what: string, value: number, range: IdentifierRange): void {
  if (!isWithin(value, range)) throw new Denial('IDRG', `${what} ${value} is not within ${rangeText(range)}`);
}
