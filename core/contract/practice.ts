import { z } from 'zod';
import type { CarrierRole } from '../model/network';
import { id } from './inputs';

export const practiceStates = ['stopped', 'starting', 'running', 'stopping', 'failed'] as const;

/** The network to practise on, as a shell has it. */
export interface PracticeShown {
  readonly state: (typeof practiceStates)[number];
  /** What is being done, or why it failed and what to do; empty: nothing to tell. */
  readonly text: string;
  /** Its first orders, paths and circuits are submitted: until then they still come in. */
  readonly isFurnished: boolean;
  readonly carriers: readonly { readonly id: string; readonly name: string }[];
  readonly switches: readonly { readonly id: string; readonly name: string }[];
  /** A carrier whose manager runs, and that nobody has connected yet; null: there is none any more. Files are on the machine of the practice. */
  readonly toConnect: PracticeCarrierToConnect | null;
  /** What was broken by `practice.break` and is neither repaired nor over by itself, in words. */
  readonly broken: readonly string[];
}

export interface PracticeCarrierToConnect {
  readonly id: string;
  readonly name: string;
  readonly role: CarrierRole;
  readonly url: string;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** `isFresh`: what is there of former practice is thrown away first. */
export const practiceStart = z.strictObject({ isFresh: z.boolean().default(false) });

/** What can be done to the practice network. */
export const practiceFault = z.discriminatedUnion('kind', [
  /** Every circuit in a duct goes down; without a name: in the one that carries most. */
  z.strictObject({ kind: z.literal('cut-duct'), duct: id.optional() }),
  z.strictObject({ kind: z.literal('cut-resource'), resourceId: id }),
  /** Without an id: where the order with the least margin is pushed over its limit. */
  z.strictObject({ kind: z.literal('raise-latency'), resourceId: id.optional() }),
  /** The manager is gone for so long. */
  z.strictObject({ kind: z.literal('carrier-down'), carrierId: id, seconds: z.int().min(1).max(3_600) }),
  /** A switch refuses the next bulk request. */
  z.strictObject({ kind: z.literal('switch-denies'), switchId: id }),
]);
export type PracticeFault = z.infer<typeof practiceFault>;
