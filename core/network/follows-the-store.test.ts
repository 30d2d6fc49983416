import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CarrierInventory, InventoryChange } from '../carriers/carrier-link';
import { provenances } from '../model/latency';
import { withMemoryStore } from '../store/repositories/testing/memory-store';
import type { Store } from '../store/store';
import { enterDefault, enterReading } from './enter-latency';
import { enterCarrier, markLink } from './link-state';
import { loadNetwork, type Network } from './network';
import { receiveChange, receiveInventory } from './receive-inventory';
import { fewNs, things, uuid } from './testing/any-reports';
import { inventory, inventoryChange, networkWith, reportedNode, reportedPort } from './testing/carrier-reports';
import { carrier } from './testing/plain-network';
import { contentsOf, keptAndBuilt } from './testing/same-network';

type Happening = (store: Store, network: Network, atMs: number) => Promise<unknown>;

const carrierId = fc.constantFrom('alpha', 'beta');
/** A message may come late: its readings are older than some that are known. */
const lateMs = fc.constantFrom(0, 0, 0, 3);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(carrierId, fc.record(things), lateMs, fc.constantFrom(undefined, 1, 3)).map(
      ([id, parts, late, atOnce]): Happening =>
        (store, network, atMs) =>
          receiveInventory(store, network, id, inventory(parts satisfies Partial<CarrierInventory>), atMs - late, undefined, atOnce),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        carrierId,
        fc.record({
          ...things,
          withdrawn: fc.array(fc.record({ kind: fc.constantFrom('node', 'port', 'resource'), uuid }), { maxLength: 2 }),
        }),
        lateMs,
      )
      .map(
        ([id, parts, late]): Happening =>
          (store, network, atMs) =>
            receiveChange(store, network, id, inventoryChange(parts satisfies Partial<InventoryChange>), atMs - late),
      ),
  },
  fc.tuple(carrierId, fc.boolean()).map(
    ([id, isUp]): Happening =>
      (store, network, atMs) =>
        markLink(store, network, id, isUp, isUp ? '' : 'gone', atMs),
  ),
  fc
    .tuple(fc.nat(8), fc.constantFrom(...provenances), fewNs, fewNs)
    .map(([at, provenance, azNs, zaNs]): Happening => async (store, network, atMs) => {
      const subjects = [
        ...[...network.view.nodes.keys()].map((id) => ({ kind: 'node', id }) as const),
        ...[...network.view.resources.keys()].map((id) => ({ kind: 'resource', id }) as const),
        ...[...network.view.interconnects.keys()].map((id) => ({ kind: 'interconnect', id }) as const),
      ];
      const subject = subjects[at % Math.max(1, subjects.length)];
      if (subject)
        await enterReading(store, network, { subject, provenance, azNs, zaNs: subject.kind === 'node' ? azNs : zaNs, readAtMs: atMs });
    }),
  fc.tuple(fc.constantFrom('alpha', 'LON', 'PAR'), fewNs).map(([scopeId, ns]): Happening => (store, network, setAtMs) => {
    const scope = scopeId === 'alpha' ? 'carrier-transit' : 'site-interconnect';
    return enterDefault(store, network, { scope, scopeId, ns, setAtMs });
  }),
  fc.constantFrom('dedicating', 'accessing', 'both').map(
    (role): Happening =>
      (store, network, atMs) =>
        enterCarrier(store, network, carrier('beta', role), atMs),
  ),
);

test('whatever arrives, in whatever order: the view is what the store holds, and the graph is what would be built of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
      await withMemoryStore(async (store) => {
        const network = await networkWith(store, 'alpha', 'beta');
        let nowMs = 100;
        // They begin joined, so that joints are parted too.
        for (const [id, localId, remoteId] of [
          ['alpha', 'A', 'B'],
          ['beta', 'B', 'A'],
        ] as const) {
          const ports = [reportedPort('1', '1', { plug: { localId, remoteId } })];
          await receiveInventory(store, network, id, inventory({ nodes: [reportedNode('1')], ports }), nowMs++);
        }
        expect(network.view.interconnects.size).toBe(1);
        for (const happens of happenings) {
          await happens(store, network, nowMs++);
          const { kept, built } = keptAndBuilt(network);
          expect(kept).toEqual(built);
          expect(contentsOf(network.view)).toEqual(contentsOf((await loadNetwork(store)).view));
        }
      });
    }),
    { numRuns: 60 },
  );
});
