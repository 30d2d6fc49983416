import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** What is kept of a password: it can only tell whether another is the same. Base64. */
export interface KeptPassword {
  readonly salt: string;
  readonly hash: string;
}

export async function keepPassword(password: string): Promise<KeptPassword> {
  const salt = randomBytes(16);
  return { salt: salt.toString('base64'), hash: (await derive(password, salt)).toString('base64') };
}

export async function isPassword({ salt, hash }: KeptPassword, password: string): Promise<boolean> {
  const kept = Buffer.from(hash, 'base64');
  const given = await derive(password, Buffer.from(salt, 'base64'));
  return kept.length === given.length && timingSafeEqual(given, kept);
}

/** RFC 7914, at the cost that is usual for signing in: some 60 ms. */
const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  promisify<string, Buffer, number, object, Buffer>(scrypt)(password.normalize('NFKC'), salt, 32, {
    N: 2 ** 15,
    r: 8,
    p: 1,
    maxmem: 2 ** 26,
  });
