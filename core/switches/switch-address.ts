import { createPrivateKey, X509Certificate } from 'node:crypto';
import { formatTime } from '../model/clock';
import { hiddenCharactersIn } from '../model/hidden-characters';
import type { PrivateKeyText } from './ssh/private-key';

/** Where a switch’s TL1 is reached, and as whom. */
export interface SwitchAddress {
  readonly host: string;
  readonly port: number;
  /** The switch’s name of itself (TID), which every command bears and every answer must; empty: none is sent. */
  readonly tid: string;
  /** For the log-in of TL1 (`ACT-USER`). */
  readonly user: string;
  readonly password: string;
  readonly transport: SwitchTransport;
}

export type SwitchTransport =
  /** Plain: password and circuits can be read and changed on the way. Only with `isPlainAllowed`, by the operator’s word. */
  | { readonly kind: 'tcp'; readonly isPlainAllowed: boolean }
  | {
      readonly kind: 'tls';
      /** PEM: whoever may have issued the switch’s certificate; no other is trusted. */
      readonly caPem: string;
      /** PEM: our certificate, where the switch wants one. */
      readonly identity: { readonly certPem: string; readonly keyPem: string } | null;
      /** The name that the switch’s certificate must bear; null: its host. */
      readonly serverName: string | null;
    }
  | {
      readonly kind: 'ssh';
      readonly user: string;
      readonly password: string | null;
      readonly key: PrivateKeyText | null;
      /** `SHA256:…`; null: what was accepted in a session before. */
      readonly hostKeyFingerprint: string | null;
    };

/** Why nothing can be reached with it; null: nothing is amiss. Checked before connecting, since a switch does not say. */
export function faultInAddress({ host, port, tid, user, password, transport }: SwitchAddress, nowMs: number): string | null {
  if (host.trim() === '' || /\s/.test(host)) return 'the switch’s host is missing or has blanks: correct it in the switch’s settings';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `the switch’s port ${port} is none: it is from 1 to 65535`;
  if (user === '' || password === '') return 'the user or password for the switch’s TL1 is missing: enter it in the switch’s settings';
  for (const [what, text] of [
    ['TID', tid],
    ['user', user],
    ['password', password],
  ] as const) {
    const hidden = hiddenCharactersIn(text);
    if (hidden !== null) return `the ${what} for the switch ${hidden}`;
  }
  switch (transport.kind) {
    case 'tcp':
      return transport.isPlainAllowed
        ? null
        : `the switch at ${host} would be reached without encryption, so that its password can be read on the way: use TLS or SSH, or allow plain TCP for this switch in its settings`;
    case 'tls':
      return faultInTls(transport, nowMs);
    case 'ssh':
      return transport.password === null && transport.key === null
        ? `neither a password nor a key is there for SSH to ${host}: enter one in the switch’s settings`
        : null;
  }
}

function faultInTls({ caPem, identity }: Extract<SwitchTransport, { kind: 'tls' }>, nowMs: number): string | null {
  const authorities = certificatesIn(caPem);
  if (!authorities) return 'the authority pinned for this switch cannot be read as a PEM certificate: import it again';
  if (authorities.every(({ validTo }) => Date.parse(validTo) < nowMs))
    return `the authority pinned for this switch expired (${formatTime(Date.parse(authorities[0]?.validTo ?? ''))}): import its new one`;
  if (!identity) return null;
  const own = certificatesIn(identity.certPem)?.[0];
  if (!own) return 'our certificate for this switch cannot be read as a PEM certificate: import it again';
  if (Date.parse(own.validFrom) > nowMs || Date.parse(own.validTo) < nowMs)
    return `our certificate for this switch is valid from ${formatTime(Date.parse(own.validFrom))} to ${formatTime(Date.parse(own.validTo))}, not now: check this machine’s clock, or import another`;
  try {
    if (!own.checkPrivateKey(createPrivateKey(identity.keyPem)))
      return 'our private key does not belong to our certificate for this switch: import the pair that belongs together';
  } catch {
    return 'our private key for this switch cannot be read (PEM without a passphrase is expected): import it again';
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
