import { readFile, stat } from 'node:fs/promises';
import type { SwitchAddress } from '../contract/circuit-inputs';
import { assertNever } from '../model/assert-never';
import { usualSwitchLimits } from '../model/switch';
import type { SwitchTransport } from '../switches/switch-address';
import { createTl1At } from '../switches/tl1/tl1-at';
import type { Host } from './create-host';
import type { ConnectOutcome } from './procedures/serving';
import { systemClock, systemRandom } from './system-clock';

/**
 * Connects the creation system of a switch by TL1. Refused where a file of it cannot be read, or is not for its owner alone; whether the switch answers
 * is told by its link.
 */
export async function connectCreationSystem(host: Host, address: SwitchAddress): Promise<ConnectOutcome> {
  const { id, name, tid = '', user, limits = usualSwitchLimits } = address;
  try {
    const password = (await readSecret(address.passwordFile, 'its password file')).replace(/\r?\n$/, '');
    const transport = await transportOf(address, password);
    const whole = { host: address.host, port: address.port, tid, user, password, transport };
    const system = createTl1At(whole, { switchId: id, hostKeys: host.hostKeys, clock: systemClock, random: systemRandom });
    await host.connectSwitch({ id, name, limits }, system);
    return { kind: 'connected' };
  } catch (error) {
    if (error instanceof UnusableError) return { kind: 'refused', message: `switch ${name} (${id}) is not connected: ${error.message}` };
    throw error;
  }
}

class UnusableError extends Error {
  override readonly name = 'UnusableError';
}

async function transportOf(address: SwitchAddress, password: string): Promise<SwitchTransport> {
  const { transport, user, caFile, certFile, tlsKeyFile, serverName = null, sshKeyFile, hostKey = null, allowPlain = false } = address;
  switch (transport) {
    case 'tcp':
      return { kind: 'tcp', isPlainAllowed: allowPlain };
    case 'tls':
      return {
        kind: 'tls',
        caPem: caFile === undefined ? '' : await read(caFile, 'the authority'),
        identity:
          certFile === undefined || tlsKeyFile === undefined
            ? null
            : { certPem: await read(certFile, 'our certificate'), keyPem: await readSecret(tlsKeyFile, 'our key') },
        serverName,
      };
    case 'ssh':
      return {
        ...{ kind: 'ssh', user, hostKeyFingerprint: hostKey },
        // With a key, the password is for the switch's own log-in alone.
        ...(sshKeyFile === undefined
          ? { password, key: null }
          : { password: null, key: { text: await readSecret(sshKeyFile, 'our SSH key') } }),
      };
    default:
      return assertNever(transport);
  }
}

/** Others could use what they can read, and change what they can write. */
async function readSecret(file: string, what: string): Promise<string> {
  const text = await read(file, what);
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new UnusableError(
      `${what} ${file} is not for its owner alone (its mode is ${(mode & 0o777).toString(8)}): "chmod 600 ${file}", and change what others may have read`,
    );
  }
  return text;
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UnusableError(`${what} cannot be read (${String(error)}): correct the file's name, or its rights`);
  }
}
