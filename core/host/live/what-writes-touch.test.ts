import { expect, test } from 'vitest';
import { NetworkView } from '../../network/network-view';
import { Touched, type Kind } from './touched';
import { whatWritesTouch, type Around, type Decisions } from './what-writes-touch';

const empty = {
  ...{ carriers: [], linkStates: [], fileSources: [], sites: [], nodes: [], ports: [], resources: [], interconnects: [] },
} as const;

/** Only the parts of the arguments that are looked at. */
function touchedBy(repository: keyof Decisions, method: string, args: readonly unknown[], result?: unknown) {
  const view = new NetworkView(empty, { readings: [], defaults: [] }, { slots: [], ports: [] });
  const touched = new Touched();
  const note = (whatWritesTouch[repository] as Readonly<Record<string, unknown>>)[method];
  if (typeof note !== 'function') throw new Error(`${repository}.${method} notes nothing`);
  (note as (around: Around, args: readonly unknown[], result: unknown) => void)({ touched, view }, args, result);
  return (kind: Kind) => {
    const ids = touched.ids(kind);
    return ids === 'all' ? 'all' : [...ids];
  };
}

const subject = { kind: 'resource', id: 'R' };
const move = { orderId: 'O', from: 'active', to: 'impaired' };

test.each<[keyof Decisions, string, readonly unknown[], unknown, Kind, 'all' | readonly string[]]>([
  ['network', 'putCarrier', [{ id: 'A' }], undefined, 'carriers', ['A']],
  ['network', 'putFileSource', [{ carrierId: 'A' }], undefined, 'carriers', ['A']],
  ['network', 'removeFileSource', ['A'], undefined, 'carriers', ['A']],
  ['network', 'putSite', [{ id: 'S' }], undefined, 'sites', ['S']],
  ['network', 'putNode', [{ id: 'N', carrierId: 'A', name: 'n', siteId: null }], undefined, 'node', ['N']],
  ['network', 'putNode', [{ id: 'N', carrierId: 'A', name: 'n', siteId: null }], undefined, 'orders', 'all'],
  ['network', 'putPort', [{ id: 'P', carrierId: 'A', name: 'p', nodeId: 'N' }], undefined, 'port', ['P']],
  ['network', 'putPort', [{ id: 'P', carrierId: 'A', name: 'p', nodeId: 'N' }], undefined, 'carriers', ['A']],
  ['network', 'putInterconnect', [{ id: 'I' }], undefined, 'interconnects', ['I']],
  ['network', 'removeInterconnect', ['I'], undefined, 'interconnects', ['I']],
  ['latency', 'putReading', [{ subject }], true, 'resources', ['R']],
  ['latency', 'putReading', [{ subject }], false, 'resources', []],
  ['latency', 'removeReading', [{ kind: 'node', id: 'N' }], undefined, 'nodes', ['N']],
  ['latency', 'putDefault', [{ scope: 'carrier-transit' }], undefined, 'nodes', 'all'],
  ['orders', 'insert', [{ id: 'O' }], true, 'orders', ['O']],
  ['orders', 'insert', [{ id: 'O' }], true, 'status', 'all'],
  ['orders', 'move', [move], true, 'orders', ['O']],
  ['orders', 'move', [move], true, 'hit order', ['O']],
  ['orders', 'move', [move], true, 'carrying order', ['O']],
  ['orders', 'move', [{ ...move, to: 'moving' }], true, 'carrying order', []],
  ['orders', 'requestCancel', ['O'], undefined, 'orders', ['O']],
  ['orders', 'setHomeRoute', ['O', null], undefined, 'orders', ['O']],
  ['orders', 'addDecision', [{ orderId: 'O' }], undefined, 'orders', ['O']],
  ['connections', 'insert', [{ orderId: 'O' }], undefined, 'orders', ['O']],
  ['connections', 'setState', ['C', 'active'], undefined, 'connection', ['C']],
  ['connections', 'setRoute', ['C', {}], undefined, 'connection', ['C']],
  ['connections', 'insertSegment', [{ orderId: 'O' }], undefined, 'orders', ['O']],
  ['connections', 'setSegment', ['S', 'held', ''], undefined, 'segment', ['S']],
  ['connections', 'setSegmentResources', ['S', []], undefined, 'segment', ['S']],
  ['connections', 'setSegmentConnection', ['S', 'C', 0], undefined, 'segment', ['S']],
  ['connections', 'bookSlots', ['S', 'R', 1], { kind: 'taken' }, 'resources', []],
  ['connections', 'releaseSlots', ['S', []], ['R', 'Q'], 'resources', ['R', 'Q']],
  ['connections', 'releaseEndPorts', ['O'], ['P'], 'port', ['P']],
  ['impairments', 'raise', [{}], { id: 'M' }, 'raised', ['M']],
  ['impairments', 'clear', ['M', 1], undefined, 'impairments', ['M']],
  ['impairments', 'clear', ['M', 1], undefined, 'status', 'all'],
  ['impairments', 'setHandling', ['M', {}], undefined, 'impairments', ['M']],
  ['impairments', 'putHit', [{ impairmentId: 'M' }], undefined, 'impairments', ['M']],
  ['alternatives', 'replace', ['O', []], undefined, 'orders', ['O']],
  ['alternatives', 'setChecked', ['V', '', 1], undefined, 'alternative', ['V']],
  ['interventions', 'putHoldOut', [{ subject }], undefined, 'resources', ['R']],
  ['interventions', 'removeHoldOut', [{ kind: 'site', id: 'S' }, 'locked-out'], undefined, 'interconnects', 'all'],
  ['interventions', 'putPause', [{}], undefined, 'carriers', 'all'],
  ['interventions', 'removePause', [null], undefined, 'carriers', 'all'],
  ['switches', 'put', [{ id: 'W' }], undefined, 'switch', ['W']],
  ['switches', 'remove', ['W', 1], undefined, 'circuits', 'all'],
  ['switches', 'putLink', [{ switchId: 'W' }], undefined, 'switches', ['W']],
  ['paths', 'insert', [{ id: 'V', switchId: 'W' }], true, 'switches', ['W']],
  ['paths', 'put', [{ id: 'V' }], undefined, 'path', ['V']],
  ['paths', 'put', [{ id: 'V' }], undefined, 'requests', 'all'],
  ['paths', 'putState', [{ id: 'V' }], undefined, 'paths', ['V']],
  ['paths', 'remove', ['V'], undefined, 'requests', 'all'],
  ['paths', 'withdraw', ['V', 1], undefined, 'path', ['V']],
  ['paths', 'addRequest', [{ pathId: 'V' }], undefined, 'paths', ['V']],
  ['paths', 'putRequest', [{ pathId: 'V' }], undefined, 'requests', 'all'],
  ['paths', 'putConditions', [{}], undefined, 'paths', 'all'],
  ['paths', 'putLow', ['V', null], undefined, 'paths', ['V']],
  ['circuits', 'insertOrder', [{ id: 'C', pathId: 'V', switchId: 'W' }], true, 'paths', ['V']],
  ['circuits', 'moveOrder', [{ orderId: 'C' }, 1], true, 'circuit', ['C']],
  ['circuits', 'setCause', ['C', ''], undefined, 'circuits', ['C']],
  ['circuits', 'putCircuit', [{ pathId: 'V' }], undefined, 'paths', ['V']],
  ['circuits', 'removeCircuit', ['V', 32], undefined, 'paths', ['V']],
  ['circuits', 'endQuarantines', ['V', 1], 0, 'paths', []],
  ['circuits', 'endQuarantines', ['V', 1], 2, 'paths', ['V']],
  ['history', 'add', [{}], undefined, 'history', 'all'],
])('%s.%s %j (%j) touches %s: %j', (repository, method, args, result, kind, ids) => {
  expect(touchedBy(repository, method, args, result)(kind)).toEqual(ids);
});

test('what is named as writing is not taken for reading', () => {
  const reads = Object.values(whatWritesTouch).flatMap((decisions: Readonly<Record<string, unknown>>) =>
    Object.entries(decisions).flatMap(([method, decision]) => (decision === 'reads' ? [method] : [])),
  );
  expect(
    reads.filter((method) =>
      /^(put|add|set|insert|remove|replace|move[A-Z]|book[A-Z]|release|raise|clear|forget|end[A-Z].*s$|withdraw$)/.test(method),
    ),
  ).toEqual([]);
});
