import { faultInTls } from '../../../tls-fault';

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

/** The part of it that is not ours. */
export const faultInAuthority = ({ caPem }: TlsIdentity, nowMs: number): string | null =>
  faultInTls({ caPem, own: null }, { peer: 'this carrier', way: 'this link' }, nowMs);

/** Why the link cannot work with what we hold ourselves; null where it can. */
export const faultInIdentity = ({ caPem, certPem, keyPem }: TlsIdentity, nowMs: number): string | null =>
  faultInTls({ caPem, own: { certPem, keyPem } }, { peer: 'this carrier', way: 'this link' }, nowMs);
