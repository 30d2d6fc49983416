import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchCommand, wholeNumber } from '../bench-options';
import type { CarrierInventory } from '../../core/carriers/carrier-link';
import type { InputOf, ProcedureName } from '../../core/contract/procedures';
import { createHost } from '../../core/host/create-host';
import { callProcedure } from '../../core/host/procedures/call-procedure';
import type { Serving } from '../../core/host/procedures/serving';
import { systemClock, systemNewId, systemPause } from '../../core/host/system-clock';
import { systemDisk } from '../../core/store/disk';
import { overlayDisk } from '../../core/store/overlay-disk';
import { openStore } from '../../core/store/sqlite-store';
import { fillLargeStore } from '../start/large-store';
import { inventoryAsStored, replayedLink } from './carrier-of-store';
import { heldBy } from './longest-block';

/**
 * What holds the host's event loop longest in one piece: links that go and come again, and each procedure of the contract that lists or surveys, on a store with
 * many orders in service. The store is in memory: what a disk takes is not in it.
 */
const { nodes, orders, entries, runs, only } = benchCommand(
  'bench:blocks',
  'Measures what holds the event loop of a host longest in one piece: links that go and come again, and each procedure that lists or surveys.',
)
  .option('--nodes <count>', 'of the network', wholeNumber, 10_000)
  .option('--orders <count>', 'in the store', wholeNumber, 10_000)
  .option('--entries <count>', 'of the history', wholeNumber, 50_000)
  .option('--runs <count>', 'of each the median is told', wholeNumber, 3)
  .option('--only <words>', 'what has these words in its name', '')
  .parse()
  .opts<{ nodes: number; orders: number; entries: number; runs: number; only: string }>();
const size = { carriers: 5, nodes, resources: Math.round(nodes * 1.5), orders, entries };

