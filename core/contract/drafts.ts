import { z } from 'zod';
import { draftKinds, mostOfDraft, type Draft } from '../model/draft';
import { by, id, text } from './inputs';

/** A draft without what was typed into it. */
export type DraftShown = Omit<Draft, 'fields'>;

export type DraftSavedShown =
  | { readonly kind: 'saved'; readonly revision: number; readonly savedAtMs: number }
  /** Another window saved it since: nothing was written over that. */
  | { readonly kind: 'newer'; readonly draft: DraftShown; readonly message: string }
  /** It was discarded or finished elsewhere. */
  | { readonly kind: 'gone'; readonly message: string };

export type DraftDiscardedShown =
  { readonly kind: 'discarded' } | { readonly kind: 'newer'; readonly draft: DraftShown; readonly message: string };

export const ofDraft = z.strictObject({ draftId: id });
/** `revision`: that one saw; 0: it is new. */
const seen = z.int().min(0);
export const draftSaved = z.strictObject({
  /** Chosen by who begins it, so that asking twice begins one. */
  draftId: z.string().regex(/^[a-z0-9]{8,40}$/, 'a draft’s id is 8 to 40 small letters and digits'),
  kind: z.enum(draftKinds),
  title: text(200),
  step: z.string().min(1).max(60),
  fields: z
    .record(z.string(), z.unknown())
    .refine((fields) => JSON.stringify(fields).length <= mostOfDraft, `what a draft holds is too long: at most ${mostOfDraft} characters`),
  revision: seen,
  ...by,
});
/** Without `revision`: whatever it is by now. */
export const draftDiscarded = z.strictObject({ draftId: id, revision: seen.optional(), ...by });
