export interface Clone {
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * A structured clone as text, for what goes between the main process and a page: what a real message could not carry is an error here too. It is also put
 * into pages as source, so it must need nothing from outside itself.
 */
export function createClone(): Clone {
  const base64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const write = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'function' || typeof value === 'symbol' || value instanceof Promise)
      throw new Error('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Uint8Array) return { $: 'bytes', value: base64(value) };
    if (value instanceof Error) return { $: 'error', value: value.message };
    if (Array.isArray(value)) return value.map(write);
    const prototype: unknown = Object.getPrototypeOf(value);
    // Of another realm, its prototype is another Object's.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      throw new Error(`An object could not be cloned (${Object.prototype.toString.call(value)}).`);
    return { $: 'object', value: Object.fromEntries(Object.entries(value).map(([key, each]) => [key, write(each)])) };
  };
  const read = (written: unknown): unknown => {
    if (written === null || typeof written !== 'object') return written;
    if (Array.isArray(written)) return written.map(read);
    const { $: kind, value } = written as { $: string; value: never };
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'bytes':
        return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
      case 'error':
        return new Error(value);
      default:
        return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, read(each)]));
    }
  };
  return { encode: (value) => JSON.stringify(write(value)), decode: (text) => read(JSON.parse(text)) };
}
