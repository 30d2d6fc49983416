import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PracticeCarrier } from '../practice';
import { readFormer, toConnectFile } from './practice-configuration';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longlines-former-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
};
// Of a carrier only who it is and where counts here.
const carrier = (id: string, url: string) => ({ id, name: id, role: 'dedicating', url }) as PracticeCarrier;
const now = carrier('evergreen', 'https://127.0.0.1:2002');

test('a carrier that was connected by hand stays so, under the id and with the mapping table that it was given, at its address of today', () => {
  write(toConnectFile, { url: 'https://127.0.0.1:1001' });
  write('longlines.json', {
    carriers: [
      { id: 'alder', name: 'Alder', url: 'https://127.0.0.1:1000', ca: 'old' },
      {
        id: 'green',
        name: 'My Evergreen',
        role: 'dedicating',
        url: 'https://127.0.0.1:1001',
        ca: 'a',
        cert: 'b',
        key: 'c',
        mapping: 'm.json',
      },
      { id: 'own', name: 'Somebody else', url: 'https://carrier.example' },
    ],
  });
  const former = readFormer(join(folder, 'longlines.json'), folder);
  expect(former.entriesAt(now)).toEqual([
    {
      ...{ id: 'green', name: 'My Evergreen', role: 'dedicating', url: 'https://127.0.0.1:2002', mapping: 'm.json' },
      ...{ ca: 'evergreen-ca.pem', cert: 'evergreen-client-cert.pem', key: 'evergreen-client-key.pem' },
    },
  ]);
  expect(former.others([carrier('alder', 'https://127.0.0.1:2001'), now])).toMatchObject([{ id: 'own' }]);
});

test('before anybody connected it, at a first start, and where the file is damaged, there is none', () => {
  expect(readFormer(join(folder, 'longlines.json'), folder).entriesAt(now)).toEqual([]);
  write(toConnectFile, { url: 'https://127.0.0.1:1001' });
  write('longlines.json', '{"carriers":');
  expect(readFormer(join(folder, 'longlines.json'), folder).entriesAt(now)).toEqual([]);
});
