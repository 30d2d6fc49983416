import { createHash } from 'node:crypto';

const namespace = Buffer.from('9d3c1f5e7b4a4c0f8e6a2d1b5c7f9e30', 'hex');

/** The same UUID for the same name for ever (RFC 9562 version 5), so that a restarted manager names its objects as before. */
export function uuidOf(...name: readonly string[]): string {
  const hash = createHash('sha1').update(namespace).update(name.join('/')).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
