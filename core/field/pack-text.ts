import { z } from 'zod';
import type { PackContent, ProposalContent } from '../model/field-pack';
import { parsedJson } from '../model/parsed-json';
import { sealFile, unsealFile } from './sealed-file';

export type Opened<Content> =
  | { readonly kind: 'content'; readonly content: Content }
  /** Why not, with the remedy. */
  | { readonly kind: 'refused'; readonly message: string };

/** Of what is in a pack or a proposal; another one is never taken for this. */
const version = 1;

export const sealPack = (content: PackContent, passphrase: string): Promise<Uint8Array> =>
  sealFile('field-pack', JSON.stringify({ version, ...content }), passphrase);
export const sealProposal = (content: ProposalContent, passphrase: string): Promise<Uint8Array> =>
  sealFile('proposal', JSON.stringify({ version, ...content }), passphrase);

const origin = { packId: z.string().min(1), title: z.string(), madeAtMs: z.int(), madeBy: z.string().min(1) };
const named = z.array(z.looseObject({ id: z.string().min(1) }));
const things = z.array(z.looseObject({}));
/** The store's own constraints say of each thing what it has to be. */
const pack = z.looseObject({
  version: z.literal(version),
  ...origin,
  part: z.strictObject({
    carrierIds: z.array(z.string()),
    siteIds: z.array(z.string()),
    orderIds: z.array(z.string()),
    hasPools: z.boolean(),
  }),
  ...{ carriers: named, sites: named, nodes: named, ports: named, resources: named, interconnects: named, switches: named },
  ...{ linkStates: things, fileSources: things, readings: things, defaults: things, holdOuts: things, orders: things, paths: things },
});
const proposal = z.strictObject({
  version: z.literal(version),
  ...origin,
  proposalId: z.string().min(1),
  proposedAtMs: z.int(),
  proposedBy: z.string().min(1),
  changes: z.array(
    z.strictObject({
      id: z.string().min(1).max(200),
      atMs: z.int(),
      by: z.string().min(1),
      procedure: z.string().min(1),
      input: z.record(z.string(), z.unknown()),
      words: z.string(),
      facts: z.record(z.string(), z.string()),
    }),
  ),
});

export async function openPack(bytes: Uint8Array, passphrase: string): Promise<Opened<PackContent>> {
  const unsealed = await unsealFile('field-pack', bytes, passphrase);
  if (unsealed.kind !== 'opened') return { kind: 'refused', message: unsealed.message };
  const json = parsedJson(unsealed.text);
  // Nobody without the passphrase can have written it: it is of this Longlines, or of another version.
  if (!pack.safeParse(json).success) return { kind: 'refused', message: otherVersion('field pack') };
  return { kind: 'content', content: json as PackContent };
}

export async function openProposal(bytes: Uint8Array, passphrase: string): Promise<Opened<ProposalContent>> {
  const unsealed = await unsealFile('proposal', bytes, passphrase);
  if (unsealed.kind !== 'opened') return { kind: 'refused', message: unsealed.message };
  const read = proposal.safeParse(parsedJson(unsealed.text));
  return read.success ? { kind: 'content', content: read.data } : { kind: 'refused', message: otherVersion('proposal') };
}

const otherVersion = (what: string): string =>
  `what is in the ${what} is of another version of Longlines: open it with the version that made it, or have it made again with this one`;
