import { z } from 'zod';
import { networkKinds, purposes } from '../../core/contract/channel';
import { maxRequestBytes } from '../../core/contract/frames';
import type { Ask, ChannelRequest } from '../bridge';
import { isAddress } from './window-places';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const channel = z.string().regex(/^[0-9a-f-]{36} [0-9]{1,15}$/);
const message = z.union([z.string().max(maxRequestBytes), bytes.refine(({ byteLength }) => byteLength <= maxRequestBytes)]);

const channelRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open'), channel, purpose: z.enum(purposes), network: z.enum(networkKinds) }),
  z.strictObject({ kind: z.literal('message'), channel, message }),
  z.strictObject({ kind: z.literal('close'), channel, reason: z.string().max(1_000) }),
]) satisfies z.ZodType<ChannelRequest>;

/** Longest file that is saved, and all that are opened together: an inventory's files fit (`frames.ts`). */
export const maxFileBytes = 256 * 2 ** 20;
/** Of a file that is written in pieces. */
const maxPieceLength = 16 * 2 ** 20;
export const maxOpenedBytes = 64 * 2 ** 20;

const secretName = z.string().min(1).max(300);

const ask = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('save-file'),
    name: z.string().max(500),
    content: z.union([z.string().max(maxFileBytes), bytes.refine(({ byteLength }) => byteLength <= maxFileBytes)]),
  }),
  z.strictObject({ kind: z.literal('begin-file'), name: z.string().max(500) }),
  z.strictObject({ kind: z.literal('add-to-file'), file: z.uuid(), content: z.string().max(maxPieceLength) }),
  z.strictObject({ kind: z.literal('end-file'), file: z.uuid(), isKept: z.boolean() }),
  z.strictObject({ kind: z.literal('save-pdf'), name: z.string().max(500) }),
  z.strictObject({
    kind: z.literal('open-files'),
    filters: z
      .array(z.strictObject({ name: z.string().max(100), extensions: z.array(z.string().regex(/^[A-Za-z0-9]{1,12}$/)).max(20) }))
      .max(20),
    isMany: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('keep-secret'), name: secretName, secret: z.string().max(100_000).nullable() }),
  z.strictObject({ kind: z.literal('open-window'), to: z.custom<string>(isAddress), network: z.enum(networkKinds) }),
]) satisfies z.ZodType<Ask>;

/** What a window says; null: it has not the shape, and nothing is done. */
export const readChannelRequest = (said: unknown): ChannelRequest | null => channelRequest.safeParse(said).data ?? null;
export const readAsk = (said: unknown): Ask | null => ask.safeParse(said).data ?? null;
