import { z } from 'zod';

/**
 * What can be done to a switch from the control port, beside its client's back. Circuits and cross-connections stay over a restart of the process, what was
 * ordered of its behaviour does not. Without `verb` it concerns every command but ACT-USER, CANC-USER and RTRV-HDR.
 */
const whole = z.number().int().nonnegative();
const count = z.number().int().positive();
const verb = z.string().regex(/^[A-Z]+(-[A-Z]+)*$/, 'a verb with its modifiers, such as ENT-VCL');
const code = z.string().regex(/^[A-Z]{4}$/, 'four capital letters, such as SROF');
const words = z.string().min(1);
const ofNext = { count, verb: verb.optional() };
const vpi = whole;
const circuits = { vpi, first: whole, last: whole, isUntold: z.boolean().optional() };
export const alarmSeverities = ['critical', 'major', 'minor', 'event', 'cleared'] as const;

export const switchCommand = z.discriminatedUnion('kind', [
  /** The next `count` are refused with these words, and not carried out. */
  z.strictObject({ kind: z.literal('deny'), ...ofNext, code, words }),
  /** The next `count` changes are carried out for `after` identifiers only; the others fail with this code (SROF). */
  z.strictObject({ kind: z.literal('partial'), ...ofNext, after: whole, code: code.optional() }),
  /** The next `count` are acknowledged with RL: repeat later. */
  z.strictObject({ kind: z.literal('repeat-later'), ...ofNext }),
  /** Carried out; no answer comes. */
  z.strictObject({ kind: z.literal('lose-answers'), ...ofNext }),
  /** Carried out; the answer comes so much later, and the session goes on. */
  z.strictObject({ kind: z.literal('late'), ...ofNext, ms: count }),
  /** Carried out; the session breaks off in the middle of the answer. */
  z.strictObject({ kind: z.literal('disconnect'), ...ofNext }),
  /** Carried out; the answer bears another command's tag. */
  z.strictObject({ kind: z.literal('wrong-ctag'), ...ofNext }),
  /** Every command begins so much later. */
  z.strictObject({ kind: z.literal('slow'), ms: whole }),
  /** Each identifier of a change takes so long. */
  z.strictObject({ kind: z.literal('processing'), ms: whole }),
  /** Takes commands and says nothing, nor anything by itself; the commands are carried out, or are not. */
  z.strictObject({ kind: z.literal('silent'), mode: z.enum(['off', 'carry-out', 'ignore']) }),
  /** So many events by itself, at once or so many a second. */
  z.strictObject({ kind: z.literal('storm'), count, perSecond: count.optional() }),
  /** The numbers of what it says by itself jump, as if so many had been lost. */
  z.strictObject({ kind: z.literal('skip-atag'), count }),
  z.strictObject({ kind: z.literal('alarm'), severity: z.enum(alarmSeverities), aid: words, condition: words, words }),
  /** Every session is cut, and no other comes in for so long. */
  z.strictObject({ kind: z.literal('go-down'), ms: count }),
  /** As `go-down`; what was under way is not finished. Without its memory it holds no circuit and no cross-connection after. */
  z.strictObject({ kind: z.literal('restart'), hasMemory: z.boolean(), ms: count.optional() }),
  /** Another SSH host key, for who comes in from now on. */
  z.strictObject({ kind: z.literal('new-host-key') }),
  /** By hand at the unit. `isUntold`: no REPT DBCHG. Circuits go with their cross-connections. */
  z.strictObject({ kind: z.literal('make-circuits'), ...circuits }),
  z.strictObject({ kind: z.literal('delete-circuits'), ...circuits }),
  z.strictObject({
    kind: z.literal('make-cross-connection'),
    vpi,
    vci: whole,
    line: z.strictObject({ rack: whole, shelf: whole, slot: whole, circuit: whole, vpi: whole, vci: whole }),
    isUntold: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('delete-cross-connection'), vpi, vci: whole, isUntold: z.boolean().optional() }),
  /** Friendly again, all alarms cleared; circuits and cross-connections stay. */
  z.strictObject({ kind: z.literal('heal') }),
  /** As when it was started for the first time: healed, it holds nothing, and shows its first host key. Every session is cut. */
  z.strictObject({ kind: z.literal('clear') }),
]);

export type SwitchCommand = z.infer<typeof switchCommand>;
