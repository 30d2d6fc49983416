import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxLatencyNs, provenances, type LatencyReading } from '../../model/latency';
import type { LatencyRepository, Store } from '../store';
import { memoryStore, withMemoryStore } from './testing/memory-store';

const within = <T>(store: Store, work: (latency: LatencyRepository) => Promise<T>): Promise<T> =>
  store.transaction((tx) => work(tx.latency));
const reading = (change: Partial<LatencyReading> = {}): LatencyReading => ({
  ...{ subject: { kind: 'resource', id: 'r' }, provenance: 'reported', azNs: 5, zaNs: 6, readAtMs: 10, ...change },
});

test('of each kind the latest reading is kept, whatever the order of arrival; among equals the last that came', async () => {
  const any = fc.record({
    subject: fc.record({ kind: fc.constantFrom('resource', 'interconnect', 'node'), id: fc.constantFrom('x', 'y') }),
    provenance: fc.constantFrom(...provenances),
    azNs: fc.nat(99),
    zaNs: fc.nat(99),
    readAtMs: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(any, { maxLength: 40 }), async (readings) => {
      await withMemoryStore(async (store) => {
        const latest = new Map<string, LatencyReading>();
        for (const each of readings) {
          const key = `${each.subject.kind} ${each.subject.id} ${each.provenance}`;
          const isKept = each.readAtMs >= (latest.get(key)?.readAtMs ?? -1);
          if (isKept) latest.set(key, each);
          expect(await within(store, (latency) => latency.putReading(each))).toBe(isKept);
        }
        const kept = (await within(store, (latency) => latency.readAll())).readings;
        expect(kept).toHaveLength(latest.size);
        expect(kept).toEqual(expect.arrayContaining([...latest.values()]));
      });
    }),
    { numRuns: 30 },
  );
});

test('a reading that is removed is gone, and nothing beside it', async () => {
  const store = await memoryStore();
  const others = [
    reading({ provenance: 'operator' }),
    reading({ subject: { kind: 'node', id: 'r' } }),
    reading({ subject: { kind: 'resource', id: 's' } }),
  ];
  for (const each of [reading(), ...others]) await within(store, (latency) => latency.putReading(each));
  await within(store, (latency) => latency.removeReading({ kind: 'resource', id: 'r' }, 'reported'));
  const { readings } = await within(store, (latency) => latency.readAll());
  expect(readings).toHaveLength(3);
  expect(readings).toEqual(expect.arrayContaining(others));
  expect(await within(store, (latency) => latency.putReading(reading({ readAtMs: 1 })))).toBe(true);
});

test('a default is what was set last', async () => {
  const store = await memoryStore();
  const value = { scope: 'site-interconnect', scopeId: 'LON', ns: 5, setAtMs: 1 } as const;
  await within(store, async (latency) => {
    await latency.putDefault(value);
    await latency.putDefault({ ...value, scope: 'carrier-transit' });
    await latency.putDefault({ ...value, ns: 7, setAtMs: 2 });
  });
  expect((await within(store, (latency) => latency.readAll())).defaults).toEqual([
    { ...value, scope: 'carrier-transit' },
    { ...value, ns: 7, setAtMs: 2 },
  ]);
});

test.each([{ azNs: -1 }, { zaNs: maxLatencyNs + 1 }, { azNs: 0.5 }])('what is no latency is refused: %j', async (change) => {
  const store = await memoryStore();
  await expect(within(store, (latency) => latency.putReading(reading(change)))).rejects.toMatchObject({ code: 'constraint' });
});
