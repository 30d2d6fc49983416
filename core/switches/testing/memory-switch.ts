import { minus, sizeOf, union, within } from '../../circuits/ranges';
import { isSameLine, lineText } from '../../model/switch';
import type { IdentifierRange } from '../../model/identifier-range';
import type { CreationSystem, CreationSystemEvent, CrossConnection, SwitchRefusal, Unsettled } from '../creation-system';

export type MemoryCall = 'create' | 'delete' | 'read' | 'connect' | 'disconnect';

/**
 * What befalls a call. `lose`: it is carried out, its answer never comes; `drop`: it is not carried out, and no answer comes; `refuse`: with a code;
 * `part`: so many of the identifiers are created, the rest is refused; `hold`: it is carried out, and answered once `release` is called.
 */
export type Mischief =
  | { readonly kind: 'lose' | 'drop' | 'hold' }
  | { readonly kind: 'refuse'; readonly refusal: SwitchRefusal; readonly isBusy?: boolean }
  | { readonly kind: 'part'; readonly count: number };

/** A switch in memory with its creation system, at once and faultless unless a test wants otherwise. */
export class MemorySwitch implements CreationSystem {
  readonly switchId: string;
  readonly held = new Map<number, readonly IdentifierRange[]>();
  readonly connections = new Map<string, CrossConnection>();
  /** Keys of `connections` by line, as far as they were joined here. */
  private readonly byLine = new Map<string, string>();
  /** All calls that were made, in order; `create` with what it asked for. */
  readonly calls: { readonly call: MemoryCall; readonly vpi: number; readonly ranges: readonly IdentifierRange[] }[] = [];
  /** Looked at before each call. */
  mischief: (call: MemoryCall, vpi: number) => Mischief | null = () => null;
  private isUp = false;
  private onEvent: ((event: CreationSystemEvent) => Promise<void>) | null = null;
  private waiting: (() => void)[] = [];
  private readonly now: () => number;

  constructor(switchId: string, now: () => number) {
    this.switchId = switchId;
    this.now = now;
  }

  open(onEvent: (event: CreationSystemEvent) => Promise<void>): void {
    this.onEvent = onEvent;
    void this.comeUp();
  }

  async comeUp(): Promise<void> {
    this.isUp = true;
    await this.onEvent?.({ kind: 'up', atMs: this.now() });
  }

  async goDown(reason = 'the session was lost'): Promise<void> {
    this.isUp = false;
    this.release();
    await this.onEvent?.({ kind: 'down', reason, atMs: this.now() });
  }

  /** As after a restart without its memory; its session is as it was. */
  forget(): void {
    this.held.clear();
    this.connections.clear();
    this.byLine.clear();
  }

  /** How many of them it holds. */
  countHeld({ vpi, ranges }: { readonly vpi: number; readonly ranges: readonly IdentifierRange[] }): number {
    return sizeOf(this.heldOf(vpi, ranges));
  }

  tell(event: CreationSystemEvent): Promise<void> {
    return this.onEvent?.(event) ?? Promise.resolve();
  }

  /** Answers what is held. */
  release(): void {
    for (const answer of this.waiting.splice(0)) answer();
  }

  async createCircuits(
    { vpi, ranges }: { readonly vpi: number; readonly ranges: readonly IdentifierRange[] },
    signal?: AbortSignal,
    onSent: () => void = () => undefined,
  ): ReturnType<CreationSystem['createCircuits']> {
    if (this.isUp) onSent();
    return this.call('create', vpi, ranges, signal, (mischief) => {
      if (mischief?.kind === 'refuse')
        return { kind: 'answered', held: this.heldOf(vpi, ranges), refusal: mischief.refusal, answer: mischief.refusal.code };
      const created = mischief?.kind === 'part' ? firstOf(ranges, mischief.count) : ranges;
      this.held.set(vpi, union([...(this.held.get(vpi) ?? []), ...created]));
      const isPart = mischief?.kind === 'part';
      const refusal = isPart ? { code: 'SRQN', message: 'only a part' } : null;
      return { kind: 'answered', held: this.heldOf(vpi, ranges), refusal, answer: isPart ? 'PRTL' : 'COMPLD' };
    });
  }

  async deleteCircuits({
    vpi,
    ranges,
  }: {
    readonly vpi: number;
    readonly ranges: readonly IdentifierRange[];
  }): ReturnType<CreationSystem['deleteCircuits']> {
    return this.call('delete', vpi, ranges, undefined, (mischief) => {
      if (mischief?.kind !== 'refuse') {
        const joined = [...this.connections.values()].filter((cross) => cross.vpi === vpi).map(({ vci }) => ({ first: vci, last: vci }));
        this.held.set(vpi, minus(this.held.get(vpi) ?? [], minus(ranges, joined)));
      }
      return {
        kind: 'answered',
        left: this.heldOf(vpi, ranges),
        refusal: mischief?.kind === 'refuse' ? mischief.refusal : null,
        answer: 'COMPLD',
      };
    });
  }

