import { commit, type Engine } from '../engine';
import { judgeSwitch, standingOf } from '../pools/judge-switch';

/**
 * Compares all paths of a switch with what it really holds, one by one. False: it was not heard to the end, and is to be compared again once it is.
 */
export async function compareSwitch(engine: Engine, switchId: string): Promise<boolean> {
  const system = engine.switches.get(switchId)?.system;
  if (!system) return false;
  for (const { id, vpi, vcis } of await engine.store.transaction((tx) => tx.paths.ofSwitch(switchId))) {
    const before = await engine.store.transaction((tx) => standingOf(tx, id));
    const read = await system.readCircuits(vpi, vcis);
    if (read.kind !== 'circuits') return false;
    if (before) await commit(engine, (record) => judgeSwitch(engine, record, { before, ...read }));
  }
  return true;
}
