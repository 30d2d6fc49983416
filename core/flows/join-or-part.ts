import type { Engine } from '../engine';
import type { CircuitOrder } from '../model/virtual-circuit';
import type { AskedOfSwitch } from '../pools/record-outcome';

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
    ? { kind, order, outcome: await system.connect(cross) }
    : { kind, order, outcome: await system.disconnect(cross) };
}
