import type { X509Certificate } from 'node:crypto';

/** What people compare of a certificate. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly serial: string;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly fingerprint: string;
}

export const factsOf = (certificate: X509Certificate): CertificateFacts => ({
  subject: inOneLine(certificate.subject) || 'no name',
  issuer: inOneLine(certificate.issuer) || 'no name',
  names: namesOf(certificate),
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

/** Node writes its parts below each other. */
const inOneLine = (name: string | undefined): string =>
  (name ?? '')
    .split('\n')
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 300);

const mostNames = 20;
