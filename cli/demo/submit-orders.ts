import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOrderFile } from '../../core/host/read-order-file';
import { orderFields } from '../../core/model/order-fields';
import { carriersOpenTo, managerOf, ordersRest, sitesOfAccessingCarriers, troubledCarrier, until, type Demo } from './demo';
import { impossibleOrders, siteToFill } from './impossible-orders';
import { makeOrders, toCsv } from './order-file';
import { showOrders } from './show';

/** From a file, as an operator would; it has orders that are impossible, among them one from a site that others have just filled. */
export async function submitOrders(demo: Demo): Promise<void> {
  const { host, screen } = demo;
  const { view } = host.network;
  const sitesOf = sitesOfAccessingCarriers(host);
  const fullSite = siteToFill(view, sitesOf);
  await fillSite(demo, fullSite);
  const file = join(demo.folder, 'orders.csv');
  screen.heading(`Submitting orders from ${file}`);
  const orders = makeOrders(sitesOf, carriersOpenTo(demo), demo.orders, demo.random);
  await writeFile(file, toCsv(orderFields, [...orders, ...impossibleOrders(view, sitesOf, fullSite)]));
  // One carrier's inventory is not quite true: it refuses twice, which only shows when it is asked.
  await managerOf(demo, troubledCarrier(demo)).control({ kind: 'refuse', count: 2, words: 'line card out of service, no grant possible' });
  const read = readOrderFile(await readFile(file), file);
  if (read.kind === 'unreadable') throw new Error(read.message);
  const refused: string[][] = [];
  for (const { line, fields, intake } of read.rows) {
    const name = fields.order ?? '';
    if (intake.kind === 'malformed') refused.push([`line ${line}`, name, intake.problems.map(({ message }) => message).join('; ')]);
    else {
      const submission = await host.submitOrder(intake.request);
      if (submission.kind === 'refused') refused.push([`line ${line}`, name, submission.message]);
    }
  }
  if (refused.length > 0) {
    screen.line('  Not taken as orders:');
    screen.table(['line', 'order', 'why'], refused);
  }
  await ordersRest(demo);
  await showOrders(host, screen, await host.orders());
}

/** Others take every slot at a site: told by a notice, it counts from the next order on (N4). */
async function fillSite(demo: Demo, siteId: string): Promise<void> {
  const { host, screen } = demo;
  const { view } = host.network;
  const isAt = (nodeId: string) => view.nodes.get(nodeId)?.siteId === siteId;
  const atSite = () => [...view.resources.values()].filter(({ aNodeId, zNodeId }) => isAt(aNodeId) || isAt(zNodeId));
  for (const { carrierId, name, slots } of atSite()) await managerOf(demo, carrierId).control({ kind: 'occupy', link: name, slots });
  await until(demo, `the circuits at ${siteId} are known to be full`, async () =>
    atSite().every((resource) => view.freeSlots(resource) === 0),
  );
  screen.line(`  others have taken every slot at ${siteId}: ${atSite().length} circuits are full, as their carrier has just told`);
}
