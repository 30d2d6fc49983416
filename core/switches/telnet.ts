import { Socket } from 'node:net';
import type { TerminalSize, TransportOutcome } from './session-transport';
import { overSocket, type SocketAddress } from './socket-transport';
import { telnetCodec } from './telnet/codec';

/** Opens a telnet session (RFC 854). All that passes can be read and changed on the way: for switches that can no better, by the operator's word. */
export function connectTelnet(address: SocketAddress, terminal: TerminalSize): Promise<TransportOutcome> {
  const socket = new Socket();
  const outcome = overSocket(address, socket, 'connect', telnetCodec(terminal));
  if (address.signal?.aborted !== true) socket.connect({ host: address.host, port: address.port });
  return outcome;
}
