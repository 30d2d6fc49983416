/** Names under which secrets are given, and what a private key begins with. */
const secretName = /pass(word|phrase)|secret|private-?_?key|keyPem/i;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The name of the first field, however deep, that is a secret by its name or content; null: there is none. */
export function findSecret(fields: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const found = ofValue(name, value);
    if (found !== null) return found;
  }
  return null;
}

function ofValue(name: string, value: unknown): string | null {
  if (typeof value === 'string') return value !== '' && (secretName.test(name) || privateKey.test(value)) ? name : null;
  if (Array.isArray(value)) {
    for (const each of value) {
      const found = ofValue(name, each);
      if (found !== null) return found;
    }
    return null;
  }
  return typeof value === 'object' && value !== null ? findSecret(value as Readonly<Record<string, unknown>>) : null;
}
