import { z } from 'zod';

/**
 * What can be done to a carrier from the control port, beside its client's back. `name` is an id, a link's name, a duct or a UUID.
 * What is broken stays broken over a restart; how the manager behaves (`slow`, `hang`, streams) does not.
 */
const link = z.string().min(1);
const thing = { target: z.enum(['link', 'node', 'duct']), name: z.string().min(1) };
const listed = { target: z.enum(['link', 'node', 'port']), name: z.string().min(1) };
const microseconds = z.number().nonnegative();

export const labCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cut'), ...thing }),
  z.strictObject({ kind: z.literal('repair'), ...thing }),
  /** Carries, badly: an alarm of its own. */
  z.strictObject({ kind: z.literal('degrade'), link }),
  z.strictObject({ kind: z.literal('mend'), link }),
  /** To a value, or to a multiple of what the distance gives; on a node `zaUs` is ignored. */
  z.strictObject({
    kind: z.literal('set-latency'),
    target: z.enum(['link', 'node']),
    name: z.string().min(1),
    azUs: microseconds.optional(),
    zaUs: microseconds.optional(),
    factor: z.number().positive().optional(),
  }),
  z.strictObject({ kind: z.literal('reset-latency'), target: z.enum(['link', 'node']), name: z.string().min(1) }),
  z.strictObject({ kind: z.literal('withdraw'), ...listed }),
  z.strictObject({ kind: z.literal('restore'), ...listed }),
  /** Others take so many slots of a link. */
  z.strictObject({ kind: z.literal('occupy'), link, slots: z.number().int().nonnegative() }),
  /** The next `count` provisioning requests (those over `link`, where given) are refused with these words. */
  z.strictObject({ kind: z.literal('refuse'), count: z.number().int().positive(), words: z.string().min(1), link: link.optional() }),
  /** As `refuse`, but accepted first and failed when their time comes. */
  z.strictObject({ kind: z.literal('fail'), count: z.number().int().positive(), words: z.string().min(1), link: link.optional() }),
  /** Every answer takes so much longer. */
  z.strictObject({ kind: z.literal('slow'), ms: z.number().nonnegative() }),
  /** Takes requests and never answers; its streams fall silent. */
  z.strictObject({ kind: z.literal('hang'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('drop-stream') }),
  z.strictObject({ kind: z.literal('refuse-streams'), on: z.boolean() }),
  /** The next so many notices do not arrive; the numbering goes on. */
  z.strictObject({ kind: z.literal('lose-notices'), count: z.number().int().positive() }),
  /** Begins the log of the WebSocket stream anew: no token of before is known any more. */
  z.strictObject({ kind: z.literal('forget-log') }),
  /** The numbering jumps by so many, and nothing is lost. */
  z.strictObject({ kind: z.literal('skip-sequence'), count: z.number().int().positive() }),
  /** Each of the next so many comes twice, with the same number. */
  z.strictObject({ kind: z.literal('duplicate-notices'), count: z.number().int().positive() }),
  /** The next so many are held until there are so many, and come last first. */
  z.strictObject({ kind: z.literal('reorder-notices'), count: z.number().int().min(2) }),
  /** So many at once, about a link that nobody ever listed. */
  z.strictObject({ kind: z.literal('unknown-notices'), count: z.number().int().positive() }),
  /** What is said of a link's latency, or of all links': 12345678, "n/a", less than nothing, a million times too much. */
  z.strictObject({ kind: z.literal('lie-latency'), lie: z.enum(['constant', 'text', 'negative', 'huge']), link: link.optional() }),
  /**
   * Goes away for so long, and comes back with other UUIDs for these things (links, nodes, ports; without: every third link), or without
   * them; no notice tells of it.
   */
  z.strictObject({
    kind: z.literal('another-inventory'),
    how: z.enum(['renamed', 'without']),
    things: z.array(z.string().min(1)).optional(),
    ms: z.number().positive().optional(),
  }),
  /** Moves a service to these links, in order; without them, to the carrier's own second choice. */
  z.strictObject({ kind: z.literal('reroute'), service: z.string().min(1), links: z.array(link).optional() }),
  z.strictObject({ kind: z.literal('go-down'), ms: z.number().positive() }),
  /** All repaired, restored, reset and friendly; services stay. */
  z.strictObject({ kind: z.literal('heal') }),
  /** As when it was started for the first time: healed, and it holds nothing. Whoever listens is cut off, and told of nothing. */
  z.strictObject({ kind: z.literal('clear') }),
]);

export type LabCommand = z.infer<typeof labCommand>;
