import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readGraphml } from '../../core/carriers/import/graphml';
import { carrierIdOf } from '../../lab/practice';

/** What is wrong with the folder that `--network` names, and what to do about it. */
export class NetworkFolderError extends Error {
  override readonly name = 'NetworkFolderError';
}

/** The GraphML files in a folder, by name; throws a NetworkFolderError where there are not at least two, or one is of no use, with all that is wrong. */
export async function graphmlFilesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new NetworkFolderError(`the folder ${folder} cannot be read: ${reasonOf(error)}`, { cause: error });
  });
  const files = names
    .filter((name) => name.toLowerCase().endsWith('.graphml'))
    .sort()
    .map((name) => join(folder, name));
  const [only] = files;
  if (only === undefined) {
    throw new NetworkFolderError(`there is no GraphML file in ${folder} (${names.length} other files): put one for each carrier there`);
  }
  if (files.length === 1) {
    throw new NetworkFolderError(
      `${only} is the only GraphML file in ${folder}: a virtual network needs two carriers, put another one there`,
    );
  }
  const problems = [...namesakesAmong(files), ...(await Promise.all(files.map(problemOf))).flat()];
  if (problems.length > 0) throw new NetworkFolderError(problems.join('\n'));
  return files;
}

function namesakesAmong(files: readonly string[]): readonly string[] {
  return files.flatMap((file, index) => {
    const other = files.slice(0, index).find((each) => carrierIdOf(each) === carrierIdOf(file));
    return other === undefined ? [] : [`${other} and ${file} would both be carrier "${carrierIdOf(file)}": rename one of them`];
  });
}

async function problemOf(file: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return [`${file} cannot be read: ${reasonOf(error)}`];
  }
  const read = readGraphml(text);
  if (read.kind === 'unreadable') return [`${file}${read.line === null ? '' : `, line ${read.line}`}: ${read.message}`];
  if (read.network.nodes.every(({ latitudeDeg }) => latitudeDeg === null)) {
    return [
      `${file}: no node has coordinates, so no latency would be known and no other carrier met: add Latitude and Longitude, or take the file away`,
    ];
  }
  return [];
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ENOTDIR') return 'it is a file, not a folder';
  if (code === 'EISDIR') return 'it is a folder, not a file';
  if (code === 'EACCES') return 'its rights do not allow it';
  return String(error);
}
