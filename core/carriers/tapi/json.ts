/** A JSON document as a manager sends it; nothing is believed of it yet. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json | undefined };

export type JsonOutcome = { readonly kind: 'json'; readonly value: Json } | { readonly kind: 'malformed'; readonly reason: string };

const maxDepth = 64;

/**
 * Parses a manager's document. Member names lose their module prefix (`tapi-topology:link` → `link`, RFC 7951 §4), because managers differ in where
 * they write it; objects have no prototype, so that a member called `__proto__` is a member like any other.
 */
export function parseJson(text: string): JsonOutcome {
  if (isDeeperThan(text, maxDepth)) return { kind: 'malformed', reason: `it is nested deeper than ${maxDepth} levels` };
  try {
    return { kind: 'json', value: unqualified(JSON.parse(text) as Json) };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof SyntaxError ? clip(error.message, 120) : 'it cannot be read as JSON' };
  }
}

/** The same for a value that is already in memory. */
export function unqualified(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(unqualified);
  if (!isObject(value)) return value;
  const copy = Object.create(null) as Record<string, Json>;
  for (const [name, member] of Object.entries(value)) {
    const local = localName(name);
    if (!(local in copy) && member !== undefined) copy[local] = unqualified(member);
  }
  return copy;
}

/** `tapi-common:CAPACITY_UNIT_GBPS` → `CAPACITY_UNIT_GBPS`. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** The member at the end of a path, or undefined where the path breaks off. */
export const memberAt = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((at, name) => member(at, name), value);

/** A list's entries; a single object where a list should be counts as a list of one. */
export function entries(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return isObject(value) ? [value] : [];
}

/** A leaf as text, where it is a string, a number or a boolean. */
export const leaf = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** For people: control characters out, white space single, not longer than `length`; whole characters, so that the store gives it back as it was. */
export function clip(text: string, length: number): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const short = plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
  return short.replace(/\p{Cs}/gu, '\ufffd');
}

/** Shows a value in a message, short. */
export const shown = (value: unknown): string => clip(value === undefined ? 'nothing' : JSON.stringify(value), 60);

function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === backslash) index += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
  return false;
}

const [backslash, quote, openBrace, closeBrace, openBracket, closeBracket] = [0x5c, 0x22, 0x7b, 0x7d, 0x5b, 0x5d];

/** Whether two values say the same: members in any order, lists in theirs. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, at) => isSameJson(entry as Json, other[at] as Json));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const otherNames = Object.keys(other).filter((name) => other[name] !== undefined);
  return names.length === otherNames.length && names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]));
}
