import { z } from 'zod';

/**
 * How a peer speaks on a channel for one raw session at a switch: text messages are these frames, bytes are the session's output, harmless for a terminal.
 * The peer begins with `open`, and says how many bytes it has shown; the host sends no more than it may hold back, and keeps the switch waiting meanwhile.
 *
 * A session of TL1 takes whole commands: what is typed goes out with its semicolon. One that would take something down is `held` until the operator has
 * said whether it is to be sent. A session that has ended says so in the state `closed`, after all its output; then the channel closes.
 */
const terminalSize = { columns: z.int().min(1).max(1_000), rows: z.int().min(1).max(1_000) };

export const sessionTarget = z.discriminatedUnion('kind', [
  /** As the configuration reaches its TL1: what the host has to show to get there stays in the host; the operator logs in himself. */
  z.strictObject({ kind: z.literal('switch'), switchId: z.string().min(1).max(200) }),
  /** No kept secret answers for the operator, by whatever name: he chooses host, port and whose key is taken, and could have it sent to himself. */
  z.strictObject({
    kind: z.literal('ssh'),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
    user: z.string().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('telnet'), host: z.string().min(1).max(255), port: z.int().min(1).max(65_535) }),
]);
export type SessionTarget = z.infer<typeof sessionTarget>;

/** What of a session is kept in the store; `both` has what is typed too, passwords as well. */
export const contentRecordings = ['none', 'output', 'both'] as const;
export type ContentRecorded = (typeof contentRecordings)[number];

export const sessionPeerFrame = z.union([
  z.strictObject({
    open: z.strictObject({
      target: sessionTarget,
      by: z.string().min(1).max(200),
      ...terminalSize,
      content: z.enum(contentRecordings).optional(),
    }),
  }),
  /** What is typed. */
  z.strictObject({ input: z.string().max(64 * 1024) }),
  /** The operator has seen its lines, and wants it. */
  z.strictObject({ paste: z.string().max(1024 * 1024), isBracketed: z.boolean() }),
  /** So many bytes more. */
  z.strictObject({ shown: z.int().min(0) }),
  z.strictObject({ resize: z.strictObject(terminalSize) }),
  z.strictObject({ hostKey: z.boolean() }),
  /** null: gives up. */
  z.strictObject({ logIn: z.array(z.string().max(10_000)).max(100).nullable() }),
  /** What becomes of the commands that are held under this number. */
  z.strictObject({ held: z.int().min(0), isSent: z.boolean() }),
  z.strictObject({ close: z.literal(true) }),
]);
export type SessionPeerFrame = z.infer<typeof sessionPeerFrame>;

/** How a session ended: `us`: by the operator, or this host; `switch`: the other side ended it; `fault`: it broke, or could not be begun. */
export const sessionEnds = ['us', 'switch', 'fault'] as const;

const sessionState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  /** At the first use: nothing of a credential has been sent. */
  z.object({ kind: z.literal('asking-host-key'), host: z.string(), port: z.int(), keyType: z.string(), fingerprint: z.string() }),
  z.object({
    kind: z.literal('asking-log-in'),
    name: z.string(),
    instruction: z.string(),
    prompts: z.array(z.object({ text: z.string(), isEchoed: z.boolean() })),
  }),
  z.object({ kind: z.literal('open') }),
  z.object({
    kind: z.literal('closed'),
    by: z.enum(sessionEnds),
    text: z.string(),
    /** Why it never was open, such as `host-key-changed`. */
    code: z.string().optional(),
    /** Of an SSH server with another key than the pinned one. */
    address: z.object({ host: z.string(), port: z.int() }).optional(),
  }),
]);
export type SessionStateShown = z.infer<typeof sessionState>;

const sessionFacts = z.object({
  id: z.string(),
  /** What the switch is called here; null: by its address alone. */
  name: z.string().nullable(),
  address: z.string(),
  /** `ssh as admin`, `telnet`, `tl1 over tls`. */
  how: z.string(),
  content: z.enum(contentRecordings),
  /** It echoes nothing, and takes whole commands. */
  isTl1: z.boolean(),
});
export type SessionFactsShown = z.infer<typeof sessionFacts>;

/** What did not go to the switch, and why. `busy`: it does not read; `left-out`: an answer of the terminal; `dropped`: it stood behind what was not sent. */
export const sessionNotes = ['busy', 'left-out', 'not-open', 'dropped'] as const;

const heldCommands = z.object({
  number: z.int(),
  /** As they would be sent. */
  commands: z.array(z.string()),
  /** `this line takes 8 cross-connections down`. */
  title: z.string(),
  /** Whose circuits, and which connections. */
  text: z.string(),
});
export type HeldCommands = z.infer<typeof heldCommands>;

export const sessionHostFrame = z.union([
  z.object({ session: sessionFacts }),
  z.object({ state: sessionState }),
  z.object({ note: z.object({ kind: z.enum(sessionNotes), text: z.string() }) }),
  z.object({ held: heldCommands }),
]);
export type SessionHostFrame = z.infer<typeof sessionHostFrame>;
