import { describe, expect, test } from 'vitest';
import type { InventoryFile } from '../carriers/import/read-inventory-files';
import { contentsOf } from '../network/testing/same-network';
import type { Store } from '../store/store';
import { createHost, type Host } from './create-host';
import type { ImportPreview, ImportRequest } from './inventory-commands';
import { node, port, resource, SimulatedCarrier } from './testing/simulated-carrier';
import { orderRequest, World } from './testing/world';

/** Delta leads from London to Vienna in 5 ms, where alpha and beta take 7 at best, and meets gamma at both ends. */
const csv = `kind,id,site,transit_us,a,z,node,slots,latency_us,local_id,remote_id
node,d1,LON,10,,,,,,,
node,d2,VIE,10,,,,,,,
link,direct,,,d1,d2,,16,5000,,
interconnect,d1-g1,,,,,d1,,,d1-g1,g1-d1
interconnect,d2-g2,,,,,d2,,,d2-g2,g2-d2
`;
const file = (text: string, name = 'delta.csv'): InventoryFile => ({ name, bytes: new TextEncoder().encode(text) });
const request = (text = csv, change: Partial<ImportRequest> = {}): ImportRequest => ({
  carrier: { id: 'delta', name: 'Delta Fibre', role: 'dedicating' },
  files: [file(text)],
  ...change,
});

async function started(): Promise<{ world: World; host: Host; store: Store }> {
  const world = new World();
  for (const [here, there, at] of [
    ['g1-d1', 'd1-g1', 'g1'],
    ['g2-d2', 'd2-g2', 'g2'],
  ] as const) {
    world.gamma.ports.set(here, port(here, at, { localId: here, remoteId: there }));
  }
  return { world, ...(await world.start()) };
}

async function preview(host: Host, asked: ImportRequest): Promise<ImportPreview> {
  const outcome = await host.previewInventory(asked);
  if (outcome.kind === 'refused') throw new Error(outcome.message);
  return outcome.preview;
}

async function imported(host: Host, asked: ImportRequest): Promise<ImportPreview> {
  const shown = await preview(host, asked);
  expect(await host.importInventory(asked, shown.digest)).toEqual({ kind: 'imported', preview: shown });
  return shown;
}

/** An order that only Delta is quick enough for. */
const quick = orderRequest({ id: 'QUICK', limit: { oneWayNs: 6_000_000, enteredAs: 'one-way' } });

describe('a preview', () => {
  test('tells what an import would do, and does nothing', async () => {
    const { host } = await started();
    const before = contentsOf(host.network.view);
    const history = await host.history(1000);
    expect(await preview(host, request())).toMatchObject({
      counts: { node: { new: 2 }, resource: { new: 1 }, port: { new: 2 }, interconnect: { new: 2 } },
      unknownLatency: { nodes: 0, resources: 0 },
      problems: [],
      sites: { byCode: ['LON', 'VIE'], proposals: [] },
      ordersHit: [],
    });
    expect(contentsOf(host.network.view)).toEqual(before);
    expect(await host.history(1000)).toEqual(history);
  });

  test('tells what is left out, what is doubted, and what does not fit beside other carriers; the import leaves out just that', async () => {
    const { host } = await started();
    const spoiled = csv
      .replace('16,5000', '16,soon')
      .replace('link,direct', 'link,stray,,,d1,d9,,8,1,,\nlink,direct')
      .replaceAll('d2-g2', 'g1-d1');
    const shown = await imported(host, request(spoiled));
    expect(shown.problems.map(({ where, severity }) => [where, severity])).toEqual([
      ['line 5, column latency_us', 'doubted'],
      ['line 4, link stray', 'left-out'],
      ['gamma/g1-d1', 'doubted'],
      ['delta/g1-d1', 'doubted'],
    ]);
    expect(shown.unknownLatency).toEqual({ nodes: 0, resources: 1 });
    expect([...host.network.view.resources.keys()].filter((id) => id.startsWith('delta'))).toEqual(['delta/direct']);
    expect((await host.history(3)).find(({ event }) => event === 'inventory.imported')?.text).toBe(
      'Delta Fibre from delta.csv: nodes 2 new, 0 changed, 0 withdrawn; links 1 new, 0 changed, 0 withdrawn; ports 2 new, 0 changed, 0 withdrawn; 1 left out, 3 doubted',
    );
  });

  test('proposes known sites near sites under other codes, and the operator chooses', async () => {
    const { host } = await started();
    const placed = 'kind,id,site,latitude,longitude\nnode,a,OURS,51.5,-0.1\n';
    await imported(host, request(placed));
    const near = (change: Partial<ImportRequest> = {}) =>
      request('kind,id,site,latitude,longitude\nnode,b,THEIRS,51.5,-0.2\n', {
        carrier: { id: 'echo', name: 'Echo', role: 'dedicating' },
        ...change,
      });
    expect((await preview(host, near())).sites.proposals).toMatchObject([{ siteId: 'THEIRS', knownSiteId: 'OURS' }]);
    await imported(host, near());
    expect(host.network.view.nodes.get('echo/b')?.siteId).toBe('THEIRS');
    await imported(host, near({ sites: 'as-proposed' }));
    expect(host.network.view.nodes.get('echo/b')?.siteId).toBe('OURS');
    await imported(host, near({ sites: { THEIRS: 'VIE' } }));
    expect(host.network.view.nodes.get('echo/b')?.siteId).toBe('VIE');
    expect(await host.previewInventory(near({ sites: { THEIRS: 'MARS' } }))).toEqual({
      kind: 'refused',
      message: 'site MARS is not known: the site THEIRS of the file cannot be taken to be there',
    });
  });

  test('names the orders that were planned over what would be withdrawn or changed', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder(quick);
    await world.clock.run(1_000);
    const slower = await preview(host, request(csv.replace('5000', '5500')));
    expect(slower.ordersHit).toEqual([{ orderId: 'QUICK', state: 'planned', text: 'passes direct' }]);
    expect((await preview(host, request(csv.replace('link,direct', 'link,other')))).ordersHit).toHaveLength(1);
    expect((await preview(host, request(`${csv}node,d3,FRA,,,,,,,,\n`))).ordersHit).toEqual([]);
  });
});

