import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graphml, type Drawn } from '../../lab/testing/graphml';
import { faultsIn, percentile } from './demo-report';
import { graphmlFilesIn } from './network-folder';
import { runDemo } from './run-demo';
import type { Screen } from '../screen';

/** Two rings that meet in two cities; one has a label twice, a place that nobody knows and a link that ends nowhere. */
const east: Drawn = {
  name: 'East',
  nodes: [
    { id: '0', label: 'Boston', at: [42.36, -71.06] },
    { id: '1', label: 'New York', at: [40.71, -74.0] },
    { id: '2', label: 'Washington', at: [38.9, -77.04] },
    { id: '3', label: 'Chicago', at: [41.88, -87.63] },
  ],
  edges: [
    ['0', '1'],
    ['1', '2'],
    ['2', '3'],
    ['3', '0'],
  ],
};
const west: Drawn = {
  name: 'West',
  nodes: [
    { id: 'a', label: 'Chicago', at: [41.9, -87.65] },
    { id: 'b', label: 'Denver', at: [39.74, -104.99] },
    { id: 'c', label: 'Seattle', at: [47.6, -122.33] },
    { id: 'd', label: 'Washington', at: [38.91, -77.02] },
    { id: 'e', label: 'Denver', at: [39.6, -104.9] },
    { id: 'f', label: 'Nowhere' },
  ],
  edges: [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['d', 'a'],
    ['d', 'e'],
    ['e', 'b'],
    ['e', 'f'],
    ['e', 'missing'],
  ],
};

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'longlines-demo-test-'));
});

afterAll(() => rm(root, { recursive: true }));

async function demoOf(folder: string, networks: string, orders: number) {
  const lines: string[] = [];
  const say = (text: string): void => void lines.push(text);
  const screen: Screen = {
    heading: say,
    line: say,
    table: (columns, rows) => lines.push(columns.join(' '), ...rows.map((row) => row.join(' '))),
    progress: () => undefined,
  };
  await mkdir(folder, { recursive: true });
  const files = await graphmlFilesIn(networks);
  return {
    ...(await runDemo({ orders, circuits: 80, seed: 1, folder, files }, screen, new AbortController().signal)),
    said: lines.join('\n'),
  };
}

test('the walk over two small networks ends with zeros, and tells what their files lack', { timeout: 120_000 }, async () => {
  const networks = join(root, 'networks');
  await mkdir(networks);
  for (const each of [east, west]) await writeFile(join(networks, `${each.name}.graphml`), graphml(each));
  const { report, faults, said } = await demoOf(join(root, 'small'), networks, 8);
  expect([faults, faultsIn(report)]).toEqual([[], []]);
  expect(report.orders.active).toBeGreaterThan(4);
  expect(report.interconnects).toBeGreaterThan(0);
  expect(
    report.files.map(({ carrier, nodes, links, leftOut, nodesWithoutCoordinates, linksWithoutLatency }) => [
      ...[carrier, nodes, links, leftOut, nodesWithoutCoordinates, linksWithoutLatency],
    ]),
  ).toEqual([
    ['east', 4, 4, 0, 0, 0],
    ['west', 6, 7, 1, 1, 1],
  ]);
  expect(said).toContain('1 node without coordinates');
  expect(said).toMatch(/<edge [^\n]*missing/);
  expect(report.impairments.connectionsHit).toBeGreaterThan(0);
  expect(report.supposition.hitAsSupposed).toBe(report.supposition.connections);
  expect(report.historyProblems).toBe(0);
  expect(report.backupBytes).toBeGreaterThan(0);
  const { circuits } = report;
  expect(circuits).toMatchObject({ switches: 2, paths: 8, refused: 14, duplicates: 0, lost: 0, concurrentBulkPerPath: 1, otherwise: 0 });
  expect(circuits.ordered - circuits.released).toBe(80);
  expect(circuits.active + circuits.waiting + circuits.failed).toBe(80);
  expect(circuits.timedOut).toBeGreaterThan(0);
  expect(circuits.resubmitted).toBeGreaterThanOrEqual(4);
  expect(circuits.joinedAgain).toBeGreaterThan(20);
  for (const words of ['denied its first bulk request', '(PRTL)', 'is held for the operator', 'killed (SIGKILL)', 'without its memory']) {
    expect(said).toContain(words);
  }
  expect(said).toMatch(/row 5: IN_PROCESS, [^\n]* elapsed > time threshold 0\.6 s: send again/);
  expect(circuits.failed).toBeGreaterThan(0);
  expect(said).toMatch(
    new RegExp(`${circuits.failed} circuit orders? failed\\norder end user path line why\\n.*line .* is used at the switch already`),
  );
  expect(said).toMatch(/row 1: SUCCESS, [^\n]*: send nothing is sent: no more identifiers exist\n/);
  expect(said).toMatch(/VP-NYC-1 is carried: [^\n]* circuits are carried again/);
});

const zoo = ['Darkstrand', 'Deltacom', 'Intellifiber', 'HiberniaGlobal', 'Interoute'];

test('the walk over five real networks ends with zeros', { timeout: 300_000 }, async () => {
  const topologies = process.env['TOPOLOGIES'];
  if (topologies === undefined) {
    console.warn('NOT RUN: the demo over real networks. Set TOPOLOGIES to the folder with the Topology Zoo files.');
    return;
  }
  const networks = join(root, 'five');
  await mkdir(networks);
  for (const name of zoo) await copyFile(join(topologies, `${name}.graphml`), join(networks, `${name}.graphml`));
  const { report, faults } = await demoOf(join(root, 'real'), networks, 40);
  expect([faults, faultsIn(report)]).toEqual([[], []]);
  expect(report.orders.active).toBeGreaterThan(20);
});

test('a percentile is the least value that so many in a hundred do not exceed', () => {
  expect([50, 95, 100].map((hundredth) => percentile([4, 1, 3, 2], hundredth))).toEqual([2, 4, 4]);
  expect(percentile([], 50)).toBeNull();
});
