import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ssh2 from 'ssh2';

/** What the switch shows to SSH clients; the same over a restart, until it is renewed. */
export interface HostKey {
  readonly privateKey: string;
  /** `SHA256:` and 43 characters of base64, as OpenSSH shows it. */
  readonly fingerprint: string;
  renew(): void;
  /** That of the start, again. */
  restore(): void;
}

/** Keeps it in a file, and makes it where there is none. */
export function holdHostKey(file: string): HostKey {
  const first = existsSync(file) ? readFileSync(file, 'utf8') : made(file);
  let privateKey = first;
  return {
    get privateKey() {
      return privateKey;
    },
    get fingerprint() {
      return fingerprintOf(file, privateKey);
    },
    renew() {
      privateKey = made(file);
    },
    restore() {
      privateKey = first;
      writeFileSync(file, first, { mode: 0o600 });
    },
  };
}

function made(file: string): string {
  let key = ssh2.utils.generateKeyPairSync('ed25519').private;
  // ssh2 1.17.0 leaves out the zeros with which one in 256 of its ed25519 keys begins, and cannot read them afterwards.
  while (ssh2.utils.parseKey(key) instanceof Error) key = ssh2.utils.generateKeyPairSync('ed25519').private;
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}

function fingerprintOf(file: string, privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw new Error(`${file} is not a private key (delete it to have another made): ${key.message}`);
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}
