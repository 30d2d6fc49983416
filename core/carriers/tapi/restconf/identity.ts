import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What one dedicated link needs for mutual TLS, in PEM. */
export interface TlsIdentity {
  /** The authority (or authorities) that may have issued the manager's certificate; no other is trusted. */
  readonly caPem: string;
  /** Our certificate for this link, its chain after it. */
  readonly certPem: string;
  readonly keyPem: string;
  /** The name that the manager's certificate must bear, where it is not the host of its address. */
  readonly serverName?: string;
}

/** Why the link cannot work with what we hold ourselves; null where it can. Checked before connecting, because a manager does not tell us why it refuses. */
export function faultInIdentity(identity: TlsIdentity, nowMs: number): string | null {
  const authorities = certificatesIn(identity.caPem);
  if (authorities === null)
    return "the authority pinned for this carrier cannot be read as a PEM certificate: import the carrier's authority again";
  const expired = authorities.find((authority) => Date.parse(authority.validTo) < nowMs);
  if (expired && authorities.length === 1)
    return `the authority pinned for this carrier expired on ${day(expired.validTo)}: ask the carrier for its new one`;
  const own = certificatesIn(identity.certPem)?.[0];
  if (!own) return 'our certificate for this link cannot be read as a PEM certificate: import it again';
  if (nowMs < Date.parse(own.validFrom))
    return `our certificate for this link is not valid before ${day(own.validFrom)}: check this machine's clock, or import the one in force`;
  if (nowMs > Date.parse(own.validTo))
    return `our certificate for this link expired on ${day(own.validTo)}: have a new one issued and import it`;
  try {
    if (!own.checkPrivateKey(createPrivateKey(identity.keyPem)))
      return 'our private key does not belong to our certificate for this link: import the pair that belongs together';
  } catch {
    return 'our private key for this link cannot be read (PEM without a passphrase is expected): import it again';
  }
  return null;
}

function certificatesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.length > 0 ? blocks.map((block) => new X509Certificate(block)) : null;
  } catch {
    return null;
  }
}

const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
