import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CarrierAddress } from '../core/contract/inputs';
import type { CarrierKeeping } from '../core/host/carrier-keeping';
import { addressOf, changeCarriers, parseConfiguration, writeCarrier, type CarrierEntry } from './configuration/configuration';
import { replaceFile } from './configuration/replace-file';
import { wordsOf } from './undo-all';

/**
 * Carriers that the console connects are written into the configuration file, as `longlines carriers add` does; certificates and keys that were given as text, and
 * mapping tables, lie in the folder `credentials` beside it, which is for its owner alone. Other configurations may keep theirs there too: what is of this one and its
 * store bears their mark.
 */
export function keepCarriersIn(configurationFile: string, store: string): CarrierKeeping {
  const folder = resolve(dirname(configurationFile), 'credentials');
  const mark = createHash('sha256')
    .update(`${basename(configurationFile)}\n${basename(store)}`)
    .digest('hex')
    .slice(0, 8);
  const fileIn = (name: string, ending: string, content: string): string => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
    const file = join(folder, `${name}-${randomUUID()}-${mark}.${ending}`);
    replaceFile(file, content);
    return file;
  };
  return {
    isKept: (file) => resolve(dirname(file)) === folder && pemName.test(basename(file)) && existsSync(file),
    keepPem: (what, pem) => fileIn(what, 'pem', pem),
    sweep(needed) {
      if (!existsSync(folder)) return [];
      const used = filesIn(configurationFile);
      const unneeded = readdirSync(folder)
        .filter((name) => ownName.exec(name)?.[1] === mark)
        .map((name) => join(folder, name))
        .filter((file) => !used.has(file) && !needed.has(file));
      for (const file of unneeded) rmSync(file, { force: true });
      return unneeded;
    },
    keepMapping: (carrierId, mapping) => fileIn(`${carrierId}-mapping`, 'json', `${JSON.stringify(mapping, null, 2)}\n`),
    keepCarrier({ caFile, certFile, keyFile, mappingFile, ...carrier }) {
      const before = entriesOf(configurationFile).find(({ id }) => id === carrier.id);
      writeCarrier(configurationFile, {
        ...carrier,
        ...{ ca: caFile, cert: certFile, key: keyFile },
        ...(mappingFile === undefined ? {} : { mapping: mappingFile }),
      });
      return {
        keptIn: configurationFile,
        putBack() {
          if (before) writeCarrier(configurationFile, before);
          else changeCarriers(configurationFile, (entry) => (entry.id === carrier.id ? null : entry));
        },
      };
    },
    async keepCertificate(carrierId, { certFile, keyFile }) {
      const named = { cert: resolve(certFile), key: resolve(keyFile) };
      const byHand = `name ${named.cert} and ${named.key} there, or the former ones are used at the next start`;
      return attempt(configurationFile, byHand, () => {
        const isKnown = changeCarriers(configurationFile, (entry) => (entry.id === carrierId ? { ...entry, ...named } : entry));
        return isKnown.some(({ id }) => id === carrierId)
          ? ''
          : `the carrier is not in ${configurationFile}: it is connected until this host ends`;
      });
    },
    async forget(carrierId) {
      return attempt(configurationFile, 'take the carrier out of it, or it is connected again at the next start', () => {
        changeCarriers(configurationFile, (entry) => (entry.id === carrierId ? null : entry));
        return '';
      });
    },
  };
}

/** What could not be written is told, with what to do by hand. */
function attempt(file: string, byHand: string, work: () => string): string {
  try {
    return work();
  } catch (error) {
    return `${file} could not be changed (${wordsOf(error)}): ${byHand}`;
  }
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Of any configuration; those without a mark were kept before there were marks. */
const pemName = new RegExp(`^(?:authority|certificate|key)-${uuid}(?:-[0-9a-f]{8})?\\.pem$`);
const ownName = new RegExp(`^(?:authority|certificate|key|.+-mapping)-${uuid}-([0-9a-f]{8})\\.(?:pem|json)$`);

const entriesOf = (configurationFile: string): readonly CarrierEntry[] =>
  existsSync(configurationFile) ? parseConfiguration(readFileSync(configurationFile, 'utf8'), configurationFile).carriers : [];

/** What the carriers of a configuration are connected with. */
function filesIn(configurationFile: string): ReadonlySet<string> {
  const addresses: readonly CarrierAddress[] = entriesOf(configurationFile).map((entry) =>
    addressOf(entry, resolve(dirname(configurationFile))),
  );
  return new Set(addresses.flatMap(({ caFile, certFile, keyFile, mappingFile }) => [caFile, certFile, keyFile, mappingFile ?? caFile]));
}
