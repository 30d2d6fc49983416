import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../core/store/testing/temporary-folder';
import { passphraseSealer } from './passphrase-sealer';
import { secretsIn, type Sealer } from './secrets';

const newFile = (): string => join(temporaryFolder(), 'secrets.json');

test('what is kept is found again by who knows the passphrase, and nothing of it can be read in the file', async () => {
  const file = newFile();
  const secrets = secretsIn(file, passphraseSealer('correct horse'));
  await Promise.all([secrets.put('SW-NYC', 'tie-line'), secrets.put('SW-LON', 'order-wire'), secrets.put('__proto__', 'x')]);
  await secrets.remove('SW-LON');
  const again = secretsIn(file, passphraseSealer('correct horse'));
  expect([await again.get('SW-NYC'), await again.get('SW-LON'), await again.get('toString')]).toEqual(['tie-line', null, null]);
  expect(await again.names()).toContain('SW-NYC');
  expect(readFileSync(file, 'utf8')).not.toMatch(/SW-NYC|tie-line/);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('another passphrase, or a file that was changed, opens nothing and loses nothing', async () => {
  const file = newFile();
  await secretsIn(file, passphraseSealer('correct horse')).put('SW-NYC', 'tie-line');
  const before = readFileSync(file, 'utf8');
  const other = secretsIn(file, passphraseSealer('battery staple'));
  await expect(other.get('SW-NYC')).rejects.toThrow('the passphrase is another one, or their file was changed');
  await expect(other.put('SW-LON', 'x')).rejects.toThrow('the passphrase is another one');
  expect(readFileSync(file, 'utf8')).toBe(before);

  const { sealed } = JSON.parse(before) as { sealed: string };
  const bytes = Buffer.from(sealed, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(file, JSON.stringify({ version: 1, by: 'passphrase', sealed: bytes.toString('base64') }));
  await expect(secretsIn(file, passphraseSealer('correct horse')).get('SW-NYC')).rejects.toThrow('their file was changed');
});

test('what another way sealed, or is none of ours, is told and left as it is', async () => {
  const file = newFile();
  const system: Sealer = { by: 'system', seal: async (text) => text, open: async (text) => text };
  await secretsIn(file, system).put('SW-NYC', 'tie-line');
  const secrets = secretsIn(file, passphraseSealer('correct horse'));
  await expect(secrets.get('SW-NYC')).rejects.toThrow(/kept with this machine’s key store.*move the file away/);
  await expect(secrets.put('SW-NYC', 'x')).rejects.toThrow('move the file away');
  expect(await secretsIn(file, system).get('SW-NYC')).toBe('tie-line');
  writeFileSync(file, '{');
  await expect(secrets.names()).rejects.toThrow('holds no secrets of this version');
});

test('the same is never sealed to the same', async () => {
  const { seal, open } = passphraseSealer('correct horse');
  const [one, other] = [await seal('x'), await seal('x')];
  expect(one).not.toBe(other);
  expect([await open(one), await open(other)]).toEqual(['x', 'x']);
});
