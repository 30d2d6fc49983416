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
  'operation-not-supported': 405,
  'operation-failed': 500,
} as const;

export type ErrorTag = keyof typeof statusOfTag;

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

export const created = (location: string): Answer => ({ status: 201, headers: { location }, body: '' });

export const noContent: Answer = { status: 204, headers: {}, body: '' };

export const notFound = (what: string): Answer => errors(404, 'invalid-value', `${what} does not exist here`);

export const refusal = (reason: Refusal): Answer => errors(statusOfTag[reason.tag], reason.tag, reason.message, reason.path);

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
