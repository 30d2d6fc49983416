import { assertNever } from '../model/assert-never';
import type { Clock } from '../model/clock';
import { connectSwitch } from './connect-switch';
import type { HostKeyQuestion, HostKeys } from './host-keys';
import { hostAndPort, type TerminalSize, type TransportOutcome } from './session-transport';
import { connectSsh } from './ssh';
import type { LogInQuestion } from './ssh/log-in';
import type { PrivateKeyText } from './ssh/private-key';
import type { SwitchAddress } from './switch-address';
import { connectTelnet } from './telnet';

/** What an operator may open a session to. */
export type RawTarget =
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password?: string;
      readonly key?: PrivateKeyText;
    }
  | { readonly kind: 'telnet'; readonly host: string; readonly port: number }
  /** Who types TL1 himself, where the creation system would be reached; he logs in himself too. The switch echoes nothing. */
  | { readonly kind: 'tl1'; readonly address: SwitchAddress };

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
    switch (target.kind) {
      case 'ssh':
        return connectSsh({ ...target, ...ports, ...questions, signal, terminal });
      case 'telnet':
        return connectTelnet({ host: target.host, port: target.port, clock: ports.clock, signal }, terminal);
      case 'tl1':
        return connectSwitch(target.address, { ...ports, signal, questions });
      default:
        return assertNever(target);
    }
  };
}

/** For the audit: `ssh as admin`, `telnet`, `tl1 over tls`. */
export function howOf(target: RawTarget): string {
  switch (target.kind) {
    case 'ssh':
      return `ssh as ${target.user}`;
    case 'telnet':
      return 'telnet';
    case 'tl1': {
      const { transport } = target.address;
      return `tl1 over ${transport.kind}${transport.kind === 'ssh' ? ` as ${transport.user}` : ''}`;
    }
    default:
      return assertNever(target);
  }
}

export function addressOf(target: RawTarget): string {
  const { host, port } = target.kind === 'tl1' ? target.address : target;
  return hostAndPort(host, port);
}
