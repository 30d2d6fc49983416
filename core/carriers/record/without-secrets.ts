import { isSecretName, privateKeyBegins, secretNames } from '../../model/secret-names';

/**
 * What passed over a link as it may be kept and shown: what is named as a secret, and private keys, are left out. A JSON text is gone through as such and stays one;
 * any other, and one that was cut off anywhere, by its words.
 */
export function withoutSecrets(text: string): string {
  if (!mayHold.test(text)) return text;
  const parsed = parsedFrom(text);
  if (parsed === undefined) return withoutSecretWords(text);
  const cleaned = cleanedOf(parsed.json, 0);
  const isLaidOut = /^\s*[{[]\s*\n/.test(text);
  return cleaned === parsed.json ? text : JSON.stringify(cleaned, null, isLaidOut ? 2 : 0);
}

const leftOut = '(left out)';
/** Nothing is gone through that says none of these; an escape may spell any. */
const mayHold = new RegExp(`${secretNames}|PRIVATE KEY|Bearer|Basic|\\\\u00|:\\/\\/[^/\\s"]*@`, 'i');

function parsedFrom(text: string): { readonly json: unknown } | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** The same where there is nothing to leave out. */
function cleanedOf(json: unknown, depth: number): unknown {
  if (typeof json === 'string') return withoutSecrets(json);
  if (typeof json !== 'object' || json === null) return json;
  // No manager nests so deep: nothing in there is worth the stack.
  if (depth >= deepest) return leftOut;
  if (Array.isArray(json)) {
    const items: readonly unknown[] = json;
    const cleaned = items.map((item) => cleanedOf(item, depth + 1));
    return cleaned.every((item, at) => item === items[at]) ? json : cleaned;
  }
  const members: readonly (readonly [string, unknown])[] = Object.entries(json);
  // TAPI's own way: { "value-name": "PASSWORD", "value": "…" }.
  const isNamedSecret = members.some(([name, given]) => namesIt.test(name) && typeof given === 'string' && isSecretName(given));
  const isSecret = (name: string): boolean => isSecretName(name) || (isNamedSecret && holdsIt.test(name));
  const cleaned = members.map(([name, given]) => [name, isSecret(name) ? leftOut : cleanedOf(given, depth + 1)] as const);
  return cleaned.every(([, given], at) => given === members[at]?.[1]) ? json : Object.fromEntries(cleaned);
}

const deepest = 100;
const namesIt = /(?:^|[-_:])(?:name|key|id|type|parameter|attribute)$/i;
const holdsIt = /(?:^|[-_:])(?:values?|content|data)$/i;

function withoutSecretWords(text: string): string {
  return withoutNested(text)
    .replace(privateKey, '(private key left out)')
    .replace(namedFirst, `$1"${leftOut}"`)
    .replace(namedAfter, `$1"${leftOut}"$2`)
    .replace(member, `$1"${leftOut}"`)
    .replace(parameter, `$1${leftOut}`)
    .replace(userInfo, `$1${leftOut}@`)
    .replace(stated, `$1${leftOut}`)
    .replace(bearer, `$1 ${leftOut}`);
}

/** Objects and lists under a secret's name, in a text that is no whole JSON: all of it up to their end, or to where it was cut off. */
function withoutNested(text: string): string {
  let kept = '';
  let from = 0;
  for (const { index, 0: head } of text.matchAll(opening)) {
    if (index < from) continue;
    kept += `${text.slice(from, index)}${head.slice(0, -1)}"${leftOut}"`;
    from = endOf(text, index + head.length - 1);
  }
  return kept + text.slice(from);
}

/** Behind the bracket that closes the one at `start`. */
function endOf(text: string, start: number): number {
  let [depth, isInString] = [0, false];
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (isInString) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isInString = false;
    } else if (sign === '"') isInString = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

const value = '(?:"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)|[^\\s,}\\]"{[]+)';
const secretMember = `"[^"\\\\]*(?:${secretNames})[^"\\\\]*"`;
const opening = new RegExp(`${secretMember}\\s*:\\s*[{[]`, 'gi');
const member = new RegExp(`(${secretMember}\\s*:\\s*)${value}`, 'gi');
const [naming, holding] = [
  '"(?:[^"\\\\]*[-_:])?(?:name|key|id|type|parameter|attribute)"',
  '"(?:[^"\\\\]*[-_:])?(?:values?|content|data)"',
];
const namedFirst = new RegExp(`(${naming}\\s*:\\s*${secretMember}\\s*,\\s*${holding}\\s*:\\s*)${value}`, 'gi');
const namedAfter = new RegExp(
  `(${holding}\\s*:\\s*)${value}(\\s*(?:$|,\\s*(?:$|"[^"]*$|${naming}\\s*(?:$|:\\s*(?:$|"[^"]*$|${secretMember})))))`,
  'gi',
);
const parameter = new RegExp(`([?&][^=&\\s"]*(?:${secretNames})[^=&\\s"]*=)[^&\\s"]*`, 'gi');
/** As people write it: `password: x`, `api-key = x`, `wrong password "x"`. */
const stated = new RegExp(
  `((?:^|[^\\w"?&-])(?:[\\w-]*[-_])?(?:${secretNames})(?:\\s*[:=]\\s*|\\s+(?=["'])))(?!\\(left out\\))(?:(?:Bearer|Basic)\\s+)?(?:"[^"]*"?|'[^']*'?|[^\\s"',;&)}\\]]+)`,
  'gi',
);
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s"@]*@/gi;
const bearer = /\b(Bearer|Basic)\s+[A-Za-z0-9+/._~=-]{8,}/g;
const privateKey = new RegExp(`${privateKeyBegins}[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`, 'g');
