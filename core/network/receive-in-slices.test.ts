import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkSubject } from '../model/network';
import { memoryStore, withMemoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { loadNetwork } from './network';
import { receiveInventory } from './receive-inventory';
import { things } from './testing/any-reports';
import { inventory, networkWith, reportedNode, reportedPort, reportedResource } from './testing/carrier-reports';
import { contentsOf, keptAndBuilt } from './testing/same-network';

const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();
const names = (subjects: readonly NetworkSubject[]): readonly string[] => sorted(subjects.map(({ kind, id }) => `${kind} ${id}`));
const told = async (store: Store): Promise<readonly string[]> =>
  sorted((await store.transaction((tx) => tx.history.tail(1_000))).map(({ event, subject, text }) => `${event} ${subject}: ${text}`));

test('a carrier that is read in slices is known, and told of, as one that is entered at once', async () => {
  const reading = fc.record({
    carrierId: fc.constantFrom('alpha', 'beta'),
    parts: fc.record(things),
    atOnce: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 6 }), async (readings) => {
      await withMemoryStore(async (whole) => {
        await withMemoryStore(async (sliced) => {
          const [one, other] = [await networkWith(whole, 'alpha', 'beta'), await networkWith(sliced, 'alpha', 'beta')];
          for (const [at, { carrierId, parts, atOnce }] of readings.entries()) {
            const changed = await receiveInventory(whole, one, carrierId, inventory(parts), 100 + at, undefined, 1_000);
            expect(names(await receiveInventory(sliced, other, carrierId, inventory(parts), 100 + at, undefined, atOnce))).toEqual(
              names(changed),
            );
            expect(contentsOf(other.view)).toEqual(contentsOf(one.view));
            const { kept, built } = keptAndBuilt(other);
            expect(kept).toEqual(built);
          }
          expect(contentsOf((await loadNetwork(sliced)).view)).toEqual(contentsOf((await loadNetwork(whole)).view));
          expect(await told(sliced)).toEqual(await told(whole));
        });
      });
    }),
    { numRuns: 40 },
  );
});

describe('a carrier of 30 nodes that is read ten things at a time', () => {
  const nodes = Array.from({ length: 30 }, (_, at) => reportedNode(`n${at}`));
  const resources = nodes.slice(1).map(({ uuid }, at) => reportedResource(`r${at}`, `n${at}`, uuid));
  const ports = nodes.map(({ uuid }) => reportedPort(`p-${uuid}`, uuid));
  const line = inventory({ nodes, resources, ports });

  test('writes no more than ten of them in one transaction, and the graph is made once', async () => {
    const store = await memoryStore();
    const network = await networkWith(store, 'alpha');
    const written: number[] = [];
    const counting: Store = {
      ...store,
      transaction: (work) =>
        store.transaction((tx) => {
          written.push(0);
          const count =
            <Thing>(put: (thing: Thing) => Promise<void>) =>
            (thing: Thing) => {
              written.push((written.pop() ?? 0) + 1);
              return put(thing);
            };
          const { network: known } = tx;
          return work({
            ...tx,
            network: {
              ...known,
              putNode: count((node) => known.putNode(node)),
              putPort: count((port) => known.putPort(port)),
              putResource: count((resource) => known.putResource(resource)),
            },
          });
        }),
    };
    const graphs = new Set([network.graph.graph]);
    network.graph.follow(() => graphs.add(network.graph.graph));
    await receiveInventory(counting, network, 'alpha', line, 100, undefined, 10);
    // What is new costs more than what only is compared.
    expect(written.filter((count) => count > 0)).toEqual([...Array<number>(15).fill(2), 10, 10, 10, ...Array<number>(14).fill(2), 1]);
    expect(graphs.size).toBe(2);
  });

  test('what was entered before the store fails stays, in the graph as well; the next reading enters the rest', async () => {
    const store = await memoryStore();
    const network = await networkWith(store, 'alpha');
    let left = 16;
    const failing: Store = {
      ...store,
      transaction: (work) => (left-- > 0 ? store.transaction(work) : Promise.reject(new Error('the disk is full'))),
    };
    await expect(receiveInventory(failing, network, 'alpha', line, 100, undefined, 10)).rejects.toThrow('the disk is full');
    expect([network.view.nodes.size, network.view.ports.size, network.view.resources.size]).toEqual([30, 10, 0]);
    const { kept, built } = keptAndBuilt(network);
    expect(kept).toEqual(built);
    await receiveInventory(store, network, 'alpha', line, 101, undefined, 10);
    expect([network.view.nodes.size, network.view.ports.size, network.view.resources.size]).toEqual([30, 30, 29]);
    expect(keptAndBuilt(network).kept).toEqual(keptAndBuilt(network).built);
  });
});
