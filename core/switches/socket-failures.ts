import type { TransportFailure, TransportFailureCode } from './session-transport';

/** What a socket says, as the operator is told. */
export function describeSocketError(where: string, error: unknown): TransportFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const remedy = remedies[code];
  if (remedy !== undefined) return failed('unreachable', `${where} cannot be reached: ${remedy} (${code})`);
  return failed('lost', `the connection to ${where} broke: ${error instanceof Error ? error.message : String(error)}`);
}

export const failed = (code: TransportFailureCode, message: string): TransportFailure => ({ kind: 'failed', code, message });

const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check the address and port, and that the switch allows this kind of session',
  ENOTFOUND: 'the host name is not known; check the address and the name service',
  EAI_AGAIN: 'the name service does not answer; try again, or give the address as a number',
  EHOSTUNREACH: 'there is no way to the host; check the network',
  ENETUNREACH: 'there is no way to its network; check the network',
  ETIMEDOUT: 'it does not answer; check the address, the network, and firewalls between',
  EACCES: 'this machine does not allow the connection; check its firewall',
};
