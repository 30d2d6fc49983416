import { z } from 'zod';
import { refused, type Refusal } from './answer';

/** What a client asks of the carrier, whichever version of TAPI it said it in. */
export interface ServiceRequest {
  readonly kind: 'request';
  readonly uuid: string;
  readonly name: string;
  /** Null: not said, not checked. */
  readonly qualifier: string | null;
  /** SIP UUIDs. */
  readonly aSip: string;
  readonly zSip: string;
  readonly slots: number;
  readonly way: Way;
  /** Topologies named beside the links. */
  readonly topologyUuids: readonly string[];
  /** As it came, to be shown again. */
  readonly requested: Readonly<Record<string, unknown>>;
}

/** `exact`: these links in this order. `through`: the carrier's own quickest way that passes these, in any order; none: wholly its own. */
export interface Way {
  readonly kind: 'exact' | 'through';
  readonly linkUuids: readonly string[];
}

export const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case (RFC 4122)');

export function refusalOf(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const path = issue ? `/${issue.path.join('/')}` : '/';
  if (issue?.code === 'unrecognized_keys') return refused('unknown-element', `${path}: ${issue.message}`, path);
  return refused('invalid-value', `${path}: ${issue?.message ?? 'not a connectivity-service'}`, path);
}
