import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CarrierAddress } from '../core/contract/inputs';
import type { CarrierKeeping } from '../core/host/connecting';
import { addressOf, parseConfiguration, writeCarrier } from './configuration/configuration';
import { replaceFile } from './configuration/replace-file';

/**
 * Carriers that the console connects are written into the configuration file, as `longlines carriers add` does; certificates and keys that were given as text, and
 * mapping tables, lie in the folder `credentials` beside it, which is for its owner alone.
 */
export function keepCarriersIn(configurationFile: string): CarrierKeeping {
  const folder = join(dirname(configurationFile), 'credentials');
  const fileIn = (name: string, content: string): string => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
    const file = join(folder, name);
    replaceFile(file, content);
    return file;
  };
  const isKept = (file: string): boolean => resolve(dirname(file)) === folder && ownName.test(basename(file)) && existsSync(file);
  return {
    isKept,
    keepPem: (what, pem) => fileIn(`${what}-${randomUUID()}.pem`, pem),
    dropPem(files) {
      const used = filesIn(configurationFile);
      const ours = files.filter((file) => isKept(file) && !used.has(resolve(file)));
      for (const file of ours) rmSync(file, { force: true });
      return ours.length;
    },
    keepMapping: (carrierId, mapping) => fileIn(`${carrierId}-mapping.json`, `${JSON.stringify(mapping, null, 2)}\n`),
    keepCarrier({ caFile, certFile, keyFile, mappingFile, ...carrier }) {
      writeCarrier(configurationFile, {
        ...carrier,
        ...{ ca: caFile, cert: certFile, key: keyFile },
        ...(mappingFile === undefined ? {} : { mapping: mappingFile }),
      });
      return configurationFile;
    },
  };
}

const ownName = /^(authority|certificate|key)-[0-9a-f-]{36}\.pem$/;

/** What the carriers of a configuration are connected with. */
function filesIn(configurationFile: string): ReadonlySet<string> {
  if (!existsSync(configurationFile)) return new Set();
  const { carriers } = parseConfiguration(readFileSync(configurationFile, 'utf8'), configurationFile);
  const addresses: readonly CarrierAddress[] = carriers.map((entry) => addressOf(entry, dirname(configurationFile)));
  return new Set(addresses.flatMap(({ caFile, certFile, keyFile }) => [caFile, certFile, keyFile]));
}
