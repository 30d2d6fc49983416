import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { failed } from './socket-failures';
import { overSocket, plainBytes } from './socket-transport';
import type { SocketAddress } from './socket-transport';
import { hostAndPort } from './session-transport';
import type { SessionEnd, TransportOutcome } from './session-transport';
import type { SwitchTransport } from './switch-address';

/** Opens a plain stream of bytes over TLS; the switch’s certificate must come from the pinned authority. */
export async function connectTls(
  address: SocketAddress,
  { caPem, identity, serverName }: Extract<SwitchTransport, { kind: 'tls' }>,
): Promise<TransportOutcome> {
  const { host, port, signal } = address;
  const where = hostAndPort(host, port);
  if (signal?.aborted === true) return failed('cancelled', `connecting to ${where} was cancelled`);
  const name = serverName ?? host;
  const socket = connect({
    host,
    port,
    ca: caPem,
    minVersion: 'TLSv1.2',
    // An address is no name to be asked for (RFC 6066 §3); it is compared with the certificate all the same.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(identity ? { cert: identity.certPem, key: identity.keyPem } : {}),
  });
  let code = '';
  let hasSpoken = false;
  socket.on('error', (error: Error) => {
    code = 'code' in error ? String(error.code) : '';
  });
  socket.once('data', () => {
    hasSpoken = true;
  });
  const outcome = await overSocket(address, socket, 'secureConnect', plainBytes);
  if (outcome.kind === 'failed') {
    const words = meaningOf(code, name);
    return words === null ? outcome : failed('certificate-refused', `${where}: ${words}`);
  }
  const { transport } = outcome;
  /** Under TLS 1.3 a certificate is refused after the connection stands (RFC 8446 §4.4.2). */
  const tell = (end: SessionEnd): SessionEnd =>
    end.by !== 'us' && !hasSpoken
      ? {
          by: end.by,
          text: `${where} ended the connection right after TLS was established: it probably refuses our certificate; check that the switch trusts whoever issued it (${end.text})`,
        }
      : end;
  return { kind: 'open', transport: { ...transport, ended: transport.ended.then(tell) } };
}

function meaningOf(code: string, name: string): string | null {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `the switch’s certificate is not for ${name}: check the address, or enter the name that the certificate bears in the switch’s settings`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'the switch’s certificate is not valid now: check both clocks, or have the switch given a new one';
  if (/SELF_SIGNED|UNABLE_TO_|SIGNATURE|INVALID_|UNTRUSTED|REJECTED/.test(code))
    return 'the switch’s certificate does not come from the authority pinned for it: somebody may stand between, or the switch was given another; import its authority only if whoever runs the switch confirms it';
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return 'what answers there does not speak TLS: check the port';
  if (/ALERT/.test(code)) return 'the switch refuses our certificate: check that it trusts whoever issued it, and that it is valid there';
  return null;
}
