import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { signals } from '../../core/model/signal';
import type { Place } from './distance';

/**
 * What one carrier has, as `resources/practice-network/*.json` says it. Ids are unique within the carrier; a site's code is what the
 * carriers agreed on. Distances make the latencies: none is written in the file but a node's own transit.
 */
const signal = z.enum(signals as [(typeof signals)[number], ...(typeof signals)[number][]]);
const port = z.strictObject({ id: z.string(), node: z.string(), signals: z.array(signal).min(1) });
const inventory = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(['dedicating', 'accessing', 'both']),
  restconfRoot: z.string().startsWith('/'),
  /** In which its manager writes latencies, whatever their names say; without: microseconds. */
  latencyUnit: z.enum(['ns', 'us', 'ms']).optional(),
  sites: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      lat: z.number().min(-90).max(90).optional(),
      lon: z.number().min(-180).max(180).optional(),
    }),
  ),
  nodes: z.array(z.strictObject({ id: z.string(), site: z.string(), transitUs: z.number().positive().optional() })),
  links: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      a: z.string(),
      z: z.string(),
      gbps: z.number().positive(),
      pricePerSlot: z.number().int().nonnegative(),
      ducts: z.array(z.string()).min(1),
      dedicated: z.boolean(),
      foreignSlots: z.number().int().nonnegative().optional(),
      zaExtraKm: z.number().positive().optional(),
    }),
  ),
  clientPorts: z.array(port),
  interconnectPorts: z.array(port.extend({ plug: z.strictObject({ localId: z.string(), remoteId: z.string() }) })),
});

export type Inventory = z.infer<typeof inventory>;
export type InventoryLink = Inventory['links'][number];
export type InventoryNode = Inventory['nodes'][number];
export type InventorySite = Inventory['sites'][number];
export interface InventoryPort {
  readonly id: string;
  readonly node: string;
  readonly signals: readonly (typeof signals)[number][];
  readonly plug?: { readonly localId: string; readonly remoteId: string };
}

/** Reads and checks an inventory file; throws with the file's name and what is wrong in it. */
export function readInventory(file: string): Inventory {
  const read = inventory.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} is not an inventory:\n${z.prettifyError(read.error)}`);
  return read.data;
}

export const portsOf = (from: Inventory): readonly InventoryPort[] => [...from.clientPorts, ...from.interconnectPorts];

/** Null: its coordinates are not known. */
export const placed = ({ lat, lon }: InventorySite): Place | null => (lat === undefined || lon === undefined ? null : { lat, lon });
