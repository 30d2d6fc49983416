import { minus, union } from '../../circuits/ranges';
import type { IdentifierRange } from '../../model/identifier-range';
import type { CrossConnection } from '../creation-system';
import type { ContractSwitch } from './creation-system-contract';
import { createSwitchEventLog } from './event-log';
import { MemorySwitch } from './memory-switch';
import type { MemoryCall, Mischief } from './memory-switch';

const vpi = 3;
/** So often at least a creation system asks a switch again that puts it off; the one in memory does as if it had. */
const attempts = 5;

/** For the contract that every implementation of the port keeps. */
export async function startInMemory(): Promise<ContractSwitch> {
  const system = new MemorySwitch('SW-1', () => 0);
  const log = createSwitchEventLog();
  system.open(log.handle);
  const change = async (held: (before: readonly IdentifierRange[]) => readonly IdentifierRange[]): Promise<void> => {
    system.held.set(vpi, held(system.held.get(vpi) ?? []));
    await system.tell({ kind: 'changed', reason: 'somebody changed it', atMs: 0 });
  };
  /** Befalls changes only: `once`, or all of them. */
  const befall = (mischief: Mischief, isOnce: boolean): void => {
    const isChange = (call: MemoryCall): boolean => call !== 'read';
    system.mischief = (call) => {
      if (!isChange(call)) return null;
      if (isOnce) system.mischief = () => null;
      return mischief;
    };
  };
  const keyOf = (cross: CrossConnection): string => `${cross.vpi}/${cross.vci}`;
  return {
    system,
    log,
    vpi,
    card: { rack: 1, shelf: 1, slot: 2 },
    soon: (expected) => expected,
    holds: async () => ({
      circuits: (system.held.get(vpi) ?? []).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
      connections: [...system.connections.values()],
    }),
    makeCircuits: (range) => change((before) => union([...before, range])),
    deleteCircuits: (range) => change((before) => minus(before, [range])),
    makeConnection: async (cross) => {
      system.connections.set(keyOf(cross), cross);
    },
    deleteConnection: async (cross) => {
      system.connections.delete(keyOf(cross));
    },
    refuseNext: async (words) => {
      befall({ kind: 'refuse', refusal: { code: 'SROF', message: words } }, true);
    },
    putOff: async (count) => {
      if (count < attempts) system.mischief = () => null;
      else befall({ kind: 'refuse', refusal: { code: 'SARB', message: 'no time' }, isBusy: true }, false);
    },
    doPartly: async (count) => {
      befall({ kind: 'part', count }, true);
    },
    loseAnswer: async () => {
      befall({ kind: 'lose' }, true);
    },
    raise: (alarm) => system.tell({ kind: 'alarm', alarm, atMs: 0 }),
    goDown: () => system.goDown(),
    comeBack: () => system.comeUp(),
    stop: () => system.close(),
  };
}
