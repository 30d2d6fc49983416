import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What is held for TLS with one peer, in PEM; without a certificate of our own where the peer wants none. */
interface HeldForTls {
  /** The authority (or authorities) that may have issued the peer's certificate. */
  readonly caPem: string;
  readonly own: { readonly certPem: string; readonly keyPem: string } | null;
}

/** How the two are called: "this carrier", "this link". */
interface TlsWords {
  readonly peer: string;
  readonly way: string;
}

/** Why TLS cannot work with what we hold ourselves; null where it can. Checked before connecting, because a peer does not tell us why it refuses. */
export function faultInTls({ caPem, own: held }: HeldForTls, { peer, way }: TlsWords, nowMs: number): string | null {
  const authorities = certificatesIn(caPem);
  if (authorities === null) return `the authority pinned for ${peer} cannot be read as a PEM certificate: import its authority again`;
  const [first] = authorities;
  if (first && authorities.every((authority) => Date.parse(authority.validTo) < nowMs))
    return `the authority pinned for ${peer} expired on ${day(first.validTo)}: ask for its new one, and import it`;
  if (held === null) return null;
  const own = certificatesIn(held.certPem)?.[0];
  if (!own) return `our certificate for ${way} cannot be read as a PEM certificate: import it again`;
  if (nowMs < Date.parse(own.validFrom))
    return `our certificate for ${way} is not valid before ${day(own.validFrom)}: check this machine's clock, or import the one in force`;
  if (nowMs > Date.parse(own.validTo))
    return `our certificate for ${way} expired on ${day(own.validTo)}: have a new one issued and import it`;
  try {
    if (!own.checkPrivateKey(createPrivateKey(held.keyPem)))
      return `our private key does not belong to our certificate for ${way}: import the pair that belongs together`;
  } catch {
    return `our private key for ${way} cannot be read (PEM without a passphrase is expected): import it again`;
  }
  return null;
}

/** null: there is none, or one cannot be read. */
export function certificatesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.length > 0 ? blocks.map((block) => new X509Certificate(block)) : null;
  } catch {
    return null;
  }
}

const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
