import { createCipheriv, createDecipheriv, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import type { Sealer } from './secrets';

/** RFC 7914; about a quarter of a second and 128 MB, once a start. */
const cost: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const [saltBytes, keyBytes, nonceBytes, tagBytes] = [16, 32, 12, 16] as const;

/** Seals with a key from a passphrase (scrypt), with AES-256-GCM: base64 of salt, nonce, tag and text. */
export function passphraseSealer(passphrase: string): Sealer {
  const keys = new Map<string, Promise<Buffer>>();
  const keyOf = (salt: Buffer): Promise<Buffer> => {
    const name = salt.toString('hex');
    const known = keys.get(name);
    if (known) return known;
    const key = new Promise<Buffer>((resolve, reject) => {
      scrypt(passphrase.normalize('NFC'), salt, keyBytes, cost, (error, derived) => {
        if (error) reject(error);
        else resolve(derived);
      });
    });
    keys.set(name, key);
    return key;
  };
  let ownSalt: Buffer | null = null;
  return {
    by: 'passphrase',
    async seal(text) {
      const salt = (ownSalt ??= randomBytes(saltBytes));
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(salt), nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    async open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const salt = bytes.subarray(0, saltBytes);
      const nonce = bytes.subarray(saltBytes, saltBytes + nonceBytes);
      const tag = bytes.subarray(saltBytes + nonceBytes, saltBytes + nonceBytes + tagBytes);
      try {
        const decipher = createDecipheriv('aes-256-gcm', await keyOf(salt), nonce);
        decipher.setAuthTag(tag);
        const text = decipher.update(bytes.subarray(saltBytes + nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
        ownSalt ??= Buffer.from(salt);
        return text;
      } catch (error) {
        throw new Error('the secrets cannot be opened: the passphrase is another one, or their file was changed', { cause: error });
      }
    },
  };
}
