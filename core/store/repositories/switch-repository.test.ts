import { beforeEach, expect, test } from 'vitest';
import { usualSwitchLimits } from '../../model/switch';
import type { Store, Tx } from '../store';
import { memoryStore } from './testing/memory-store';

let store: Store;
const run = <T>(work: (switches: Tx['switches']) => Promise<T>): Promise<T> => store.transaction((tx) => work(tx.switches));
beforeEach(async () => {
  store = await memoryStore();
});

test('a switch is known once; the later word about it counts, and its link is kept beside it', async () => {
  const limits = { ...usualSwitchLimits, trunkVpi: { first: 0, last: 4 } };
  await run((switches) => switches.put({ id: 'NYC', name: 'New York', limits: usualSwitchLimits }));
  await run((switches) => switches.putLink({ switchId: 'NYC', isUp: true, sinceMs: 5, detail: '' }));
  await run((switches) => switches.put({ id: 'NYC', name: 'New York 1', limits }));
  expect(await run((switches) => switches.get('NYC'))).toEqual({ id: 'NYC', name: 'New York 1', limits });
  expect(await run((switches) => switches.list())).toHaveLength(1);
  expect(await run((switches) => switches.links())).toEqual([{ switchId: 'NYC', isUp: true, sinceMs: 5, detail: '' }]);
});

test('a host key is kept for a host and port, until it is taken back', async () => {
  const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
  await run((switches) => switches.putHostKey('switch.example', 22, key));
  expect(await run((switches) => switches.hostKey('switch.example', 22))).toEqual(key);
  expect(await run((switches) => switches.hostKey('switch.example', 23))).toBeNull();
  expect(await run((switches) => switches.removeHostKey('switch.example', 22))).toBe(true);
  expect(await run((switches) => switches.removeHostKey('switch.example', 22))).toBe(false);
});
