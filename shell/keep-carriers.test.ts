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
  const keeping = keepCarriersIn(configuration, 'longlines.db');
  const [caFile, certFile, keyFile] = (['authority', 'certificate', 'key'] as const).map((what) => keeping.keepPem(what, `${what}\n`));
  if (!caFile || !certFile || !keyFile) throw new Error('nothing was kept');
  expect(readFileSync(keyFile, 'utf8')).toBe('key\n');
  if (process.platform !== 'win32') {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'credentials')).mode & 0o777).toBe(0o700);
  }
  const mappingFile = keeping.keepMapping('alder', { latency: { unit: 'ms' } });
  const { keptIn, putBack } = keeping.keepCarrier({ ...carrier, caFile, certFile, keyFile, mappingFile });
  expect(keptIn).toBe(configuration);
  expect(readConfiguration({ config: configuration, environment: {} }).carriers).toEqual([
    { ...carrier, caFile, certFile, keyFile, mappingFile },
  ]);
  const other = keeping.keepMapping('alder', {});
  expect(other).not.toBe(mappingFile);
  keeping.keepCarrier({ ...carrier, caFile, certFile, keyFile, mappingFile: other }).putBack();
  expect(readConfiguration({ config: configuration, environment: {} }).carriers).toMatchObject([{ mappingFile }]);
  putBack();
  expect(readConfiguration({ config: configuration, environment: {} }).carriers).toEqual([]);
});

test('what neither a carrier is connected with nor anything needs is swept away, and nothing of anybody else', () => {
  const folder = temporaryFolder();
  const configuration = join(folder, 'longlines.json');
  const keeping = keepCarriersIn(configuration, join(folder, 'longlines.db'));
  const [used, needed, unused] = [keeping.keepPem('key', 'one'), keeping.keepPem('key', 'two'), keeping.keepPem('key', 'other')];
  const [mapping, unusedMapping] = [keeping.keepMapping('alder', {}), keeping.keepMapping('alder', {})];
  const others = [
    keepCarriersIn(join(folder, 'other.json'), join(folder, 'longlines.db')).keepPem('key', 'theirs'),
    keepCarriersIn(configuration, join(folder, 'other.db')).keepPem('key', 'theirs'),
  ];
  const own = join(folder, 'own.pem');
  const beside = join(folder, 'credentials', 'own.pem');
  for (const file of [own, beside]) writeFileSync(file, 'mine');
  keeping.keepCarrier({ ...carrier, caFile: used, certFile: used, keyFile: used, mappingFile: mapping });
  expect([...keeping.sweep(new Set([needed]))].sort()).toEqual([unused, unusedMapping].sort());
  const stay = [used, needed, mapping, ...others, own, beside];
  expect([...stay, unused, unusedMapping].filter((file) => existsSync(file))).toEqual(stay);
  expect([keeping.isKept(used), keeping.isKept(own), keeping.isKept(join(folder, 'credentials', '..', 'own.pem'))]).toEqual([
    true,
    false,
    false,
  ]);
  writeFileSync(configuration, 'no JSON');
  expect(() => keeping.sweep(new Set())).toThrow(/no JSON/);
  expect(existsSync(used)).toBe(true);
});
