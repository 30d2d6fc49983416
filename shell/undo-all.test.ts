import { expect, test } from 'vitest';
import { undoAll, type Step } from './undo-all';

const failing = (words: string): Step => {
  return () => Promise.reject(new Error(words));
};

test('the last one first, each waited for, and none twice', async () => {
  const taken: string[] = [];
  const steps: Step[] = [() => void taken.push('store'), async () => void taken.push('host')];
  await undoAll(steps);
  await undoAll(steps);
  expect(taken).toEqual(['host', 'store']);
});

test('a step that fails keeps no other from being taken, and is told', async () => {
  const taken: string[] = [];
  const steps = [() => void taken.push('store'), failing('the socket fails'), () => void taken.push('channels')];
  await expect(undoAll(steps)).rejects.toThrow(/^the socket fails$/);
  expect(taken).toEqual(['channels', 'store']);
  expect(steps).toEqual([]);
});

test('of many that fail each is told', async () => {
  const throwing = () => {
    throw new Error('no disk');
  };
  await expect(undoAll([failing('no lock'), throwing])).rejects.toThrow('no disk; no lock');
});
