import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where things of the program are that shells serve and start, found upwards from here, be this a source or a built program. */
export const rendererFolder = (): string => join(programFolder(), 'out', 'renderer');
export const labProgram = (): string => join(programFolder(), 'out', 'main', 'lab.js');

function programFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json is above ${import.meta.dirname}: the program is not whole`);
  }
}
