import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where things are that the lab starts and reads, found upwards from here, be this a source or a built program. */
export const inventoryFolder = (): string => join(repository(), 'resources', 'practice-network');
export const carrierManagerProgram = (): string => join(repository(), 'out', 'main', 'carrier-manager.js');
export const switchProgram = (): string => join(repository(), 'out', 'main', 'switch.js');

function repository(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'resources', 'practice-network'))) return folder;
    if (folder === dirname(folder))
      throw new Error(`resources/practice-network is nowhere above ${import.meta.dirname}: say where programs and inventories are`);
  }
}
