import type { Engine } from '../engine';
import type { CircuitOrder } from '../model/virtual-circuit';
import { isSameLine } from '../model/switch';
import type { AskedOfSwitch } from '../pools/record-outcome';
import type { ConnectOutcome, CreationSystem, CrossConnection } from '../switches/creation-system';

/** Asks the switch for what the order's state wants: `connecting` its circuit joined to its line, `releasing` the two parted. Safe to ask again. */
export async function joinOrPart(engine: Engine, order: CircuitOrder, vpi: number): Promise<AskedOfSwitch> {
  const kind = order.state === 'releasing' ? 'disconnect' : 'connect';
  const system = engine.switches.get(order.switchId)?.system;
  if (!system || order.vci === null) {
    const outcome = { kind: 'unsettled', reason: 'the switch is not connected', isLinkLost: true } as const;
    return { kind, order, outcome };
  }
  const cross = { vpi, vci: order.vci, line: order.line };
  return kind === 'connect'
    ? { kind, order, outcome: await settled(system, cross, await system.connect(cross)) }
    : { kind, order, outcome: await system.disconnect(cross) };
}

/** It may have been joined when it was asked for before, and nobody heard: what is refused is read back before the order is given up. */
async function settled(system: CreationSystem, cross: CrossConnection, outcome: ConnectOutcome): Promise<ConnectOutcome> {
  if (outcome.kind !== 'refused') return outcome;
  const read = await system.readCircuits(cross.vpi, { first: cross.vci, last: cross.vci });
  if (read.kind === 'unsettled') return read;
  if (read.kind === 'refused') return { ...outcome, kind: 'busy' };
  const isThere = read.connections.some(({ vci, line }) => vci === cross.vci && isSameLine(line, cross.line));
  return isThere ? { kind: 'connected' } : outcome;
}
