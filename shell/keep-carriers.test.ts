import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../core/store/testing/temporary-folder';
import { readConfiguration } from './configuration/configuration';
import { keepCarriersIn } from './keep-carriers';

const carrier = { id: 'alder', name: 'Alder Longhaul', role: 'dedicating', url: 'https://tapi.alder.example:8443' } as const;

test('what is pasted lies in a folder and files of their owner alone; a carrier is in the configuration that the next start reads', () => {
  const folder = temporaryFolder();
  const configuration = join(folder, 'longlines.json');
  const keeping = keepCarriersIn(configuration);
  const [caFile, certFile, keyFile] = (['authority', 'certificate', 'key'] as const).map((what) => keeping.keepPem(what, `${what}\n`));
  if (!caFile || !certFile || !keyFile) throw new Error('nothing was kept');
  expect(readFileSync(keyFile, 'utf8')).toBe('key\n');
  if (process.platform !== 'win32') {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'credentials')).mode & 0o777).toBe(0o700);
  }
  const mappingFile = keeping.keepMapping('alder', { latency: { unit: 'ms' } });
  expect(keeping.keepCarrier({ ...carrier, caFile, certFile, keyFile, mappingFile })).toBe(configuration);
  expect(readConfiguration({ config: configuration, environment: {} }).carriers).toEqual([
    { ...carrier, caFile, certFile, keyFile, mappingFile },
  ]);
});

test('only what was kept, and no carrier is connected with, is dropped', () => {
  const folder = temporaryFolder();
  const keeping = keepCarriersIn(join(folder, 'longlines.json'));
  const [used, unused] = [keeping.keepPem('key', 'one'), keeping.keepPem('key', 'other')];
  const own = join(folder, 'own.pem');
  const beside = join(folder, 'credentials', 'own.pem');
  for (const file of [own, beside]) writeFileSync(file, 'mine');
  keeping.keepCarrier({ ...carrier, caFile: used, certFile: used, keyFile: used });
  expect(keeping.dropPem([used, unused, own, beside, '/etc/passwd'])).toBe(1);
  expect([used, unused, own, beside].map((file) => existsSync(file))).toEqual([true, false, true, true]);
  expect([keeping.isKept(used), keeping.isKept(own), keeping.isKept(join(folder, 'credentials', '..', 'own.pem'))]).toEqual([
    true,
    false,
    false,
  ]);
});
