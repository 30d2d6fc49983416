import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGraphml } from './graphml';
import { read } from './testing/reading';

/** Real networks of the Internet Topology Zoo, which are not part of the project: TOPOLOGIES names a folder that holds them. */
const folder = process.env['TOPOLOGIES'];

const networks = [
  { name: 'Darkstrand', nodes: 28, links: 31, parallel: 0, withoutPlace: 0, unknownLatency: 0, repeatedLabels: 0, leftOut: 0 },
  { name: 'Deltacom', nodes: 113, links: 183, parallel: 22, withoutPlace: 12, unknownLatency: 33, repeatedLabels: 13, leftOut: 0 },
  { name: 'Intellifiber', nodes: 73, links: 97, parallel: 2, withoutPlace: 3, unknownLatency: 8, repeatedLabels: 2, leftOut: 0 },
  { name: 'HiberniaGlobal', nodes: 55, links: 81, parallel: 0, withoutPlace: 2, unknownLatency: 5, repeatedLabels: 1, leftOut: 0 },
  // Two of its links lead from a node to itself.
  { name: 'Interoute', nodes: 110, links: 156, parallel: 10, withoutPlace: 14, unknownLatency: 31, repeatedLabels: 5, leftOut: 2 },
] as const;

test.each(networks)('$name is read in full: ids identify, nothing is assumed', async (expected) => {
  if (folder === undefined) {
    console.warn(`real networks are not checked: TOPOLOGIES names no folder with ${expected.name}.graphml`);
    return;
  }
  const bytes = new Uint8Array(await readFile(join(folder, `${expected.name}.graphml`)));
  const outcome = readGraphml(new TextDecoder().decode(bytes));
  if (outcome.kind === 'unreadable') throw new Error(outcome.message);
  const labels = outcome.network.nodes.map(({ label }) => label);
  const { inventory, problems } = read([{ name: `${expected.name}.graphml`, bytes }], { carrierId: expected.name });
  const pairs = inventory.resources.map(({ aNodeUuid, zNodeUuid }) => [aNodeUuid, zNodeUuid].sort().join(' '));
  const placeless = new Set(inventory.nodes.filter(({ site }) => site?.latitudeDeg == null).map(({ uuid }) => uuid));
  expect({
    name: expected.name,
    nodes: inventory.nodes.length,
    links: inventory.resources.length,
    parallel: pairs.length - new Set(pairs).size,
    withoutPlace: placeless.size,
    unknownLatency: inventory.resources.filter(({ latency }) => latency === null).length,
    repeatedLabels: labels.length - new Set(labels).size,
    leftOut: problems.filter(({ severity }) => severity === 'left-out').length,
  }).toEqual(expected);
  expect(new Set(inventory.nodes.map(({ name }) => name)).size).toBe(inventory.nodes.length);
  expect(new Set(inventory.resources.map(({ name }) => name)).size).toBe(inventory.resources.length);
  for (const { latency, aNodeUuid, zNodeUuid } of inventory.resources) {
    if (placeless.has(aNodeUuid) || placeless.has(zNodeUuid)) expect(latency).toBeNull();
    // No link on Earth takes longer in fibre than half way round and a fifth.
    else if (latency) expect(latency.azNs).toBeLessThan(120_000_000);
  }
});
