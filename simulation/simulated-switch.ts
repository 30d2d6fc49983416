import { minus, union, within } from '../core/circuits/ranges';
import type { IdentifierRange } from '../core/model/identifier-range';
import { isSameLine, usualSwitchLimits } from '../core/model/switch';
import type { ConnectOutcome, CrossConnection } from '../core/switches/creation-system';

/** A cross-connection, and whether somebody made it there by hand. */
export interface Joined extends CrossConnection {
  readonly isByHand: boolean;
}

/** What one switch holds, apart from the engine: circuits on its trunk side, and which of them are joined to which lines. */
export class SimulatedSwitch {
  readonly id: string;
  readonly limits = usualSwitchLimits;
  private readonly held = new Map<number, readonly IdentifierRange[]>();
  private readonly joined = new Map<string, Joined>();

  constructor(id: string) {
    this.id = id;
  }

  create(vpi: number, ranges: readonly IdentifierRange[]): void {
    this.held.set(vpi, union([...(this.held.get(vpi) ?? []), ...ranges]));
  }

  heldOf(vpi: number, ranges: readonly IdentifierRange[]): readonly IdentifierRange[] {
    return ranges.flatMap((range) => within(this.held.get(vpi) ?? [], range));
  }

  connections(): readonly Joined[] {
    return [...this.joined.values()];
  }

  connectionsOf(vpi: number, { first, last }: IdentifierRange): readonly Joined[] {
    return this.connections().filter((cross) => cross.vpi === vpi && cross.vci >= first && cross.vci <= last);
  }

  connect(cross: CrossConnection, isByHand = false): ConnectOutcome {
    if (this.heldOf(cross.vpi, [only(cross.vci)]).length === 0) return { kind: 'absent' };
    const there = this.joined.get(keyOf(cross));
    if (there) return isSameLine(there.line, cross.line) ? { kind: 'connected' } : { kind: 'taken', what: 'circuit', by: bare(there) };
    const onLine = this.connections().find(({ line }) => isSameLine(line, cross.line));
    if (onLine) return { kind: 'taken', what: 'line', by: bare(onLine) };
    this.joined.set(keyOf(cross), { ...bare(cross), isByHand });
    return { kind: 'connected' };
  }

  disconnect(cross: CrossConnection): void {
    const there = this.joined.get(keyOf(cross));
    if (there && isSameLine(there.line, cross.line)) this.joined.delete(keyOf(cross));
  }

  /** False: it is joined to a line, and stays. */
  remove(vpi: number, vci: number): boolean {
    if (this.joined.has(keyOf({ vpi, vci }))) return false;
    this.held.set(vpi, minus(this.held.get(vpi) ?? [], [only(vci)]));
    return true;
  }

  forget(): void {
    this.held.clear();
    this.joined.clear();
  }
}

const keyOf = ({ vpi, vci }: Pick<CrossConnection, 'vpi' | 'vci'>): string => `${vpi}/${vci}`;
const only = (vci: number): IdentifierRange => ({ first: vci, last: vci });
export const bare = ({ vpi, vci, line }: CrossConnection): CrossConnection => ({ vpi, vci, line });
