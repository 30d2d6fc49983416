import type { SwitchAddress } from '../contract/circuit-inputs';
import { assertNever } from '../model/assert-never';
import { wordsOfError } from '../model/words-of-error';
import { usualSwitchLimits } from '../model/switch';
import type { SwitchAddress as WholeAddress, SwitchTransport } from '../switches/switch-address';
import { hostAndPort } from '../switches/session-transport';
import { createTl1At } from '../switches/tl1/tl1-at';
import { checkTlsKey, readCertificates, readSecret, UnusableFileError } from './address-files';
import type { Host } from './create-host';
import type { ConnectOutcome } from './procedures/serving';
import { systemClock, systemRandom } from './system-clock';

/**
 * Connects the creation system of a switch by TL1. Refused where a file of it cannot be read, or is not for its owner alone, or where its secret is not
 * kept (`secretOf` null, or rejects with why); whether the switch answers is told by its link.
 */
export async function connectCreationSystem(
  host: Pick<Host, 'reachSwitch' | 'hostKeys' | 'outgoing' | 'connectSwitch'>,
  address: SwitchAddress,
  secretOf: SecretOf,
): Promise<ConnectOutcome> {
  const { id, name, limits = usualSwitchLimits } = address;
  host.reachSwitch(id, () => wholeAddress(address, secretOf));
  try {
    const whole = await wholeAddress(address, secretOf);
    const system = createTl1At(whole, {
      ...{ switchId: id, hostKeys: host.hostKeys, clock: systemClock, random: systemRandom },
      howToTrust: (fingerprint) => `enter it by "switches trust ${id} ${fingerprint}"`,
    });
    host.outgoing.begin({
      ...{ kind: 'switch', id, name, address: hostAndPort(whole.host, whole.port) },
      how: `TL1 over ${whole.transport.kind === 'tcp' ? 'TCP, not encrypted' : whole.transport.kind.toUpperCase()}`,
    });
    await host.connectSwitch({ id, name, limits }, system);
    return { kind: 'connected' };
  } catch (error) {
    if (error instanceof UnusableFileError)
      return { kind: 'refused', message: `switch ${name} (${id}) is not connected: ${error.message}` };
    throw error;
  }
}

/** Null: none of that name is kept. */
export type SecretOf = (name: string) => Promise<string | null>;

/** With what its files and its secret hold; throws an `UnusableFileError`. */
async function wholeAddress(address: SwitchAddress, secretOf: SecretOf): Promise<WholeAddress> {
  const { host, port, tid = '', user } = address;
  const password = await passwordOf(address, secretOf);
  return { host, port, tid, user, password, transport: await transportOf(address, password) };
}

async function passwordOf({ passwordFile, passwordSecret = '' }: SwitchAddress, secretOf: SecretOf): Promise<string> {
  if (passwordFile !== undefined) return (await readSecret(passwordFile, 'its password file (passwordFile)')).replace(/\r?\n$/, '');
  const secret = await secretOf(passwordSecret).catch((error: unknown) => {
    throw new UnusableFileError(`its password is the secret ${passwordSecret}, and ${wordsOfError(error)}`);
  });
  if (secret === null)
    throw new UnusableFileError(
      `its password is the secret ${passwordSecret}, which is not kept: keep it (Settings, Secrets), then connect the switch again`,
    );
  return secret;
}

async function transportOf(address: SwitchAddress, password: string): Promise<SwitchTransport> {
  const { transport, user, caFile, certFile, tlsKeyFile, serverName = null, sshKeyFile, hostKey = null, allowPlain = false } = address;
  switch (transport) {
    case 'tcp':
      return { kind: 'tcp', isPlainAllowed: allowPlain };
    case 'tls':
      return {
        kind: 'tls',
        caPem: caFile === undefined ? '' : await readCertificates(caFile, 'the authority (ca)'),
        identity:
          certFile === undefined || tlsKeyFile === undefined
            ? null
            : {
                certPem: await readCertificates(certFile, 'our certificate (cert)'),
                keyPem: checkTlsKey(await readSecret(tlsKeyFile, ourKey), tlsKeyFile, ourKey),
              },
        serverName,
      };
    case 'ssh':
      return {
        ...{ kind: 'ssh', user, hostKeyFingerprint: hostKey },
        // With a key, the password is for the switch's own log-in alone.
        ...(sshKeyFile === undefined
          ? { password, key: null }
          : { password: null, key: { text: await readSecret(sshKeyFile, 'our SSH key (keyFile)') } }),
      };
    default:
      return assertNever(transport);
  }
}

const ourKey = 'our key (key)';
