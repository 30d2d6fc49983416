import { readFileSync } from 'node:fs';
import { safeStorage } from 'electron';
import { passphraseSealer } from '../../shell/secrets/passphrase-sealer';
import { secretsIn, type Sealer, type Secrets } from '../../shell/secrets/secrets';

/** Why nothing can be kept, in words. */
export type DesktopSecrets = { readonly kind: 'open'; readonly secrets: Secrets } | { readonly kind: 'none'; readonly message: string };

const passphraseVariable = 'LONGLINES_PASSPHRASE_FILE';

/**
 * Secrets of this desktop: sealed by the system's key store, or, where there is none, by the passphrase in the file that `LONGLINES_PASSPHRASE_FILE` names.
 * To be called once the app is ready.
 */
export async function openSecrets(file: string, environment: NodeJS.ProcessEnv): Promise<DesktopSecrets> {
  const system = await systemSealer();
  if (system) return { kind: 'open', secrets: secretsIn(file, system) };
  const named = environment[passphraseVariable];
  if (named === undefined || named === '')
    return {
      kind: 'none',
      message: `this machine has no key store that keeps secrets from others: unlock one (GNOME Keyring, KWallet), or name a file with a passphrase in ${passphraseVariable}`,
    };
  try {
    const passphrase = readFileSync(named, 'utf8').replace(/\r?\n$/, '');
    if (passphrase.length < shortestPassphrase)
      return { kind: 'none', message: `the passphrase in ${named} is shorter than ${shortestPassphrase} characters: choose a longer one` };
    return { kind: 'open', secrets: secretsIn(file, passphraseSealer(passphrase)) };
  } catch (error) {
    return { kind: 'none', message: `${named} cannot be read (${String(error)}): correct ${passphraseVariable}, or the file’s rights` };
  }
}

const shortestPassphrase = 12;

/** null: there is none, or (`basic_text`) one whose key everybody knows. */
async function systemSealer(): Promise<Sealer | null> {
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null;
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  return {
    by: 'system',
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
  };
}
