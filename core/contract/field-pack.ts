import { z } from 'zod';
import type { Facts, PackOrigin, PackPart } from '../model/field-pack';
import { by, id, text } from './inputs';

/** Shorter ones are guessed too soon by whoever has the file. */
export const shortestPassphrase = 10;
export const mostPackBytes = 64 * 2 ** 20;

/** What a pack or proposal is protected by. It is kept nowhere: whoever forgets it has the file made again. */
const passphrase = z
  .string()
  .min(shortestPassphrase, `a passphrase has ${shortestPassphrase} characters at least: take several words`)
  .max(1_000);
const given = z.string().min(1, 'the passphrase is missing: type it').max(1_000);
const base64 = z.base64().max(Math.ceil(mostPackBytes / 3) * 4, `the file is larger than ${mostPackBytes / 2 ** 20} MB: it is no pack`);

const ids = z.array(id).max(100_000).default([]);
/** Nothing chosen: all of the network. */
export const packPart = z.strictObject({ carrierIds: ids, siteIds: ids, orderIds: ids, hasPools: z.boolean().default(true) });
const title = z.string().trim().max(200).default('');
export const packCounted = z.strictObject({ part: packPart });
export const packMade = z.strictObject({ part: packPart, title, passphrase, ...by });
export const sealedGiven = z.strictObject({ base64, passphrase: given, ...by });
export const packReopened = z.strictObject({ packId: id });
export const fieldNote = z.strictObject({ subject: text(200), text: text(500), ...by });
export const proposalMade = z.strictObject({ passphrase, ...by });
export const proposalApplied = z.strictObject({
  base64,
  passphrase: given,
  /** What each stood on when it was chosen: another by now, and it is not carried out. `again`: though it may have been carried out before a crash. */
  chosen: z
    .array(z.strictObject({ changeId: id, seen: z.string().max(200), again: z.boolean().default(false) }))
    .min(1)
    .max(10_000),
  ...by,
});

export interface PackCounts {
  readonly carriers: number;
  readonly sites: number;
  readonly nodes: number;
  readonly resources: number;
  readonly interconnects: number;
  readonly orders: number;
  readonly paths: number;
  readonly circuitOrders: number;
}

export interface PackCountedShown {
  readonly counts: PackCounts;
  /** About so large will the file be. */
  readonly bytes: number;
}

/** The file, as it is to be saved. */
export interface SealedShown {
  readonly name: string;
  readonly base64: string;
  readonly bytes: number;
}
export interface PackMadeShown extends SealedShown {
  readonly origin: PackOrigin;
  readonly counts: PackCounts;
}

export interface PackShown {
  readonly origin: PackOrigin;
  readonly part: PackPart;
  readonly counts: PackCounts;
}

/** A network that was made from a pack on this machine. */
export interface FieldNetworkShown extends PackOrigin {
  /** It is the one that windows can show. */
  readonly isOpen: boolean;
}

export interface FieldStateShown {
  /** Of what pack the network is that was asked; null: of none, it is the desk's own. */
  readonly here: PackOrigin | null;
  /** What was changed in it since. */
  readonly changes: number;
  /** Newest first; null: this shell keeps none. */
  readonly networks: readonly FieldNetworkShown[] | null;
}

export interface FieldChangeShown {
  readonly id: string;
  readonly atMs: number;
  readonly by: string;
  readonly words: string;
}

/**
 * - `applied`: it was carried out here; `in-doubt`: it was begun here, and Longlines ended before it was known whether it was
 * - `same`: what it was based on is as it was; `moved`: not; `conflicts`: it cannot be done as it stands
 */
export const changeStandings = ['conflicts', 'in-doubt', 'moved', 'same', 'applied'] as const;
export type ChangeStanding = (typeof changeStandings)[number];

export interface ReviewedChangeShown extends FieldChangeShown {
  readonly standing: ChangeStanding;
  /** Why it conflicts, or when it was applied; empty: nothing to tell. */
  readonly text: string;
  /** What it was based on and is another by now. */
  readonly moved: readonly { readonly what: string; readonly before: string; readonly now: string }[];
  readonly facts: Facts;
  /** Given back to have it carried out. */
  readonly seen: string;
}

export interface ProposalShown {
  readonly origin: PackOrigin;
  readonly proposalId: string;
  readonly proposedAtMs: number;
  readonly proposedBy: string;
  readonly changes: readonly ReviewedChangeShown[];
}

export interface ChangeAppliedShown {
  readonly changeId: string;
  /** `moved`: what it stands on is another than was seen. `moved` and `refused`: nothing was done. */
  readonly kind: 'applied' | 'already' | 'moved' | 'refused';
  readonly message: string;
}
