import { hiddenCharactersIn } from '../model/hidden-characters';
import { faultInTls } from '../tls-fault';
import type { PrivateKeyText } from './ssh/private-key';

/** Where a switch’s TL1 is reached, and as whom. */
export interface SwitchAddress {
  readonly host: string;
  readonly port: number;
  /** The switch’s name of itself (TID), which every command bears and every answer must; empty: none is sent. */
  readonly tid: string;
  /** For the log-in of TL1 (`ACT-USER`). */
  readonly user: string;
  readonly password: string;
  readonly transport: SwitchTransport;
}

export type SwitchTransport =
  /** Plain: password and circuits can be read and changed on the way. Only with `isPlainAllowed`, by the operator’s word. */
  | { readonly kind: 'tcp'; readonly isPlainAllowed: boolean }
  | {
      readonly kind: 'tls';
      /** PEM: whoever may have issued the switch’s certificate; no other is trusted. */
      readonly caPem: string;
      /** PEM: our certificate, where the switch wants one. */
      readonly identity: { readonly certPem: string; readonly keyPem: string } | null;
      /** The name that the switch’s certificate must bear; null: its host. */
      readonly serverName: string | null;
    }
  | {
      readonly kind: 'ssh';
      readonly user: string;
      readonly password: string | null;
      readonly key: PrivateKeyText | null;
      /** `SHA256:…`; null: what was accepted in a session before. */
      readonly hostKeyFingerprint: string | null;
    };

/** Why nothing can be reached with it; null: nothing is amiss. Checked before connecting, since a switch does not say. */
export function faultInAddress({ host, port, tid, user, password, transport }: SwitchAddress, nowMs: number): string | null {
  if (host.trim() === '' || /\s/.test(host)) return 'the switch’s host is missing or has blanks: correct it in the switch’s settings';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `the switch’s port ${port} is none: it is from 1 to 65535`;
  if (user === '' || password === '') return 'the user or password for the switch’s TL1 is missing: enter it in the switch’s settings';
  for (const [what, text] of [
    ['TID', tid],
    ['user', user],
    ['password', password],
  ] as const) {
    const hidden = hiddenCharactersIn(text);
    if (hidden !== null) return `the ${what} for the switch ${hidden}`;
  }
  switch (transport.kind) {
    case 'tcp':
      return transport.isPlainAllowed
        ? null
        : `the switch at ${host} would be reached without encryption, so that its password can be read on the way: use TLS or SSH, or allow plain TCP for this switch in its settings`;
    case 'tls':
      return faultInTls({ caPem: transport.caPem, own: transport.identity }, { peer: 'this switch', way: 'this switch' }, nowMs);
    case 'ssh':
      return transport.password === null && transport.key === null
        ? `neither a password nor a key is there for SSH to ${host}: enter one in the switch’s settings`
        : null;
  }
}
