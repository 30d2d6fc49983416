import { expect, test } from 'vitest';
import { passwordAmiss, switchAddress, type SwitchAddress } from '../contract/circuit-inputs';
import type { Switch } from '../model/switch';
import type { Host } from './create-host';
import { OutgoingConnections } from './outgoing';
import { systemClock } from './system-clock';
import { connectCreationSystem, type SecretOf } from './connect-creation-system';

const address = {
  ...{ id: 'nyc-1', name: 'New York', transport: 'tcp', host: '127.0.0.1', port: 1, user: 'ops' },
  ...{ allowPlain: true, passwordSecret: 'NYC-1 TL1' },
} as const satisfies SwitchAddress;

async function connected(secretOf: SecretOf) {
  const [known, reached]: [Switch[], Parameters<Host['reachSwitch']>[1][]] = [[], []];
  const host = {
    reachSwitch: (_: string, whole: Parameters<Host['reachSwitch']>[1]) => void reached.push(whole),
    hostKeys: { pinned: async () => null, pin: async () => Promise.reject(new Error('nothing is to be pinned')) },
    outgoing: new OutgoingConnections(systemClock),
    connectSwitch: async (each: Switch) => void known.push(each),
  } satisfies Parameters<typeof connectCreationSystem>[0];
  return { outcome: await connectCreationSystem(host, address, secretOf), known, reached };
}

test('a switch whose password is a kept secret is connected with it, and people come to it with the same', async () => {
  const { outcome, known, reached } = await connected(async (name) => (name === 'NYC-1 TL1' ? 'tie-line' : null));
  expect(outcome).toEqual({ kind: 'connected' });
  expect(known.map(({ id }) => id)).toEqual(['nyc-1']);
  expect(await reached[0]?.()).toMatchObject({ user: 'ops', password: 'tie-line' });
});

test.each([
  [
    async (): Promise<string | null> => null,
    /not connected: its password is the secret NYC-1 TL1, which is not kept: keep it \(Settings, Secrets\)/,
  ],
  [
    async (): Promise<string | null> => Promise.reject(new Error('this host keeps none')),
    /its password is the secret NYC-1 TL1, and this host keeps none/,
  ],
] as const)('a secret that is not to be had is told with the remedy', async (secretOf, words) => {
  const { outcome, known } = await connected(secretOf);
  expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringMatching(words) as string });
  expect(known).toEqual([]);
});

test('a password is in a file or a kept secret, and in one of the two', () => {
  expect(switchAddress.safeParse(address).success).toBe(true);
  expect(passwordAmiss({})).toMatch(/it is missing: write it, or passwordSecret/);
  expect(passwordAmiss({ passwordFile: 'p', passwordSecret: 's' })).toMatch(/remove one of the two/);
  expect(switchAddress.safeParse({ ...address, passwordFile: '/p' }).success).toBe(false);
});
