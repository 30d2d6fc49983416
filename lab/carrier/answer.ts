import { createHash } from 'node:crypto';

/** What the manager answers over RESTCONF: a document, an empty success, or an error in RFC 8040's form. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Tags of RFC 8040 §7 that this manager uses, each with its status. */
const statusOfTag = {
  'in-use': 409,
  'invalid-value': 400,
  'missing-element': 400,
  'unknown-element': 400,
  'malformed-message': 400,
  'resource-denied': 409,
  'data-exists': 409,
  'not-implemented': 501,
} as const;

export type ErrorTag = keyof typeof statusOfTag;

/** Where this manager's word for it is not RFC 8040's: what exists and is not done here is a 501, by the tag of the 405. */
const wireTag = (tag: ErrorTag): string => (tag === 'not-implemented' ? 'operation-not-supported' : tag);

/** A refusal in the carrier's own words. */
export interface Refusal {
  readonly kind: 'refused';
  readonly tag: ErrorTag;
  readonly message: string;
  readonly path?: string;
}

export const refused = (tag: ErrorTag, message: string, path?: string): Refusal => ({
  kind: 'refused',
  tag,
  message,
  ...(path === undefined ? {} : { path }),
});

const yangJson = 'application/yang-data+json';

export const document = (content: object): Answer => ({
  status: 200,
  headers: { 'content-type': yangJson },
  body: JSON.stringify(content),
});

/** An entity tag (RFC 7232 §2.3): changes whenever the document does. */
export const tagOf = (content: object): string => `"${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)}"`;

export const created = (location: string): Answer => ({ status: 201, headers: { location }, body: '' });

export const noContent: Answer = { status: 204, headers: {}, body: '' };

export const notFound = (what: string): Answer => errors(404, 'invalid-value', `${what} does not exist here`);

export const refusal = (reason: Refusal): Answer => errors(statusOfTag[reason.tag], wireTag(reason.tag), reason.message, reason.path);

/** RFC 8040 §7.1. */
export function errors(status: number, tag: string, message: string, path?: string): Answer {
  const error = {
    'error-type': 'application',
    'error-tag': tag,
    ...(path === undefined ? {} : { 'error-path': path }),
    'error-message': message,
  };
  return { status, headers: { 'content-type': yangJson }, body: JSON.stringify({ 'ietf-restconf:errors': { error: [error] } }) };
}
