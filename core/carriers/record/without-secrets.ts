/**
 * What passed over a link as it may be kept and shown: values of members and query parameters whose name is a secret's, and private keys, are left out.
 * Works on text that was cut off anywhere.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(privateKey, '(private key left out)')
    .replace(secretMember, '$1"(left out)"')
    .replace(secretParameter, '$1(left out)')
    .replace(bearer, '$1 (left out)');
}

const names =
  'password|passwd|passphrase|secret|credential|private-?key|api-?key|authorization|access-?token|refresh-?token|session-?token';
const secretMember = new RegExp(`("[^"\\\\]*(?:${names})[^"\\\\]*"\\s*:\\s*)(?:"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)|[^\\s,}\\]"]+)`, 'gi');
const secretParameter = new RegExp(`([?&][^=&\\s"]*(?:${names})[^=&\\s"]*=)[^&\\s"]*`, 'gi');
const bearer = /\b(Bearer|Basic)\s+[A-Za-z0-9+/._~=-]{8,}/g;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
