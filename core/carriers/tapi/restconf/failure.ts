import { clip } from '../json';

/** Words that begin with these are about our own certificate. */
export const refusedOurs = 'the manager probably refused our certificate';

export const isAboutOurs = (reason: string): boolean => reason.startsWith(refusedOurs);

/** What is known about a request that got no answer. */
export interface FailureContext {
  readonly host: string;
  /** TLS was established at least once, and nothing has been answered since. */
  readonly isSecuredButUnanswered: boolean;
}

/** Why no answer came, in words for the operator, with what to check. */
export function explainFailure(error: unknown, { host, isSecuredButUnanswered }: FailureContext): string {
  const { code, message } = rootOf(error);
  const known = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  if (known !== undefined) return `${known} (${host}, ${code})`;
  if (isClientRefusal(code) || (isSecuredButUnanswered && closings.has(code))) {
    return `${refusedOurs} (${host} closed the connection right after TLS was established, ${code}): check that the carrier trusts the authority that issued it, that it is valid by the carrier's clock, and that it is registered there`;
  }
  if (closings.has(code)) return `the manager closed the connection (${host}, ${code}): check that it is running`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return `TLS could not be established with ${host} (${clip(message, 120)}): check that the address is the manager's HTTPS port`;
  return `the manager at ${host} could not be asked (${clip(message, 160)}, ${code || 'no code'})`;
}

const wrongAuthority =
  "the manager's certificate is not from the authority that is pinned for this carrier: check with the carrier which authority issues it; do not accept another one unchecked";

const remedies: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: wrongAuthority,
  UNABLE_TO_GET_ISSUER_CERT: wrongAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: wrongAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: wrongAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: wrongAuthority,
  CERT_SIGNATURE_FAILURE: wrongAuthority,
  CERT_UNTRUSTED: wrongAuthority,
  CERT_HAS_EXPIRED: "the manager's certificate has expired: the carrier has to renew it (or this machine's clock is wrong)",
  CERT_NOT_YET_VALID: "the manager's certificate is not valid yet: check this machine's clock, and the certificate with the carrier",
  INVALID_PURPOSE: "the manager's certificate is not meant for a server: the carrier has to issue another",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "the manager's certificate is for another host name: check the carrier's address, or have the carrier add this name to the certificate",
  ECONNREFUSED: 'nothing listens there: check the address and port, and that the manager is running',
  ENOTFOUND: 'the host name is not known: check the address and the name service',
  EAI_AGAIN: 'the name service does not answer: check the network',
  EHOSTUNREACH: 'there is no way to the host: check the network',
  ENETUNREACH: 'there is no way to the host: check the network',
  ETIMEDOUT: 'the host does not answer: check the network and the firewall',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer: check the network and the firewall',
  UND_ERR_HEADERS_OVERFLOW: 'the manager sends longer HTTP headers than are read: the carrier has to shorten them',
  HPE_INVALID_CONSTANT: 'what answers there does not speak HTTP: check the address',
};

const closings = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** The TLS alerts by which a server turns a client's certificate down, where Node hands them on. */
const isClientRefusal = (code: string): boolean => /^ERR_SSL_(TLSV1[0-3]?|SSLV3)_ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(code);

function rootOf(error: unknown): { readonly code: string; readonly message: string } {
  let at = error;
  for (let depth = 0; depth < 5; depth += 1) {
    const [first] = at instanceof AggregateError ? (at.errors as unknown[]) : [];
    const next = first ?? (at instanceof Error && !hasUsefulCode(at) ? at.cause : undefined);
    if (next === undefined) break;
    at = next;
  }
  const code = typeof at === 'object' && at !== null && 'code' in at && typeof at.code === 'string' ? at.code : '';
  return { code, message: at instanceof Error ? at.message : String(at) };
}

const hasUsefulCode = (error: Error): boolean => 'code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR';
