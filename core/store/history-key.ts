import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { dirname } from 'node:path';
import type { HistoryHead, HistorySigner } from '../model/history';
import type { Disk } from './disk';
import { signedText } from './history-chain';
import { isFull } from './wasm-abi';
import { isWriteProtection, StoreError } from './store-error';

/** The key lies beside the store, under its name with this. */
export const historyKeySuffix = '-history-key';

const scheme = 'ed25519:';

/**
 * The signer with the key beside the store, which is made when there is none: PKCS #8 in PEM, for the owner only. It proves nothing against
 * those who may read it; against them an auditor keeps heads elsewhere. Throws a StoreError.
 */
export function openHistoryKey(disk: Disk, storeFile: string): HistorySigner {
  const file = storeFile + historyKeySuffix;
  try {
    return signerWith(disk.stat(file) === undefined ? makeKey(disk, file) : readKey(disk, file));
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    if (isWriteProtection(cause)) {
      throw new StoreError('read-only', `the key ${file} of the history cannot be used (${String(cause)}): give this user the right to`, {
        cause,
      });
    }
    if (cause instanceof Error && isFull(cause)) {
      throw new StoreError(
        'disk-full',
        `the disk is full: there is no room for the key ${file} of the history; make room, then try again`,
        { cause },
      );
    }
    throw new StoreError(
      'io',
      `the key ${file} of the history cannot be used (${String(cause)}): check the disk, then start Longlines again`,
      {
        cause,
      },
    );
  }
}

function signerWith(privateKey: KeyObject): HistorySigner {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    keyId: scheme + (jwk.x ?? ''),
    sign: (bytes) => sign(null, bytes, privateKey).toString('base64url'),
  };
}

/** Written beside its place and renamed: a crash leaves no half key. */
function makeKey(disk: Disk, file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const partial = `${file}-partial`;
  if (disk.stat(partial) !== undefined) disk.unlink(partial);
  const bytes = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const open = disk.open(partial, 'create-new');
  try {
    for (let at = 0; at < bytes.length;) at += open.write(bytes.subarray(at), at);
    open.sync();
  } finally {
    open.close();
  }
  disk.rename(partial, file);
  disk.syncFolder(dirname(file));
  return privateKey;
}

function readKey(disk: Disk, file: string): KeyObject {
  const open = disk.open(file, 'read');
  const bytes = Buffer.alloc(Math.min(open.stat().size, 10_000));
  try {
    open.read(bytes, 0);
  } finally {
    open.close();
  }
  try {
    const key = createPrivateKey(bytes);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, as for a key of another kind.
  }
  throw new StoreError(
    'damaged',
    `${file} is not the key of a history: put the right one back, or move it away; a new key is then made, and the history says so`,
  );
}

/** Whether the key that the head names signed it; `unsigned`: it names none that anyone could verify with. */
export function signatureOf(head: HistoryHead): 'right' | 'wrong' | 'unsigned' {
  if (!head.keyId.startsWith(scheme)) return 'unsigned';
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: head.keyId.slice(scheme.length) }, format: 'jwk' });
    const signature = Buffer.from(head.signature, 'base64url');
    // Several texts decode to the same bytes; one of them is what was written.
    const isAsWritten = signature.toString('base64url') === head.signature;
    return isAsWritten && verify(null, Buffer.from(signedText(head)), key, signature) ? 'right' : 'wrong';
  } catch {
    return 'wrong';
  }
}
