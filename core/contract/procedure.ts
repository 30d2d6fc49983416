import type { z } from 'zod';

/**
 * What a procedure needs beside the store. `store`: nothing. `queues`: it is entered in any case, and carried out by a host with links.
 * `links`: a host with links; without one it is an error.
 */
export type Reach = 'store' | 'queues' | 'links';

/** One thing that may be asked of the host: the shape of what is given, and (as a type only) of what is answered. */
export interface Procedure<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly reach: Reach;
  readonly input: Input;
  /** Never there: it carries the type. */
  readonly output?: Output;
}

export const procedure =
  <Output>() =>
  <Input extends z.ZodType>(reach: Reach, input: Input): Procedure<Input, Output> => ({ reach, input });

/**
 * - `invalid-input`: what was given has not the shape; `refused`: it has, and cannot be done; `not-found`: what it names is not known
 * - `needs-host`: only a running host can do it, or the link that it needs is not up
 * - `store-unusable`: the store refuses, or fails
 * - `ending`: the host is ending; `cancelled`: who asked has gone, or has waited long enough; `busy`: too much at once
 * - `internal`: a fault in Longlines
 */
export const callErrorCodes = [
  'invalid-input',
  'refused',
  'not-found',
  'needs-host',
  'store-unusable',
  'ending',
  'cancelled',
  'busy',
  'internal',
] as const;
export type CallErrorCode = (typeof callErrorCodes)[number];

export interface CallError {
  readonly code: CallErrorCode;
  /** Names the thing and the remedy. */
  readonly message: string;
}

/** How far a call is; `total` null: not known. */
export interface Progress {
  readonly text: string;
  readonly done: number;
  readonly total: number | null;
}

export type Answer<Output> = { readonly kind: 'answer'; readonly output: Output } | { readonly kind: 'error'; readonly error: CallError };
