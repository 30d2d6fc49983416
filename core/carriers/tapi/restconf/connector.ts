import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { TlsIdentity } from './identity';

export interface Connector {
  readonly connect: buildConnector.connector;
  /** Ends the connections that are still being made; none is made from then on. */
  readonly abandon: () => void;
}

/** Mutual TLS for undici. Tells when TLS is established, because a manager's refusal of our certificate comes only after that (TLS 1.3). */
export function createConnector(tls: TlsIdentity, onSecure: (socket: TLSSocket) => void): Connector {
  const connecting = new Set<TLSSocket>();
  let isAbandoned = false;
  const connect: buildConnector.connector = (options, callback) => {
    if (isAbandoned) {
      callback(new Error('the link is being closed'), null);
      return;
    }
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const socket = connectTls({
      host,
      port: Number(options.port || 443),
      ca: tls.caPem,
      cert: tls.certPem,
      key: tls.keyPem,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      servername: tls.serverName ?? (isIP(host) === 0 ? host : ''),
    });
    connecting.add(socket);
    const settle = (error: Error | null): void => {
      if (!connecting.delete(socket)) return;
      if (error === null) {
        onSecure(socket);
        callback(null, socket);
      } else callback(error, null);
    };
    socket.setNoDelay(true).setKeepAlive(true, 30_000);
    socket.once('secureConnect', () => {
      settle(null);
    });
    socket.once('error', settle);
    socket.once('close', () => {
      settle(new Error('the connection was closed before TLS was established'));
    });
  };
  const abandon = (): void => {
    isAbandoned = true;
    for (const socket of connecting) socket.destroy();
  };
  return { connect, abandon };
}
