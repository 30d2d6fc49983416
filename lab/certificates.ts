import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;

/** A certificate authority to practise with. Everything is PEM. */
export interface Authority {
  readonly caPem: string;
  issueServer(options?: IssueOptions): Promise<Identity>;
  issueClient(options?: IssueOptions): Promise<Identity>;
}

/** A certificate and the private key (PKCS #8) that goes with it. */
export interface Identity {
  readonly certPem: string;
  readonly keyPem: string;
}

export interface IssueOptions {
  readonly commonName?: string;
  /** Validity; without: from a minute ago, for ninety days. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Host names and addresses of a server; without: localhost and 127.0.0.1. */
  readonly hosts?: readonly string[];
}

export async function createAuthority(name: string, options: Pick<IssueOptions, 'notBefore' | 'notAfter'> = {}): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [name] }],
    ...validity(options),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const issue = async (
    usage: x509.ExtendedKeyUsage,
    commonName: string,
    issued: IssueOptions,
    hosts: readonly string[],
  ): Promise<Identity> => {
    const own = await generateKeys();
    const leaf = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: [{ CN: [commonName] }],
      issuer: certificate.subject,
      ...validity(issued),
      signingAlgorithm: algorithm,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        ...(hosts.length > 0 ? [new x509.SubjectAlternativeNameExtension(hosts.map(generalName))] : []),
      ],
    });
    return { certPem: leaf.toString('pem'), keyPem: await exportKey(own) };
  };
  return {
    caPem: certificate.toString('pem'),
    issueServer: (issued = {}) =>
      issue(x509.ExtendedKeyUsage.serverAuth, issued.commonName ?? 'carrier manager', issued, issued.hosts ?? ['localhost', '127.0.0.1']),
    issueClient: (issued = {}) => issue(x509.ExtendedKeyUsage.clientAuth, issued.commonName ?? 'longlines', issued, []),
  };
}

const generateKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const exportKey = async (keys: webcrypto.CryptoKeyPair): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');

/** Positive, and unlike any other: clients keep authority and leaf apart by it. */
const serialNumber = (): string => `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex')}`;

const validity = ({ notBefore, notAfter }: Pick<IssueOptions, 'notBefore' | 'notAfter'>) => ({
  notBefore: notBefore ?? new Date(Date.now() - 60_000),
  notAfter: notAfter ?? new Date(Date.now() + 90 * dayMs),
});

const generalName = (host: string): { type: 'ip' | 'dns'; value: string } => ({ type: /^[\d.:]+$/.test(host) ? 'ip' : 'dns', value: host });
