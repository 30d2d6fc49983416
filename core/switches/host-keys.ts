import type { HostKey } from '../model/host-key';
import { hostAndPort } from './session-transport';

/** What is pinned for an address: the key that it must show. */
export interface HostKeys {
  pinned(host: string, port: number): Promise<HostKey | null>;
  /** Pins the key unless another is pinned already; answers with the one that is pinned now. */
  pin(host: string, port: number, key: HostKey): Promise<HostKey>;
}

/** Asked at the first use: nothing of a credential has been sent. */
export interface HostKeyQuestion {
  readonly host: string;
  readonly port: number;
  readonly key: HostKey;
}

export type HostKeyVerdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'declined' }
  /** Another key than the pinned one. There is no question that could be answered with yes. */
  | { readonly kind: 'changed'; readonly pinned: HostKey };

/** Trust on first use, by the operator's word; from then on only that key. */
export async function judgeHostKey(
  keys: HostKeys,
  question: HostKeyQuestion,
  confirm: (question: HostKeyQuestion) => Promise<boolean>,
): Promise<HostKeyVerdict> {
  const { host, port, key } = question;
  const pinned = await keys.pinned(host, port);
  if (pinned !== null) return compare(pinned, key);
  if (!(await confirm(question))) return { kind: 'declined' };
  // Two sessions may ask at once: the first answer counts.
  return compare(await keys.pin(host, port, key), key);
}

const compare = (pinned: HostKey, offered: HostKey): HostKeyVerdict =>
  isSameHostKey(pinned, offered) ? { kind: 'right' } : { kind: 'changed', pinned };

export const isSameHostKey = (one: HostKey, other: HostKey): boolean => one.type === other.type && one.fingerprint === other.fingerprint;

/** `remedy`: what is done if the key is right, as an instruction. */
export const changedKeyText = (
  host: string,
  port: number,
  pinned: HostKey,
  offered: HostKey,
  remedy = 'have the pinned key forgotten and connect again',
): string =>
  `${hostAndPort(host, port)} shows another host key than the pinned one: it shows ${offered.type} ${offered.fingerprint}, pinned is ${pinned.type} ` +
  `${pinned.fingerprint}. Somebody may stand between, or the switch was given a new key. Nothing was sent to it. Ask whoever runs the switch for its ` +
  `fingerprint; only if it is the one shown now, ${remedy}`;
