import { createPrivateKey } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { certificatesIn } from '../tls-fault';

/** A file that an address names cannot be used: the message has the file, what it is, and what to do. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}

/** `what` is told with the field's name in the configuration: `the authority (ca)`. */
export async function readAddressFile(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UnusableFileError(`${what} ${file} cannot be read: ${wordsOf(error)}`);
  }
}

/** One certificate or more, in PEM; whether they are in force is told by the link. */
export async function readCertificates(file: string, what: string): Promise<string> {
  const text = await readAddressFile(file, what);
  if (certificatesIn(text) === null)
    throw new UnusableFileError(`${what} ${file} is no certificate in PEM: name the right file, or have it issued again`);
  return text;
}

/** Others could use what they can read, and change what they can write. */
export async function readSecret(file: string, what: string): Promise<string> {
  const text = await readAddressFile(file, what);
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new UnusableFileError(
      `${what} ${file} is not for its owner alone (its mode is ${(mode & 0o777).toString(8)}): "chmod 600 ${file}", and change what others may have read`,
    );
  }
  return text;
}

/** Throws where the text, of that file, is no private key that can be used for TLS. */
export function checkTlsKey(text: string, file: string, what: string): string {
  try {
    createPrivateKey(text);
  } catch {
    throw new UnusableFileError(`${what} ${file} is no private key in PEM without a passphrase: name the right file`);
  }
  return text;
}

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file; correct its name';
  if (code === 'EISDIR') return 'it is a folder; name the file';
  if (code === 'EACCES' || code === 'EPERM') return 'whoever runs this may not; correct its rights';
  return `${error instanceof Error ? error.message : String(error)}; correct its name, or its rights`;
}
