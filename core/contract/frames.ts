import { z } from 'zod';
import { networkKinds } from './channel';
import { topics, type LiveRow } from './live';
import { callErrorCodes } from './procedure';
import { roles } from '../model/role';
import { peerKinds } from './roles';

/**
 * How a peer speaks to the host over a channel: JSON objects, each a message (over a local socket: a line of UTF-8). Both sides begin with `hello`.
 * Then the peer calls, and each call is answered once, by `ok` or `error` under its number, after any `progress`; calls may overtake each other.
 *
 * A peer that watches a topic is sent the whole table, in pieces, and then what changed since. Pieces are numbered from 0; it says which it has `heard`,
 * and is never sent more than `maxUnheard` beyond: what changes meanwhile is gathered, and of each row only the latest is sent. Who finds a number
 * missing watches anew.
 *
 * A peer whose hello `wantsAlive` is told every `aliveMs` of the host's hello that the host lives, whatever else it is told: a host that stands still
 * breaks no connection, and silence alone tells of it.
 */
export const protocolVersion = 2;

/** Longest message of a peer: the files of an inventory (64 MB, in base64) fit. */
export const maxRequestBytes = 96 * 2 ** 20;
/** Longest message of a host. */
export const maxAnswerBytes = 256 * 2 ** 20;
/** Pieces of one watch on their way. */
export const maxUnheard = 4;

export const helloFrame = z.object({
  hello: z.object({
    protocol: z.int(),
    /** The program's own version, for people. */
    program: z.string().max(100),
    /** Of the host: the real path of its store. */
    store: z.string().optional(),
    /** Of the host: its process. */
    pid: z.int().optional(),
    /** Of the host: which network it serves. */
    network: z.enum(networkKinds).optional(),
    /** Of the host: whom it takes the peer to be; a user of this machine may act under another name beside it. */
    user: z.string().max(200).optional(),
    /** Of the host: what the peer may do, and how it is known (`roles.ts`). */
    role: z.enum(roles).optional(),
    peer: z.enum(peerKinds).optional(),
    /** Of the host: the peer may name no files of the host's machine. */
    isBeyond: z.boolean().optional(),
    /** Of the host: how often it says that it lives, in milliseconds, to a peer that wants it; absent: never. */
    aliveMs: z.int().positive().optional(),
    /** Of the peer: the host says every `aliveMs` that it lives. */
    wantsAlive: z.boolean().optional(),
  }),
});
export type HelloFrame = z.infer<typeof helloFrame>;

export const callFrame = z.strictObject({
  id: z.int().min(0),
  call: z.string().max(100),
  input: z.unknown().optional(),
});

/** Nobody waits for the answer any more. */
export const cancelFrame = z.strictObject({ cancel: z.int().min(0) });
export const watchFrame = z.strictObject({ watch: z.int().min(0), topic: z.enum(topics) });
export const heardFrame = z.strictObject({ heard: z.int().min(0), seq: z.int().min(0) });
export const unwatchFrame = z.strictObject({ unwatch: z.int().min(0) });

export const peerFrame = z.union([callFrame, cancelFrame, watchFrame, heardFrame, unwatchFrame]);
export type PeerFrame = z.infer<typeof peerFrame>;

const progress = z.object({ text: z.string(), done: z.number(), total: z.number().nullable() });
const error = z.object({ code: z.enum(callErrorCodes), message: z.string() });

export const answerFrame = z.union([
  z.object({ id: z.int(), ok: z.unknown() }),
  /** `id` null: of the connection as a whole, which then ends. */
  z.object({ id: z.int().nullable(), error }),
  z.object({ id: z.int(), progress }),
]);
export type AnswerFrame = z.infer<typeof answerFrame>;

/** Looked at and not copied: pieces bring a hundred thousand rows, and who speaks the protocol's version sends them in its shapes. */
const rows = z.custom<readonly LiveRow[]>(
  (value) =>
    Array.isArray(value) &&
    value.every((row: unknown) => typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string'),
);

/** One piece of a watch. */
export const pieceFrame = z.object({
  watch: z.int(),
  seq: z.int(),
  put: rows,
  gone: z.array(z.string()),
  /** False: the table is still being sent, and what stood before stays on the screen until it is whole. */
  isWhole: z.boolean(),
});
export type PieceFrame = z.infer<typeof pieceFrame>;

/** The topic cannot be read now; it is tried again. */
export const faultFrame = z.object({ watch: z.int(), fault: z.string() });

/** The host lives, and has nothing to tell. */
export const aliveFrame = z.object({ alive: z.literal(true) });

export const hostFrame = z.union([pieceFrame, faultFrame, answerFrame, aliveFrame]);
export type HostFrame = PieceFrame | z.infer<typeof faultFrame> | AnswerFrame | z.infer<typeof aliveFrame>;
