import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../../model/certificate';
import { certificatesIn } from '../../tls-fault';

/** The certificates of a PEM text, in its order; none where it cannot be read. */
export const factsInPem = (pem: string): readonly CertificateFacts[] => (certificatesIn(pem) ?? []).map(factsOf);

/** What the other side of an established connection presented: its own certificate, then those that issued it. */
export function presentedOn(socket: TLSSocket): readonly CertificateFacts[] {
  const facts: CertificateFacts[] = [];
  const seen = new Set<string>();
  let at = socket.getPeerCertificate(true) as Partial<ReturnType<TLSSocket['getPeerCertificate']>> & { issuerCertificate?: unknown };
  while (at.raw && facts.length < maxChain) {
    const certificate = new X509Certificate(at.raw);
    if (seen.has(certificate.fingerprint256)) break;
    seen.add(certificate.fingerprint256);
    facts.push(factsOf(certificate));
    at = at.issuerCertificate ?? {};
  }
  return facts;
}

/** Longer ones are cut: no real one is. */
const maxChain = 10;

export const factsOf = (certificate: X509Certificate): CertificateFacts => ({
  subject: inOneLine(certificate.subject),
  names: namesOf(certificate),
  issuer: inOneLine(certificate.issuer),
  serial: certificate.serialNumber,
  validFromMs: Date.parse(certificate.validFrom),
  validToMs: Date.parse(certificate.validTo),
  fingerprint: certificate.fingerprint256,
});

/** Without the kind of each, which Node writes before it. */
export const namesOf = ({ subjectAltName }: X509Certificate): readonly string[] =>
  (subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address|URI|email):/, '').replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '')
    .slice(0, mostNames);

/** Node writes a name's parts in lines, the most general first; nothing where there are none. */
const inOneLine = (name: string | undefined): string =>
  (name ?? '').trim().split('\n').reverse().join(', ').slice(0, longestName) || 'no name';

const mostNames = 20;
const longestName = 300;