const folder = mkdtempSync(join(tmpdir(), 'll-bench-blocks-'));
try {
  await measure(join(folder, 'longlines.db'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(file: string): Promise<void> {
  const store = await openStore(file, { clock: systemClock, pause: systemPause, disk: overlayDisk(systemDisk) });
  await fillLargeStore(store, size, systemClock.now(), () => undefined);
  // What is impaired stays so: restorations are not what is measured.
  const host = await createHost({ store, clock: systemClock, newId: systemNewId, settings: { holdOffMs: 3_600_000, resumeGraceMs: 100 } });
  const { record, held } = await store.transaction(async (tx) => ({
    record: await tx.network.readAll(),
    held: await tx.connections.segmentsInState(['held']),
  }));
  const inventories = new Map(record.carriers.map(({ id }) => [id, inventoryAsStored(record, host.network.view, id, held)]));
  const links = new Map(record.carriers.map(({ id }) => [id, replayedLink(id, inventories.get(id) ?? nothing, () => systemClock.now())]));
  const settled = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    await host.settled();
  };
  console.log(`load ${loadavg()[0]?.toFixed(1) ?? ''}; ${JSON.stringify(size)}; milliseconds\n${'what'.padEnd(44)} longest      all`);
  await tell('every carrier is heard', 1, () =>
    settled(async () => {
      for (const carrier of record.carriers) {
        const replayed = links.get(carrier.id);
        if (replayed) await host.connectCarrier(carrier, replayed.link);
        await replayed?.isEntered;
      }
      await host.resume();
    }),
  );
  const id = record.carriers[0]?.id ?? '';
  const [link, inventory] = [links.get(id), inventories.get(id)];
  if (!link || !inventory) throw new Error('no carriers');
  await tell('a link is lost', runs, () => settled(link.lose));
  await tell(
    'it comes again with nothing changed',
    runs,
    () => settled(() => link.comeAgain(inventory)),
    () => settled(link.lose),
  );
  let round = 0;
  const otherwise = (): CarrierInventory => muchChanged(inventory, (round += 1));
  await tell(
    'it comes again with much changed',
    runs,
    () => settled(() => link.comeAgain(otherwise())),
    () => settled(link.lose),
  );
  await tell(
    'it comes again with all as it was',
    1,
    () => settled(() => link.comeAgain(inventory)),
    () => settled(link.lose),
  );

  const serving: Serving = {
    ...{ host, clock: systemClock, store: file, version: '0', pid: process.pid },
    connect: async () => ({ kind: 'connected' }),
    connectSwitch: async () => ({ kind: 'connected' }),
  };
  for (const [name, input, what] of calls(
    record.resources[0]?.id ?? '',
    record.sites.map((site) => site.id),
  )) {
    if (!name.includes(only)) continue;
    await tell(what === undefined ? name : `${name}: ${what}`, onlyOnce.has(name) ? 1 : runs, async () => {
      const answer = await callProcedure(serving, name, input, { signal: new AbortController().signal, onProgress: () => undefined });
      if (answer.kind === 'error') console.log(`${name}: ${answer.error.message.slice(0, 200)}`);
    });
  }
  await host.close();
  await store.close();
}

const nothing: CarrierInventory = { nodes: [], ports: [], resources: [], services: [], warnings: [] };

/** A tenth of the latencies are others, and a twentieth of the services and a fiftieth of the resources are down. */
function muchChanged(inventory: CarrierInventory, round: number): CarrierInventory {
  return {
    ...inventory,
    resources: inventory.resources.map((resource, at) => ({
      ...resource,
      ...((at + round) % 50 === 0 && { condition: 'down', conditionText: 'loss of signal' }),
      latency:
        resource.latency && at % 10 === round % 10
          ? { azNs: resource.latency.azNs + 1_000 * round, zaNs: resource.latency.zaNs + 1_000 * round }
          : resource.latency,
    })),
    services: inventory.services.map((service, at) => ({ ...service, state: (at + round) % 20 === 0 ? 'down' : 'up' })),
  };
}

/** A second time there is nothing to be done. */
const onlyOnce: ReadonlySet<ProcedureName> = new Set([
  ...(['latency.withdraw-default', 'lock-outs.add', 'lock-outs.release', 'recovery.pause', 'recovery.resume'] as const),
]);

type NamedCall = { readonly [Name in ProcedureName]: readonly [name: Name, input: InputOf<Name>, what?: string] }[ProcedureName];

function calls(resourceId: string, sites: readonly string[]): readonly NamedCall[] {
  const now = systemClock.now();
  const day = 86_400_000;
  const carrier = { kind: 'carrier', id: 'c1' } as const;
  return [
    ['status', {}],
    ['carriers.list', {}],
    ['interconnects.list', {}],
    ['inventory.list', { what: 'nodes' }, 'nodes'],
    ['inventory.list', { what: 'resources' }, 'resources'],
    ['inventory.list', { what: 'ports' }, 'ports'],
    ['inventory.list', { what: 'ducts' }, 'ducts'],
    ['inventory.list', { what: 'interconnects' }, 'interconnects'],
    ['inventory.list', { what: 'sites' }, 'sites'],
    ['network.subject', { subject: carrier }],
    ['network.best', { aSiteId: sites[0] ?? '', zSiteId: sites.at(-1) ?? '' }],
    ['latency.margins', {}],
    ['latency.default', { scope: 'carrier-transit', scopeId: 'c1', ns: 12_345, by: 'bench' }],
    ['latency.withdraw-default', { scope: 'carrier-transit', scopeId: 'c1', by: 'bench' }],
    [
      'latency.enter',
      { subject: { kind: 'resource', id: resourceId }, azNs: 1_000_000, zaNs: 1_000_000, provenance: 'operator', by: 'bench' },
    ],
    ['orders.list', {}],
    ['orders.list', { customer: 'Customer 7' }, 'of a customer'],
    ['orders.list', { carrierId: 'c1' }, 'of a carrier'],
    ['orders.queued', {}],
    ['orders.show', { orderId: 'ORD-1' }],
    ['orders.explain', { orderId: 'ORD-1' }],
    ['orders.over', { subject: carrier }],
    ['impairments.list', {}],
    ['impairments.list', { all: true }, 'all'],
    ['recovery.survey', { impairmentIds: [] }],
    ['recovery.ways', { orderId: 'ORD-1' }],
    ['what-if', { suppositions: [{ kind: 'fails', subject: { kind: 'resource', id: resourceId } }] }, 'a resource'],
    ['what-if', { suppositions: [{ kind: 'fails', subject: carrier }] }, 'a carrier'],
    ['reconciliation.list', {}],
    ['lock-outs.list', {}],
    ['lock-outs.add', { subject: carrier, by: 'bench', reason: 'bench' }],
    ['lock-outs.release', { subject: carrier, by: 'bench', reason: 'bench' }],
    ['windows.list', {}],
    ['windows.preview', { subjects: [carrier] }],
    ['windows.plan', { subjects: [carrier], fromMs: now + 30 * day, toMs: now + 31 * day, text: 'bench', by: 'bench' }],
    ['field-pack.count', { part: { carrierIds: ['c1'] } }],
    ['field-pack.make', { part: { carrierIds: ['c1'] }, passphrase: 'correct horse battery', by: 'bench' }],
    ['compliance', { fromMs: now - 30 * day }],
    ['hand-over', { fromMs: now - day, toMs: now }],
    ['history.tail', { count: 1_000 }],
    ['history.find', { filter: { words: ['nowhere'] }, order: 'newest', limit: 100 }],
    ['history.events', {}],
    ['history.verify', {}],
    ['history.export-head', {}],
    ['backup', { file: join(folder, 'copy.db'), overwrite: true }],
    ['recovery.pause', { carrierId: null, by: 'bench', reason: 'bench' }],
    ['recovery.resume', { carrierId: null, by: 'bench', reason: 'bench' }],
  ];
}

/** `before`: not measured. */
async function tell(
  what: string,
  times: number,
  work: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const longest: number[] = [];
  const all: number[] = [];
  for (let run = 0; run < times; run += 1) {
    await before();
    const held = await heldBy(work);
    longest.push(held.longestMs);
    all.push(held.ms);
  }
  console.log(`${what.padEnd(44)} ${median(longest).toFixed(0).padStart(7)} ${median(all).toFixed(0).padStart(8)}`);
}

function median(measured: readonly number[]): number {
  return measured.toSorted((one, other) => one - other)[Math.floor(measured.length / 2)] ?? NaN;
}
