import type { TransportFailure } from '../session-transport';
import { describeSocketError, failed } from '../socket-failures';

/** What a socket or ssh2 says, as the operator is told. */
export function describeSshError(where: string, error: unknown): TransportFailure {
  const message = error instanceof Error ? error.message : String(error);
  const noCommon = /no matching (.+)/i.exec(message);
  if (noCommon) {
    return failed(
      'no-common-algorithm',
      `${where} and this console have no ${noCommon[1] ?? 'algorithm'} in common: the switch's SSH is too old or set too strictly; update it, or allow it a current one`,
    );
  }
  if (/Connection lost before handshake|Invalid identification|Unsupported protocol version|Header too long/i.test(message)) {
    return failed('wrong-protocol', `what answers at ${where} does not speak SSH 2 (${message}): check the port`);
  }
  // Before the session the verdict has its own words.
  if (message.startsWith('Host denied')) {
    return failed(
      'host-key-changed',
      `${where} showed another host key in the middle of the session: it was ended, somebody may have stepped between`,
    );
  }
  return describeSocketError(where, error);
}
