import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graphml } from '../../lab/testing/graphml';
import { graphmlFilesIn, NetworkFolderError } from './network-folder';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'longlines-folder-'));
});

afterAll(() => rm(root, { recursive: true }));

const placed = graphml({ name: 'Placed', nodes: [{ id: '0', label: 'Oslo', at: [59.9, 10.7] }], edges: [] });
const unplaced = graphml({ name: 'Unplaced', nodes: [{ id: '0', label: 'Somewhere' }], edges: [] });

async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
  return folder;
}

test('GraphML files are taken by name, whatever else lies there', async () => {
  const folder = await folderWith('good', { 'b.graphml': placed, 'A.GraphML': placed, 'README.txt': 'no network' });
  expect(await graphmlFilesIn(folder)).toEqual([join(folder, 'A.GraphML'), join(folder, 'b.graphml')]);
});

const cases: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['an empty folder', {}, ['there is no GraphML file', '0 other files']],
  ['other files only', { 'a.json': '{}' }, ['there is no GraphML file', '1 other files', 'put one for each carrier']],
  ['one network', { 'a.graphml': placed }, ['a.graphml is the only GraphML file', 'needs two carriers']],
  ['what is not GraphML', { 'a.graphml': placed, 'b.graphml': '<svg></svg>' }, ['b.graphml: the file has no <graphml> element']],
  ['broken XML', { 'a.graphml': placed, 'b.graphml': '<graphml>\n<graph>\n</graphml>' }, ['b.graphml, line ']],
  [
    'a network without any place',
    { 'a.graphml': placed, 'b.graphml': unplaced },
    ['b.graphml: no node has coordinates', 'take the file away'],
  ],
  ['two of one name', { 'New Net.graphml': placed, 'new-net.graphml': placed }, ['would both be carrier "new-net"', 'rename']],
];

test.each(cases)('%s is refused in words', async (name, files, words) => {
  const refusal: unknown = await graphmlFilesIn(await folderWith(name, files)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(NetworkFolderError);
  for (const each of words) expect(String(refusal)).toContain(each);
});

test('all that is wrong is told at once', async () => {
  const folder = await folderWith('all', { 'a.graphml': '', 'b.graphml': unplaced });
  await expect(graphmlFilesIn(folder)).rejects.toThrow(/a\.graphml[^]*b\.graphml/);
});

test('a folder that is not there, or is a file, is refused in words', async () => {
  await expect(graphmlFilesIn(join(root, 'nowhere'))).rejects.toThrow('it does not exist');
  await writeFile(join(root, 'file'), '');
  await expect(graphmlFilesIn(join(root, 'file'))).rejects.toThrow('it is a file, not a folder');
});
