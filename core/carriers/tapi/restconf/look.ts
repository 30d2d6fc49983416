import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import type { Clock } from '../../../model/clock';
import type { TlsIdentity } from './identity';

export interface PeerLook {
  readonly kind: 'seen';
  /** The peer's own first, then those that it sent with it. */
  readonly chain: readonly X509Certificate[];
  readonly protocol: string;
  readonly cipher: string;
  /** Why it is not to be trusted with what we hold; null: it is. */
  readonly distrust: { readonly code: string } | null;
}

/** TLS was not established: `error` as Node has it. */
export interface NoLook {
  readonly kind: 'unseen';
  readonly error: unknown;
  /** Something listens there. */
  readonly isReached: boolean;
}

/**
 * Sees who answers at an address, whoever it is: TLS is established, its certificates are taken down, and it is left again without a word. With our certificate
 * where `own` is given, which shows it to whoever is there, and never the key.
 */
export function lookAt(
  address: URL,
  tls: Pick<TlsIdentity, 'caPem' | 'serverName'> & { readonly own: Pick<TlsIdentity, 'certPem' | 'keyPem'> | null },
  { clock, timeoutMs, signal }: { readonly clock: Clock; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<PeerLook | NoLook> {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    let isReached = false;
    const socket = connect({
      host,
      port: Number(address.port || 443),
      ...(tls.caPem === '' ? {} : { ca: tls.caPem }),
      ...(tls.own === null ? {} : { cert: tls.own.certPem, key: tls.own.keyPem }),
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      servername: tls.serverName ?? (isIP(host) === 0 ? host : ''),
      // Who it is, is what is to be found out; nothing is sent to it.
      rejectUnauthorized: false,
    });
    const settle = (outcome: PeerLook | NoLook): void => {
      cancel();
      signal.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(outcome);
    };
    const giveUp = (): void => {
      settle({ kind: 'unseen', error: Object.assign(new Error('nobody waits for it any more'), { code: 'ABORT_ERR' }), isReached });
    };
    const cancel = clock.after(timeoutMs, () => {
      settle({ kind: 'unseen', error: Object.assign(new Error(`no answer within ${timeoutMs} ms`), { code: 'ETIMEDOUT' }), isReached });
    });
    signal.addEventListener('abort', giveUp);
    socket.once('connect', () => (isReached = true));
    socket.once('error', (error) => {
      settle({ kind: 'unseen', error, isReached });
    });
    socket.once('close', () => {
      const error = Object.assign(new Error('the connection was closed before TLS was established'), { code: 'ECONNRESET' });
      settle({ kind: 'unseen', error, isReached });
    });
    socket.once('secureConnect', () => {
      // Typed as an error, and a code in truth (nodejs.org/api/tls.html, tlsSocket.authorizationError).
      const why = socket.authorizationError as unknown;
      settle({
        kind: 'seen',
        chain: chainOf(socket.getPeerCertificate(true)),
        protocol: socket.getProtocol() ?? 'unknown',
        cipher: socket.getCipher().standardName,
        distrust: socket.authorized ? null : { code: why instanceof Error ? codeOf(why) : String(why) },
      });
    });
  });
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.message);

function chainOf(own: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  // What a peer sent none of has no bytes, whatever its type says; an authority is its own issuer.
  let next: Partial<DetailedPeerCertificate> | undefined = own;
  while (next?.raw !== undefined && chain.length < longestChain) {
    const { raw, issuerCertificate }: Partial<DetailedPeerCertificate> = next;
    if (chain.some((known) => known.raw.equals(raw))) break;
    chain.push(new X509Certificate(raw));
    next = issuerCertificate;
  }
  return chain;
}

const longestChain = 10;