  async readCircuits(vpi: number, range: IdentifierRange): ReturnType<CreationSystem['readCircuits']> {
    return this.call('read', vpi, [range], undefined, (mischief) => {
      if (mischief?.kind === 'refuse') return { kind: 'refused', ...mischief.refusal };
      const connections = [...this.connections.values()].filter(
        (cross) => cross.vpi === vpi && within([range], { first: cross.vci, last: cross.vci }).length > 0,
      );
      return { kind: 'circuits', held: this.heldOf(vpi, [range]), connections };
    });
  }

  async connect(cross: CrossConnection): ReturnType<CreationSystem['connect']> {
    return this.call('connect', cross.vpi, [{ first: cross.vci, last: cross.vci }], undefined, (mischief) => {
      if (mischief?.kind === 'refuse') return { kind: mischief.isBusy ? 'busy' : 'refused', ...mischief.refusal };
      if (this.heldOf(cross.vpi, [{ first: cross.vci, last: cross.vci }]).length === 0) return { kind: 'absent' };
      const there = this.connections.get(keyOf(cross));
      if (there) return isSameLine(there.line, cross.line) ? { kind: 'connected' } : { kind: 'taken', what: 'circuit', by: there };
      const onLine = this.onLine(cross);
      if (onLine) return { kind: 'taken', what: 'line', by: onLine };
      this.connections.set(keyOf(cross), cross);
      this.byLine.set(lineText(cross.line), keyOf(cross));
      return { kind: 'connected' };
    });
  }

  async disconnect(cross: CrossConnection): ReturnType<CreationSystem['disconnect']> {
    return this.call('disconnect', cross.vpi, [{ first: cross.vci, last: cross.vci }], undefined, (mischief) => {
      if (mischief?.kind === 'refuse') return { kind: mischief.isBusy ? 'busy' : 'refused', ...mischief.refusal };
      const there = this.connections.get(keyOf(cross));
      if (there && isSameLine(there.line, cross.line)) {
        this.connections.delete(keyOf(cross));
        this.byLine.delete(lineText(cross.line));
      }
      return { kind: 'disconnected' };
    });
  }

  async close(): Promise<void> {
    this.isUp = false;
    this.onEvent = null;
    this.release();
  }

  private onLine({ line }: CrossConnection): CrossConnection | undefined {
    const known = this.connections.get(this.byLine.get(lineText(line)) ?? '');
    if (known && isSameLine(known.line, line)) return known;
    // What a test put there by hand.
    return this.connections.size === this.byLine.size
      ? undefined
      : [...this.connections.values()].find((cross) => isSameLine(cross.line, line));
  }

  private heldOf(vpi: number, ranges: readonly IdentifierRange[]): readonly IdentifierRange[] {
    return ranges.flatMap((range) => within(this.held.get(vpi) ?? [], range));
  }

  private async call<Outcome>(
    call: MemoryCall,
    vpi: number,
    ranges: readonly IdentifierRange[],
    signal: AbortSignal | undefined,
    carryOut: (mischief: Mischief | null) => Outcome,
  ): Promise<Outcome | Unsettled> {
    this.calls.push({ call, vpi, ranges });
    const lost = { kind: 'unsettled', reason: 'the session was lost', isLinkLost: true } as const;
    const silent = { kind: 'unsettled', reason: 'no answer in time', isLinkLost: false } as const;
    if (!this.isUp) return lost;
    if (signal?.aborted) return silent;
    const mischief = this.mischief(call, vpi);
    if (mischief?.kind === 'drop') return silent;
    const outcome = carryOut(mischief);
    if (mischief?.kind === 'lose') return silent;
    if (mischief?.kind !== 'hold') return outcome;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    // The compiler believes that it cannot have gone down meanwhile.
    return (this.isUp as boolean) ? outcome : lost;
  }
}

const keyOf = ({ vpi, vci }: CrossConnection): string => `${vpi}/${vci}`;

/** The first so many identifiers of the ranges. */
function firstOf(ranges: readonly IdentifierRange[], count: number): readonly IdentifierRange[] {
  let left = count;
  return ranges.flatMap(({ first, last }) => {
    const taken = Math.min(left, last - first + 1);
    left -= taken;
    return taken > 0 ? [{ first, last: first + taken - 1 }] : [];
  });
}
