import { isSecretName, privateKeyBegins } from '../model/secret-names';

const privateKey = new RegExp(privateKeyBegins);

/** The name of the first field, however deep, that is a secret by its name or content; null: there is none. */
export function findSecret(fields: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const found = ofValue(name, value);
    if (found !== null) return found;
  }
  return null;
}

function ofValue(name: string, value: unknown): string | null {
  if (typeof value === 'string') return value !== '' && (isSecretName(name) || privateKey.test(value)) ? name : null;
  if (Array.isArray(value)) {
    for (const each of value) {
      const found = ofValue(name, each);
      if (found !== null) return found;
    }
    return null;
  }
  return typeof value === 'object' && value !== null ? findSecret(value as Readonly<Record<string, unknown>>) : null;
}
