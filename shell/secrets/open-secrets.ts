import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretKeeping } from '../../core/host/procedures/serving';
import { wordsOfError } from '../../core/model/words-of-error';
import { dataFolder } from '../configuration/configuration';
import { passphraseSealer } from './passphrase-sealer';
import { secretsIn } from './secrets';

const passphraseVariable = 'LONGLINES_PASSPHRASE_FILE';

/**
 * The secrets of a file, sealed with the passphrase in the file that `LONGLINES_PASSPHRASE_FILE` names. `otherwise`: what else would help, where none is
 * named.
 */
export function openSecretsByPassphrase(file: string, environment: NodeJS.ProcessEnv, otherwise: string): SecretKeeping {
  const named = environment[passphraseVariable];
  if (named === undefined || named === '')
    return { kind: 'none', message: `${otherwise} name a file with a passphrase in ${passphraseVariable}` };
  try {
    const passphrase = readFileSync(named, 'utf8').replace(/\r?\n$/, '');
    if (passphrase.length < shortestPassphrase)
      return { kind: 'none', message: `the passphrase in ${named} is shorter than ${shortestPassphrase} characters: choose a longer one` };
    return { kind: 'open', secrets: secretsIn(file, passphraseSealer(passphrase)) };
  } catch (error) {
    return {
      kind: 'none',
      message: `${named} cannot be read (${wordsOfError(error)}): correct ${passphraseVariable}, or the file’s rights`,
    };
  }
}

/** Of a host without a desktop, which has no key store: `secrets.json` in the data folder. */
export function secretsOfHost(environment: NodeJS.ProcessEnv): () => Promise<SecretKeeping> {
  const keeping = openSecretsByPassphrase(
    join(dataFolder(environment), 'secrets.json'),
    environment,
    'a host without a desktop seals them with a passphrase:',
  );
  return async () => keeping;
}

const shortestPassphrase = 12;