describe('an import', () => {
  test('is of exactly what was previewed: another file or option is shown again, and nothing is done', async () => {
    const { host } = await started();
    const { digest } = await preview(host, request());
    const before = contentsOf(host.network.view);
    for (const other of [request(csv.replace('5000', '5001')), request(csv, { slotsPerLink: 8 })]) {
      const outcome = await host.importInventory(other, digest);
      expect(outcome).toMatchObject({ kind: 'changed', message: expect.stringMatching(/^these are not the files and options/) as string });
      expect(contentsOf(host.network.view)).toEqual(before);
      // What is shown again can be imported.
      if (outcome.kind === 'changed') expect(await preview(host, other)).toEqual(outcome.preview);
    }
    expect((await host.importInventory(request(), digest)).kind).toBe('imported');
  });

  test('is shown again where the network has changed since', async () => {
    const { world, host } = await started();
    const { digest } = await preview(host, request());
    world.gamma.ports.delete('g1-d1');
    host.resynchronise('gamma');
    await world.clock.run(1_000);
    const outcome = await host.importInventory(request(), digest);
    expect(outcome).toMatchObject({
      kind: 'changed',
      message: expect.stringMatching(/^the network has changed since the preview/) as string,
      preview: { counts: { interconnect: { new: 1 } } },
    });
    expect(host.network.view.carriers.has('delta')).toBe(false);
  });

  test('may come days after its preview, when nothing has changed', async () => {
    const { world, host } = await started();
    const { digest } = await preview(host, request());
    await world.clock.run(3 * 86_400_000);
    expect((await host.importInventory(request(), digest)).kind).toBe('imported');
  });

  test.each<[string, Partial<ImportRequest>, RegExp]>([
    ['an unreadable file', { files: [file('kind,id\nnode,"x')] }, /^delta.csv, line 2: it is not well-formed CSV/],
    ['one unreadable file of two', { files: [file(csv), file('<graphml>', 'b.xml')] }, /^b.xml, line 1: the file is no well-formed XML/],
    ['no file', { files: [] }, /^no file is given/],
    [
      'a carrier with a live link',
      { carrier: { id: 'alpha', name: 'A', role: 'both' } },
      /^alpha is known by its dedicated link, .* import the file as a carrier with another id$/,
    ],
    ['a carrier id with a slash', { carrier: { id: 'a/b', name: 'A', role: 'both' } }, /^"a\/b" is no carrier id/],
    ['a mapping table that is none', { mapping: { latency: 'µs' } }, /^mapping table, field "latency"/],
    ['half a port', { clientPortsPerNode: 0.5 }, /^client ports per node: 0.5 is no whole number/],
    ['a negative number of slots', { slotsPerLink: -1 }, /^slots per link: -1 is no whole number/],
  ])('of %s is refused with the remedy, and enters nothing', async (_what, change, message) => {
    const { host } = await started();
    const before = contentsOf(host.network.view);
    for (const outcome of [await host.previewInventory(request(csv, change)), await host.importInventory(request(csv, change), 'any')]) {
      expect(outcome).toEqual({ kind: 'refused', message: expect.stringMatching(message) as string });
    }
    expect(contentsOf(host.network.view)).toEqual(before);
  });

  test('over a carrier that was linked when the host ended is refused as well', async () => {
    const { world, host, store } = await started();
    await host.close();
    const next = await createHost({ store, clock: world.clock, newId: () => 'id' });
    const refusal = await next.previewInventory(request(csv, { carrier: { id: 'beta', name: 'B', role: 'both' } }));
    expect(refusal.kind).toBe('refused');
  });
});

