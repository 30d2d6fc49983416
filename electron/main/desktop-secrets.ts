import { safeStorage } from 'electron';
import type { SecretKeeping } from '../../core/host/procedures/serving';
import { openSecretsByPassphrase } from '../../shell/secrets/open-secrets';
import { secretsIn, type Sealer } from '../../shell/secrets/secrets';

/**
 * Secrets of this desktop: sealed by the system's key store, or, where there is none, by a passphrase. To be called once the app is ready; where there is
 * no way to keep any, it is looked for again at each call, since somebody may unlock a key store meanwhile.
 */
export function desktopSecrets(file: string, environment: NodeJS.ProcessEnv): () => Promise<SecretKeeping> {
  let opened: SecretKeeping | null = null;
  return async () => {
    if (opened?.kind !== 'open') opened = await open(file, environment);
    return opened;
  };
}

async function open(file: string, environment: NodeJS.ProcessEnv): Promise<SecretKeeping> {
  const system = await systemSealer();
  if (system) return { kind: 'open', secrets: secretsIn(file, system) };
  return openSecretsByPassphrase(
    file,
    environment,
    'this machine has no key store that keeps secrets from others: unlock one (GNOME Keyring, KWallet), or',
  );
}

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
