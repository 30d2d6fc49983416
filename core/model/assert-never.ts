/** Ends every switch over a union: a case that was forgotten does not compile, and throws if it comes in from outside. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
