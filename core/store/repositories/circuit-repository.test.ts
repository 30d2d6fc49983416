import { beforeEach, expect, test } from 'vitest';
import { legalCircuitTransitions } from '../../circuits/life-cycle';
import { examplePath } from '../../circuits/testing/example-path';
import { usualSwitchLimits } from '../../model/switch';
import { circuitOrderStates, type CircuitOrder, type CircuitOrderState, type VirtualCircuit } from '../../model/virtual-circuit';
import type { Store, Tx } from '../store';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (circuits: Tx['circuits']) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.circuits));

const path = { ...examplePath, id: 'VP-1', switchId: 'NYC', vcis: { first: 32, last: 95 }, currentVci: 32, lastVci: 39, requestedVci: 39 };

const order = (id: string, change: Partial<CircuitOrder> = {}): Omit<CircuitOrder, 'number'> => ({
  ...{ id, endUser: `user of ${id}`, pathId: 'VP-1', switchId: 'NYC', state: 'waiting', cause: 'ordered', vci: null },
  ...{ receivedAtMs: 1, stateSinceMs: 1, line: { rack: 1, shelf: 1, slot: 1, circuit: Number(id.slice(1)), vpi: 0, vci: 35 } },
  ...change,
});

const circuit = (vci: number, change: Partial<VirtualCircuit> = {}): VirtualCircuit => ({
  ...{ pathId: 'VP-1', vci, state: 'free', orderId: null, sinceMs: 1, freeAtMs: null },
  ...change,
});

const move = (orderId: string, from: CircuitOrderState, to: CircuitOrderState, vci: number | null, atMs = 5) =>
  run((circuits) => circuits.moveOrder({ orderId, from, to, atMs, cause: `${from} to ${to}`, actor: 'engine' }, vci));

beforeEach(async () => {
  store = await memoryStore();
  await store.transaction(async ({ switches, paths, circuits }) => {
    await switches.put({ id: 'NYC', name: 'New York', limits: usualSwitchLimits });
    await paths.insert(path);
    for (const id of ['C1', 'C2', 'C3']) await circuits.insertOrder(order(id), 'operator');
  });
});

test('orders come back in the order in which they were entered, each with its transitions', async () => {
  expect((await run((circuits) => circuits.orders('VP-1'))).map(({ id, number }) => [id, number])).toEqual([
    ['C1', 1],
    ['C2', 2],
    ['C3', 3],
  ]);
  expect(await move('C1', 'waiting', 'given', 32)).toBe(true);
  expect(await run((circuits) => circuits.order('C1'))).toMatchObject({
    ...order('C1'),
    state: 'given',
    cause: 'waiting to given',
    vci: 32,
    stateSinceMs: 5,
  });
  expect((await run((circuits) => circuits.firstWaiting('VP-1')))?.id).toBe('C2');
  expect(await run((circuits) => circuits.countWaiting('VP-1'))).toBe(2);
  expect(await run((circuits) => circuits.transitions('C1'))).toEqual([
    { orderId: 'C1', from: null, to: 'waiting', atMs: 1, cause: 'ordered', actor: 'operator' },
    { orderId: 'C1', from: 'waiting', to: 'given', atMs: 5, cause: 'waiting to given', actor: 'engine' },
  ]);
  expect(await run((circuits) => circuits.insertOrder(order('C1'), 'operator'))).toBe(false);
});

test('an order that something else moved meanwhile is not moved, and a transition that is not in the table throws', async () => {
  expect(await move('C1', 'given', 'connecting', 32)).toBe(false);
  const legal = new Set(legalCircuitTransitions().map(([from, to]) => `${from} ${to}`));
  for (const from of circuitOrderStates)
    for (const to of circuitOrderStates)
      if (!legal.has(`${from} ${to}`)) await expect(move('C1', from, to, 32)).rejects.toThrow('may not go');
});

test('V1: an end user has one circuit in a path, a line one order, until that has ended', async () => {
  const sameUser = order('C4', { endUser: 'user of C1' });
  const sameLine = order('C5', { line: order('C1').line });
  for (const taken of [sameUser, sameLine]) await expect(run((circuits) => circuits.insertOrder(taken, 'operator'))).rejects.toThrow();
  expect((await run((circuits) => circuits.ofEndUser('VP-1', 'user of C1')))?.id).toBe('C1');
  expect((await run((circuits) => circuits.onLine('NYC', order('C1').line)))?.id).toBe('C1');
  await move('C1', 'waiting', 'releasing', null);
  await move('C1', 'releasing', 'released', null);
  for (const free of [sameUser, sameLine]) expect(await run((circuits) => circuits.insertOrder(free, 'operator'))).toBe(true);
});

