import { z } from 'zod';
import { callErrorCodes } from './procedure';

/**
 * How a peer speaks to the host over a local socket: JSON objects in UTF-8, one a line. Both sides begin with `hello`; then the peer calls, and each
 * call is answered once, by `ok` or `error` under its number, after any `progress`. Calls may overtake each other.
 */
export const protocolVersion = 1;

/** Longest line of a peer: the files of an inventory (64 MB, in base64) fit. */
export const maxRequestBytes = 96 * 2 ** 20;
/** Longest line of a host. */
export const maxAnswerBytes = 256 * 2 ** 20;

export const helloFrame = z.object({
  hello: z.object({
    protocol: z.int(),
    /** The program's own version, for people. */
    program: z.string().max(100),
    /** Of the host: the real path of its store. */
    store: z.string().optional(),
    /** Of the host: its process. */
    pid: z.int().optional(),
  }),
});
export type HelloFrame = z.infer<typeof helloFrame>;

export const callFrame = z.strictObject({
  id: z.int().min(0),
  call: z.string().max(100),
  input: z.unknown().optional(),
});

const progress = z.object({ text: z.string(), done: z.number(), total: z.number().nullable() });
const error = z.object({ code: z.enum(callErrorCodes), message: z.string() });

export const answerFrame = z.union([
  z.object({ id: z.int(), ok: z.unknown() }),
  /** `id` null: of the connection as a whole, which then ends. */
  z.object({ id: z.int().nullable(), error }),
  z.object({ id: z.int(), progress }),
]);
export type AnswerFrame = z.infer<typeof answerFrame>;
