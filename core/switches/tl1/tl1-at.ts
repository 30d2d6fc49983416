import { connectSwitch } from '../connect-switch';
import type { CreationSystem } from '../creation-system';
import type { HostKeys } from '../host-keys';
import type { SwitchAddress } from '../switch-address';
import { createTl1CreationSystem } from './tl1-creation-system';
import type { Tl1Options } from './tl1-creation-system';

export interface Tl1AtOptions extends Pick<Tl1Options, 'switchId' | 'clock' | 'random' | 'limits'> {
  /** What was accepted in sessions before; for SSH where the address has no fingerprint. */
  readonly hostKeys: HostKeys;
  /** How an operator has a host key accepted, as an instruction. */
  readonly howToTrust?: (fingerprint: string) => string;
}

/** The creation system of the switch at an address, over TCP, TLS or SSH as the address says. */
export function createTl1At(address: SwitchAddress, { hostKeys, howToTrust, ...options }: Tl1AtOptions): CreationSystem {
  const { tid, user, password } = address;
  const { clock } = options;
  return createTl1CreationSystem({
    ...options,
    tid,
    user,
    password,
    connect: (signal) => connectSwitch(address, { clock, hostKeys, signal, ...(howToTrust === undefined ? {} : { howToTrust }) }),
  });
}
