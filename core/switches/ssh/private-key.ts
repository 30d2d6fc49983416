// Its `utils` is no named export for Node, only the whole module is.
import ssh2, { type ParsedKey } from 'ssh2';

export interface PrivateKeyText {
  /** OpenSSH's own form, PEM (PKCS#1, SEC 1), or PuTTY's (PPK version 2). */
  readonly text: string;
  readonly passphrase?: string;
}

/** The key, or what is wrong with it, before anything is connected. */
export function readPrivateKey({ text, passphrase }: PrivateKeyText): ParsedKey | { readonly problem: string } {
  // A list where the form could hold several; it holds one.
  const parsed: ParsedKey | Error | readonly ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
  const key = [parsed].flat()[0];
  if (key instanceof Error || key === undefined) return { problem: problemWith(key?.message ?? 'it is empty') };
  if (!key.isPrivateKey()) return { problem: 'it is a public key: give the private one, which belongs to it' };
  return key;
}

function problemWith(message: string): string {
  if (message.includes('no passphrase given')) return 'it is encrypted: give its passphrase';
  if (/bad passphrase/i.test(message)) return 'its passphrase is wrong';
  if (message.includes('Unsupported key format')) {
    return 'its format is not known: give it as OpenSSH writes it, as PEM, or as PuTTY’s PPK version 2 (`ssh-keygen -p -f FILE` rewrites a key in OpenSSH’s form)';
  }
  return `it cannot be read (${message})`;
}
