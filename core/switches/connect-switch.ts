import { Socket } from 'node:net';
import { assertNever } from '../model/assert-never';
import type { Clock } from '../model/clock';
import type { HostKeys } from './host-keys';
import { hostAndPort } from './session-transport';
import type { TransportOutcome } from './session-transport';
import { failed } from './socket-failures';
import { overSocket, plainBytes } from './socket-transport';
import { connectSsh, type SshOptions } from './ssh';
import { faultInAddress } from './switch-address';
import type { SwitchAddress, SwitchTransport } from './switch-address';
import { connectTls } from './tls';

export interface ConnectOptions {
  readonly clock: Clock;
  /** What was accepted in sessions before; for SSH where the address has no fingerprint. */
  readonly hostKeys: HostKeys;
  readonly signal: AbortSignal;
  /** Where a person is there who can be asked. */
  readonly questions?: Pick<SshOptions, 'confirmHostKey' | 'answer' | 'onBanner'>;
  /** How an operator has a host key accepted, as an instruction, such as `enter it by …`; without: in words that are true everywhere. */
  readonly howToTrust?: (fingerprint: string) => string;
}

/** Opens a stream of bytes to the TL1 of a switch: over plain TCP, TLS or SSH, as its address says. */
export async function connectSwitch(address: SwitchAddress, options: ConnectOptions): Promise<TransportOutcome> {
  const fault = faultInAddress(address, options.clock.now());
  if (fault !== null) return failed('unreachable', fault);
  const { host, port, transport } = address;
  const reach = { host, port, clock: options.clock, signal: options.signal };
  switch (transport.kind) {
    case 'tcp': {
      const socket = new Socket();
      const outcome = overSocket(reach, socket, 'connect', plainBytes);
      if (!options.signal.aborted) socket.connect({ host, port });
      return outcome;
    }
    case 'tls':
      return connectTls(reach, transport);
    case 'ssh':
      return overSsh(reach, transport, options);
    default:
      return assertNever(transport);
  }
}

/** Where nobody can be asked, only a host key that is known beforehand will do. */
async function overSsh(
  reach: { readonly host: string; readonly port: number; readonly clock: Clock; readonly signal: AbortSignal },
  { user, password, key, hostKeyFingerprint: pinned }: Extract<SwitchTransport, { kind: 'ssh' }>,
  { hostKeys, questions, howToTrust }: ConnectOptions,
): Promise<TransportOutcome> {
  const where = hostAndPort(reach.host, reach.port);
  let shown = '';
  const outcome = await connectSsh({
    ...reach,
    ...questions,
    ...(howToTrust === undefined ? {} : { howToTrust }),
    user,
    ...(password === null ? {} : { password }),
    ...(key === null ? {} : { key }),
    hostKeys: pinned === null ? hostKeys : { pinned: async () => null, pin: async (_host, _port, accepted) => accepted },
    confirmHostKey: async (question) => {
      shown = question.key.fingerprint;
      if (pinned !== null) return shown === pinned;
      return questions?.confirmHostKey(question) ?? false;
    },
    terminal: null,
  });
  if (outcome.kind !== 'failed' || outcome.code !== 'host-key-declined' || (pinned === null && questions)) return outcome;
  return pinned === null
    ? failed(
        'host-key-declined',
        `the host key of ${where} (${shown}) was never accepted: nothing was sent to it. Ask whoever runs the switch for its fingerprint; ` +
          `only if it is this one, ${howToTrust?.(shown) ?? 'accept it in a session to the switch, or enter it in the switch’s settings'}`,
      )
    : failed(
        'host-key-changed',
        `${where} shows the host key ${shown}, but ${pinned} is entered for this switch. Somebody may stand between, or the switch was given a new key. ` +
          `Nothing was sent to it. Ask whoever runs the switch for its fingerprint; only if it is the one shown now, ${howToTrust?.(shown) ?? 'correct the switch’s settings'}`,
      );
}
