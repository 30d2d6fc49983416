import { Socket } from 'node:net';
import { assertNever } from '../model/assert-never';
import type { Clock } from '../model/clock';
import type { HostKeyQuestion, HostKeys } from './host-keys';
import { hostAndPort, type TerminalSize, type TransportOutcome } from './session-transport';
import { overSocket, plainBytes, type SocketAddress } from './socket-transport';
import { connectSsh } from './ssh';
import type { LogInQuestion } from './ssh/log-in';
import type { PrivateKeyText } from './ssh/private-key';
import { connectTelnet } from './telnet';

interface Address {
  readonly host: string;
  readonly port: number;
}

interface SshAccount extends Address {
  readonly user: string;
  readonly password?: string;
  readonly key?: PrivateKeyText;
}

/** What an operator may open a session to. `tl1`: he types TL1 himself, over what the creation system would use. */
export type RawTarget =
  | (SshAccount & { readonly kind: 'ssh' })
  | (Address & { readonly kind: 'telnet' })
  | (Address & { readonly kind: 'tl1'; readonly over: 'tcp' })
  | (SshAccount & { readonly kind: 'tl1'; readonly over: 'ssh' });

/** What connecting may ask of the operator, and tell him. */
export interface DialHooks {
  readonly signal: AbortSignal;
  readonly terminal: TerminalSize;
  readonly confirmHostKey: (question: HostKeyQuestion) => Promise<boolean>;
  readonly answer: (question: LogInQuestion) => Promise<readonly string[] | null>;
  readonly onBanner: (text: string) => void;
}

export type Dial = (hooks: DialHooks) => Promise<TransportOutcome>;

export function dialTarget(target: RawTarget, ports: { readonly clock: Clock; readonly hostKeys: HostKeys }): Dial {
  return ({ terminal, signal, ...questions }) => {
    const { host, port } = target;
    const address = { host, port, signal, clock: ports.clock };
    const overSsh = (account: SshAccount) => {
      const { user, password, key } = account;
      return connectSsh({
        ...address,
        ...ports,
        ...questions,
        user,
        ...(password === undefined ? {} : { password }),
        ...(key === undefined ? {} : { key }),
        terminal,
      });
    };
    if (target.kind === 'ssh') return overSsh(target);
    if (target.kind === 'telnet') return connectTelnet(address, terminal);
    switch (target.over) {
      case 'tcp':
        return connectTcp(address);
      case 'ssh':
        return overSsh(target);
      default:
        return assertNever(target);
    }
  };
}

/** For the audit: `ssh as admin`, `tl1 over tls`. */
export const howOf = (target: RawTarget): string =>
  `${target.kind}${target.kind === 'tl1' ? ` over ${target.over}` : ''}${'user' in target ? ` as ${target.user}` : ''}`;

export const addressOf = ({ host, port }: RawTarget): string => hostAndPort(host, port);

function connectTcp(address: SocketAddress): Promise<TransportOutcome> {
  const socket = new Socket();
  const outcome = overSocket(address, socket, 'connect', plainBytes);
  if (address.signal?.aborted !== true) socket.connect({ host: address.host, port: address.port });
  return outcome;
}
