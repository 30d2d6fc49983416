import { z } from 'zod';
import { carrierId, carrierRole } from '../../../core/contract/inputs';
import type { InputOf } from '../../../core/contract/procedures';

/** A file that was chosen; `base64` null: too large to lie in a draft, so whoever resumes it chooses it again. */
const draftFile = z.object({ name: z.string().max(300), bytes: z.number(), base64: z.string().nullable() });

export const inventoryFields = z.object({
  files: z.array(draftFile).max(100),
  id: z.string().max(60),
  name: z.string().max(200),
  role: carrierRole,
  /** For GraphML, which knows none. */
  clientPortsPerNode: z.number(),
  slotsPerLink: z.number(),
  /** For TAPI JSON: only what differs from the usual mapping table. */
  mapping: z.record(z.string(), z.unknown()),
  /** From a site of the files to the known one that it is. */
  sites: z.record(z.string(), z.string()),
  imported: z.object({ atMs: z.number(), words: z.string() }).nullable(),
});
export type InventoryFields = z.infer<typeof inventoryFields>;

export const emptyInventory: InventoryFields = {
  ...{ files: [], id: '', name: '', role: 'dedicating', clientPortsPerNode: 8, slotsPerLink: 80 },
  ...{ mapping: {}, sites: {}, imported: null },
};

/** A file in memory. */
export interface HeldFile {
  readonly name: string;
  readonly bytes: number;
  readonly base64: string;
}

/** So much of all files together lies in the draft. */
const mostInDraft = 600_000;
const mostBytes = 64 * 2 ** 20;

export function draftFilesOf(held: readonly HeldFile[]): InventoryFields['files'] {
  const isSmall = held.reduce((sum, { base64 }) => sum + base64.length, 0) <= mostInDraft;
  return held.map(({ name, bytes, base64 }) => ({ name, bytes, base64: isSmall ? base64 : null }));
}

/** By the first letters of a file; what is only begun is not judged. */
export type FileKind = 'graphml' | 'tapi' | 'csv';
export function kindOf({ base64 }: HeldFile): FileKind {
  const begin = atob(base64.slice(0, 400)).replace(/[^\x21-\x7e]/g, '');
  return begin.startsWith('<') ? 'graphml' : begin.startsWith('{') ? 'tapi' : 'csv';
}
export const fileKinds: Readonly<Record<FileKind, string>> = { graphml: 'GraphML', tapi: 'TAPI JSON', csv: 'CSV' };

export function filesProblem(fields: InventoryFields, held: readonly HeldFile[]): string | null {
  if (fields.files.length === 0) return 'Choose the files of one carrier.';
  const lost = fields.files.filter(({ name }) => !held.some((file) => file.name === name));
  if (lost.length > 0) return `Choose again, for it is too large to be kept in a draft: ${lost.map(({ name }) => name).join(', ')}.`;
  const large = held.find(({ bytes }) => bytes > mostBytes);
  return large ? `${large.name} has more than 64 MB: divide it.` : null;
}

export function carrierProblems({
  id,
  name,
  clientPortsPerNode,
  slotsPerLink,
}: InventoryFields): Readonly<Partial<Record<'id' | 'name' | 'clientPortsPerNode' | 'slotsPerLink', string>>> {
  return {
    ...(id !== '' && !carrierId.safeParse(id).success
      ? { id: 'Up to 40 letters, digits, dots, hyphens and underscores, a letter or digit first' }
      : {}),
    ...(name.trim().length > 100 ? { name: 'At most 100 characters' } : {}),
    ...(Number.isInteger(clientPortsPerNode) && clientPortsPerNode >= 0 && clientPortsPerNode <= 100
      ? {}
      : { clientPortsPerNode: 'A whole number from 0 to 100' }),
    ...(Number.isInteger(slotsPerLink) && slotsPerLink >= 0 && slotsPerLink <= 1_000_000
      ? {}
      : { slotsPerLink: 'A whole number from 0 to 1 000 000' }),
  };
}

export function carrierProblem(fields: InventoryFields): string | null {
  const [first] = Object.values(carrierProblems(fields));
  if (first !== undefined) return `${first}.`;
  if (fields.name.trim() === '') return 'Give the carrier a name.';
  return fields.id === '' ? 'Give the carrier an id.' : null;
}

export function requestFrom(fields: InventoryFields, held: readonly HeldFile[]): InputOf<'inventory.import'>['request'] {
  const { id, name, role, clientPortsPerNode, slotsPerLink, mapping, sites } = fields;
  return {
    carrier: { id, name: name.trim(), role },
    files: held.map((file) => ({ name: file.name, base64: file.base64 })),
    ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
    ...{ clientPortsPerNode, slotsPerLink },
    ...(Object.keys(sites).length === 0 ? {} : { sites }),
  };
}

/** `Darkstrand (2).graphml` → `Darkstrand`. */
export const nameFrom = (file: string): string =>
  file
    .replace(/\.[a-z0-9]{1,8}$/i, '')
    .replace(/[-_ ](nodes?|links?|ports?|interconnects?|inventory|context)$/i, '')
    .replace(/\s*\(\d+\)$/, '')
    .replace(/[_]+/g, ' ')
    .trim()
    .slice(0, 100);
