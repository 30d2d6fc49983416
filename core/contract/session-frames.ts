import { z } from 'zod';

/**
 * How a peer speaks on a channel for one raw session at a switch: text messages are these frames, bytes are the session's output, harmless for a terminal.
 * The peer begins with `open`, and says how many bytes it has shown; the host sends no more than it may hold back.
 */
const terminalSize = { columns: z.int().min(1).max(1_000), rows: z.int().min(1).max(1_000) };

export const sessionTarget = z.discriminatedUnion('kind', [
  /** As the configuration reaches it: what the switch has to be told to log in stays in the host. */
  z.strictObject({ kind: z.literal('switch'), switchId: z.string().min(1).max(200) }),
  z.strictObject({
    kind: z.literal('ssh'),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
    user: z.string().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('telnet'), host: z.string().min(1).max(255), port: z.int().min(1).max(65_535) }),
]);
export type SessionTarget = z.infer<typeof sessionTarget>;

export const sessionPeerFrame = z.union([
  z.strictObject({ open: z.strictObject({ target: sessionTarget, by: z.string().min(1).max(200), ...terminalSize }) }),
  /** What is typed. */
  z.strictObject({ input: z.string().max(64 * 1024) }),
  /** The operator has seen its lines, and wants it. */
  z.strictObject({ paste: z.string().max(1024 * 1024), isBracketed: z.boolean() }),
  z.strictObject({ shown: z.int().min(0) }),
  z.strictObject({ resize: z.strictObject(terminalSize) }),
  z.strictObject({ hostKey: z.boolean() }),
  /** null: gives up. */
  z.strictObject({ logIn: z.array(z.string().max(10_000)).max(100).nullable() }),
  z.strictObject({ close: z.literal(true) }),
]);
export type SessionPeerFrame = z.infer<typeof sessionPeerFrame>;