describe('N3: a carrier known only from a file', () => {
  test('can be planned with: an order waits with its route, for the manager to be connected, and books nothing', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder(quick);
    await world.clock.run(60_000);
    const dossier = await host.dossier('QUICK');
    expect(dossier?.order).toMatchObject({
      state: 'planned',
      cause: expect.stringMatching(
        /^waits for the link to Delta Fibre, known only from a file \(delta.csv, \d{4}-\d\d-\d\d\): connect its manager: 5\.\d\d ms one way, limit 6\.00 ms/,
      ) as string,
    });
    expect(dossier?.connections).toEqual([]);
    expect(await host.bookings()).toEqual({ slots: [], ports: [] });
  });

  test('serves no order that another way is good enough for', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder(orderRequest({ id: 'EASY' }));
    await world.clock.run(10_000);
    expect((await host.dossier('EASY'))?.order.state).toBe('active');
    expect(JSON.stringify((await host.dossier('EASY'))?.connections)).not.toContain('delta');
  });

  test('is no restoration either: an impaired order waits, and says what for', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder(orderRequest({ id: 'EASY' }));
    await world.clock.run(10_000);
    for (const uuid of ['fra-vie', 'par-vie']) world.beta.setResource(uuid, { condition: 'down', conditionText: 'cut' });
    await world.clock.run(30_000);
    const { hits } = await host.impairments();
    expect((await host.dossier('EASY'))?.order.state).toBe('impaired');
    expect(hits.at(-1)?.text).toContain('Delta Fibre, known only from a file');
  });

  test('has derived latency, which an order may refuse', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder({ ...quick, minimumProvenance: 'reported' });
    await world.clock.run(1_000);
    const order = (await host.dossier('QUICK'))?.order;
    expect(order?.state).toBe('rejected');
  });

  test('takes up waiting orders when a better file comes', async () => {
    const { world, host } = await started();
    await imported(host, request());
    await host.submitOrder({ ...quick, limit: { oneWayNs: 5_500_000, enteredAs: 'one-way' } });
    await world.clock.run(1_000);
    await imported(host, request(csv.replace('5000', '4000')));
    await world.clock.run(1_000);
    expect((await host.dossier('QUICK'))?.order.cause).toContain('4.0');
  });

  test('is served by once its manager is connected; what the manager does not list is withdrawn; a file is refused from then on', async () => {
    const { world, host } = await started();
    await imported(host, request(`${csv}link,planned,,,d1,d2,,16,4000,,\n`));
    await host.submitOrder(quick);
    await world.clock.run(1_000);
    const delta = new SimulatedCarrier('delta', world.clock);
    delta.nodes.set('d1', node('d1', 'LON'));
    delta.nodes.set('d2', node('d2', 'VIE'));
    delta.ports.set('d1-g1', port('d1-g1', 'd1', { localId: 'd1-g1', remoteId: 'g1-d1' }));
    delta.ports.set('d2-g2', port('d2-g2', 'd2', { localId: 'd2-g2', remoteId: 'g2-d2' }));
    delta.resources.set('direct', resource('direct', 'd1', 'd2', 5_200_000));
    await host.connectCarrier({ id: 'delta', name: 'Delta Fibre', role: 'dedicating' }, delta.link());
    await world.clock.run(10_000);
    const { view } = host.network;
    expect((await host.dossier('QUICK'))?.order.state).toBe('active');
    expect(view.resources.get('delta/planned')?.condition).toBe('withdrawn');
    expect(view.latency({ kind: 'resource', id: 'delta/direct' })).toMatchObject({ azNs: 5_200_000, provenance: 'reported' });
    expect(view.latency({ kind: 'resource', id: 'delta/planned' })).toBeNull();
    expect(view.fileSources.size).toBe(0);
    expect((await host.previewInventory(request())).kind).toBe('refused');
  });

  test('is known from its file after a restart too', async () => {
    const { world, host, store } = await started();
    await imported(host, request());
    await host.submitOrder(quick);
    await world.clock.run(1_000);
    await host.close();
    await store.close();
    const { host: next } = await world.start();
    await world.clock.run(30_000);
    expect(next.network.view.fileWords('delta')).toMatch(/^known only from a file \(delta.csv/);
    expect((await next.dossier('QUICK'))?.order).toMatchObject({ state: 'planned' });
    expect((await preview(next, request())).counts.node).toEqual({ new: 0, changed: 0, withdrawn: 0, unchanged: 2 });
  });
});