test('V2: an identifier is given once, and an order has one', async () => {
  await run((circuits) => circuits.putCircuit(circuit(32, { state: 'given', orderId: 'C1' })));
  await expect(run((circuits) => circuits.putCircuit(circuit(32, { state: 'given', orderId: 'C2' })))).rejects.toThrow('given already');
  await expect(run((circuits) => circuits.putCircuit(circuit(33, { state: 'given', orderId: 'C1' })))).rejects.toThrow();
  await expect(run((circuits) => circuits.putCircuit(circuit(33, { state: 'given' })))).rejects.toThrow();
});

test('V2: the free list is in the order in which its circuits were freed; quarantines end at their time', async () => {
  await run(async (circuits) => {
    await circuits.putCircuit(circuit(35, { sinceMs: 3 }));
    await circuits.putCircuit(circuit(34, { sinceMs: 4 }));
    await circuits.putCircuit(circuit(33, { state: 'quarantined', freeAtMs: 2 }));
    await circuits.putCircuit(circuit(36, { state: 'quarantined', freeAtMs: 20 }));
    await circuits.putCircuit(circuit(37, { state: 'foreign' }));
  });
  expect(await run((circuits) => circuits.nextQuarantineEnd('VP-1'))).toBe(2);
  expect((await run((circuits) => circuits.nextFree('VP-1')))?.vci).toBe(35);
  expect(await run((circuits) => circuits.endQuarantines('VP-1', 19))).toBe(1);
  expect((await run((circuits) => circuits.nextFree('VP-1')))?.vci).toBe(33);
  expect(await run((circuits) => circuits.counts('VP-1'))).toEqual({ given: 0, quarantined: 1, free: 3, foreign: 1 });
  expect(await run((circuits) => circuits.foreign('VP-1'))).toEqual([37]);
  expect(await run((circuits) => circuits.countFrom('VP-1', 36))).toBe(2);
  await run((circuits) => circuits.removeCircuit('VP-1', 37));
  expect((await run((circuits) => circuits.circuits('VP-1'))).map(({ vci }) => vci)).toEqual([33, 34, 35, 36]);
});

test('what is to be asked of a switch comes with the path’s identifier; what keeps an order is told without a transition', async () => {
  await move('C2', 'waiting', 'given', 33);
  await move('C3', 'waiting', 'given', 34);
  await move('C3', 'given', 'connecting', 34);
  expect(await run((circuits) => circuits.idsToDo('NYC'))).toEqual(['C2', 'C3']);
  expect(await run((circuits) => circuits.idsToDo('LON'))).toEqual([]);
  const found = await run((circuits) => circuits.ordersToDo(['C3', 'C1', 'C2', 'C9']));
  expect(found.map(({ order: { id, vci }, vpi }) => [id, vci, vpi])).toEqual([
    ['C3', 34, 3],
    ['C2', 33, 3],
  ]);
  await run((circuits) => circuits.setCause('C3', 'the switch is busy'));
  expect((await run((circuits) => circuits.order('C3')))?.cause).toBe('the switch is busy');
  expect(await run((circuits) => circuits.transitions('C3'))).toHaveLength(3);
});

test('V10: a circuit above the last that the switch holds has to be created again before it is joined, not before it is parted', async () => {
  for (const [id, vci] of [
    ['C1', 39],
    ['C2', 40],
    ['C3', 41],
  ] as const)
    await move(id, 'waiting', 'given', vci);
  await move('C3', 'given', 'connecting', 41);
  await move('C3', 'connecting', 'releasing', 41);
  const found = await run((circuits) => circuits.ordersToDo(['C1', 'C2', 'C3']));
  expect(found.map(({ order: { id }, isMade }) => [id, isMade])).toEqual([
    ['C1', true],
    ['C2', false],
    ['C3', true],
  ]);
});

test('orders are counted by state, of one path and of all', async () => {
  await move('C1', 'waiting', 'given', 32);
  const counts = await run((circuits) => circuits.orderCounts('VP-1'));
  expect(counts).toMatchObject({ waiting: 2, given: 1, active: 0 });
  expect(await run((circuits) => circuits.orderCounts(null))).toEqual(counts);
  expect(await run((circuits) => circuits.orderCounts('VP-9'))).toMatchObject({ waiting: 0, given: 0 });
});

test('the rate of use counts what was ordered and what was released, not what failed', async () => {
  await move('C1', 'waiting', 'releasing', null, 10);
  await move('C1', 'releasing', 'released', null, 12);
  await move('C2', 'waiting', 'given', 33);
  await move('C2', 'given', 'connecting', 33);
  await move('C2', 'connecting', 'failed', null);
  expect(await run((circuits) => circuits.uses('VP-1', 1))).toEqual([
    { atMs: 1, kind: 'given' },
    { atMs: 1, kind: 'given' },
    { atMs: 12, kind: 'released' },
  ]);
  expect(await run((circuits) => circuits.uses('VP-1', 2))).toEqual([{ atMs: 12, kind: 'released' }]);
});
