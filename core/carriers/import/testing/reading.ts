import type { CarrierInventory } from '../../carrier-link';
import { standardMapping } from '../../mapping';
import type { ImportProblem } from '../found';
import { readInventoryFiles, type InventoryFile, type ReadingOptions } from '../read-inventory-files';

export const standardReading: ReadingOptions = { carrierId: 'alder', mapping: standardMapping, clientPortsPerNode: 1, slotsPerLink: 80 };

export const file = (name: string, text: string): InventoryFile => ({ name, bytes: new TextEncoder().encode(text) });

/** Reads files that can be read. */
export function read(
  files: readonly InventoryFile[],
  options: Partial<ReadingOptions> = {},
): { readonly inventory: CarrierInventory; readonly problems: readonly ImportProblem[] } {
  const outcome = readInventoryFiles(files, { ...standardReading, ...options });
  if (outcome.kind === 'unreadable') throw new Error(outcome.message);
  return outcome;
}

/** Why files cannot be read. */
export function refusal(files: readonly InventoryFile[], options: Partial<ReadingOptions> = {}): string {
  const outcome = readInventoryFiles(files, { ...standardReading, ...options });
  if (outcome.kind === 'inventory') throw new Error('the files were read');
  return outcome.message;
}
