import { commit, type Engine } from '../engine';
import { judgeSwitch } from '../pools/judge-switch';

/**
 * Compares all paths of a switch with what it really holds, one by one. False: it was not heard to the end, and is to be compared again once it is.
 */
export async function compareSwitch(engine: Engine, switchId: string): Promise<boolean> {
  const system = engine.switches.get(switchId)?.system;
  if (!system) return false;
  for (const { id, vpi, vcis } of await engine.store.transaction((tx) => tx.paths.ofSwitch(switchId))) {
    const askedAtMs = engine.clock.now();
    const read = await system.readCircuits(vpi, vcis);
    if (read.kind !== 'circuits') return false;
    await commit(engine, (record) => judgeSwitch(engine, record, { pathId: id, ...read, askedAtMs }));
  }
  return true;
}
