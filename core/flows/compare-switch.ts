import { commit, type Engine } from '../engine';
import { judgeSwitch, standingOf } from '../pools/judge-switch';

export type SwitchComparison =
  /** `unread`: paths of which the switch refuses to say what it holds, with its words. */
  | { readonly kind: 'compared'; readonly unread: readonly { readonly pathId: string; readonly words: string }[] }
  /** Not to the end: it is to be compared again once it is heard. */
  | { readonly kind: 'not-heard'; readonly reason: string };

/** Compares all paths of a switch with what it really holds, one by one. A path that cannot be read keeps no other from being compared. */
export async function compareSwitch(engine: Engine, switchId: string): Promise<SwitchComparison> {
  const system = engine.switches.get(switchId)?.system;
  if (!system) return { kind: 'not-heard', reason: 'it is not connected' };
  const unread: { pathId: string; words: string }[] = [];
  for (const { id, vpi, vcis } of await engine.store.transaction((tx) => tx.paths.ofSwitch(switchId))) {
    const before = await engine.store.transaction((tx) => standingOf(tx, id));
    const read = await system.readCircuits(vpi, vcis);
    if (read.kind === 'unsettled') return { kind: 'not-heard', reason: read.reason };
    if (read.kind === 'refused') unread.push({ pathId: id, words: `${read.code} ${read.message}` });
    else if (before) await commit(engine, (record) => judgeSwitch(engine, record, { before, ...read }));
  }
  return { kind: 'compared', unread };
}
