import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { z } from 'zod';
import { parsedJson } from '../model/parsed-json';

/** What a sealed file holds. */
export const sealedKinds = ['field-pack', 'proposal'] as const;
export type SealedKind = (typeof sealedKinds)[number];

/**
 * - `foreign`: it is none of ours; `other-version`: of a Longlines that writes another form; `wrong-kind`: a pack in the place of a proposal, or the reverse
 * - `truncated`: it ends too early; `damaged`: its bytes are not those that were written
 * - `wrong-passphrase`: its bytes are, and the passphrase does not open it. Whoever changed the file on purpose and made its checksum anew looks the same.
 */
export type Unsealed =
  | { readonly kind: 'opened'; readonly text: string }
  | { readonly kind: 'foreign' | 'other-version' | 'wrong-kind' | 'truncated' | 'damaged' | 'wrong-passphrase'; readonly message: string };

/** The form of the file; another one is never read as this. */
const form = 1;
const magic = Buffer.from('LONGLINES SEALED FILE\n', 'utf8');
const [lengthBytes, digestBytes, tagBytes, keyBytes] = [4, 32, 16, 32] as const;
const mostHeaderBytes = 4_096;
/** A file that says that it grows beyond this is not unfolded. */
const mostTextBytes = 512 * 2 ** 20;
const scryptMemory = 256 * 2 ** 20;

/** Told before anything else of it is believed. */
const anyHeader = z.object({ form: z.int() });
const header = z.strictObject({
  form: z.literal(form),
  kind: z.enum(sealedKinds),
  cipher: z.literal('aes-256-gcm'),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    // What a file asks for of our memory is bounded.
    n: z.union([z.literal(2 ** 15), z.literal(2 ** 16), z.literal(2 ** 17)]),
    r: z.literal(8),
    p: z.literal(1),
    salt: z.base64(),
  }),
  nonce: z.base64(),
  /** Of what is sealed, with its tag. */
  bytes: z.int().min(tagBytes),
});
type Header = z.infer<typeof header>;

const kindNames: Readonly<Record<SealedKind, string>> = { 'field-pack': 'a field pack', proposal: 'a proposal from the field' };

/**
 * Seals text with a passphrase: scrypt (RFC 7914) gives the key, AES-256-GCM (NIST SP 800-38D) hides and authenticates it, and the header with it. The file:
 * magic, length of the header (4 bytes, big endian), header as JSON, what is sealed with its tag, SHA-256 of all before.
 */
export async function sealFile(kind: SealedKind, text: string, passphrase: string): Promise<Uint8Array> {
  const folded = await promisify(gzip)(Buffer.from(text, 'utf8'));
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const kdf = { name: 'scrypt', n: 2 ** 17, r: 8, p: 1, salt: salt.toString('base64') } as const;
  const given: Header = { form, kind, cipher: 'aes-256-gcm', kdf, nonce: nonce.toString('base64'), bytes: folded.length + tagBytes };
  const head = headBytes(Buffer.from(JSON.stringify(given), 'utf8'));
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, given), nonce);
  cipher.setAAD(head);
  const sealed = Buffer.concat([cipher.update(folded), cipher.final(), cipher.getAuthTag()]);
  const whole = Buffer.concat([head, sealed]);
  return Buffer.concat([whole, sha256(whole)]);
}

/** Opens what `sealFile` made. Nothing is thrown: what is wrong is told, with the remedy. */
export async function unsealFile(wanted: SealedKind, given: Uint8Array, passphrase: string): Promise<Unsealed> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const read = readHeader(bytes);
  if ('message' in read) return read;
  const { known, bodyAt } = read;
  const end = bodyAt + known.bytes + digestBytes;
  if (bytes.length < end) {
    return {
      kind: 'truncated',
      message: `the file ends too early: ${bytes.length} of ${end} bytes are there; copy it again from where it was made`,
    };
  }
  const whole = bytes.subarray(0, end - digestBytes);
  if (bytes.length > end || !sha256(whole).equals(bytes.subarray(end - digestBytes)))
    return {
      kind: 'damaged',
      message: 'the file is damaged: its bytes are not those that were written; copy it again from where it was made',
    };
  if (known.kind !== wanted)
    return {
      kind: 'wrong-kind',
      message: `this is ${kindNames[known.kind]}, and ${kindNames[wanted]} is asked for: choose the other file`,
    };
  const sealed = whole.subarray(bodyAt, whole.length - tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, known), Buffer.from(known.nonce, 'base64'));
  decipher.setAAD(whole.subarray(0, bodyAt));
  decipher.setAuthTag(whole.subarray(whole.length - tagBytes));
  let folded: Buffer;
  try {
    folded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    return {
      kind: 'wrong-passphrase',
      message: 'the passphrase does not open it: the file is whole, so type the passphrase again, as whoever made the file told you',
    };
  }
  return { kind: 'opened', text: (await promisify(gunzip)(folded, { maxOutputLength: mostTextBytes })).toString('utf8') };
}

type HeaderRead = { readonly known: Header; readonly bodyAt: number } | Exclude<Unsealed, { kind: 'opened' }>;

function readHeader(bytes: Buffer): HeaderRead {
  const foreign = {
    kind: 'foreign',
    message: 'this file is neither a field pack nor a proposal of Longlines: choose another one',
  } as const;
  if (bytes.length === 0) return { kind: 'truncated', message: 'the file is empty: copy it again from where it was made' };
  if (!bytes.subarray(0, magic.length).equals(magic.subarray(0, bytes.length))) return foreign;
  const headerAt = magic.length + lengthBytes;
  if (bytes.length < headerAt) return { kind: 'truncated', message: `the file ends too early, after ${bytes.length} bytes; copy it again` };
  const headerBytes = bytes.readUInt32BE(magic.length);
  if (headerBytes > mostHeaderBytes) return { kind: 'damaged', message: 'the file is damaged at its beginning: copy it again' };
  const bodyAt = headerAt + headerBytes;
  if (bytes.length < bodyAt) return { kind: 'truncated', message: `the file ends too early, after ${bytes.length} bytes; copy it again` };
  const json = parsedJson(bytes.subarray(headerAt, bodyAt).toString('utf8'));
  const version = anyHeader.safeParse(json).data?.form;
  if (version !== undefined && version !== form) {
    return {
      kind: 'other-version',
      message: `the file is of another version of Longlines (form ${version}, this one reads form ${form}): open it with a Longlines that is ${version > form ? 'newer' : 'older'}, or have it made again`,
    };
  }
  const known = header.safeParse(json).data;
  return known
    ? { known, bodyAt }
    : { kind: 'damaged', message: 'the file is damaged at its beginning: copy it again from where it was made' };
}

function headBytes(json: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(json.length);
  return Buffer.concat([magic, length, json]);
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** The same letters give the same key, however a keyboard composes them. */
const keyOf = (passphrase: string, { kdf }: Header): Promise<Buffer> =>
  promisify<string, Buffer, number, object, Buffer>(scrypt)(passphrase.normalize('NFC'), Buffer.from(kdf.salt, 'base64'), keyBytes, {
    N: kdf.n,
    r: kdf.r,
    p: kdf.p,
    maxmem: scryptMemory,
  });
