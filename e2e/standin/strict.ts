/** What the stand-in does not have is an error, never a silence: a test must not pass because something did nothing. */
export function strict<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, key, receiver): unknown {
      // What the language and the inspector ask of every object.
      if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON') return Reflect.get(target, key, receiver);
      throw new Error(`the stand-in for Electron has no ${name}.${key}: add it in e2e/standin, as Electron has it`);
    },
  });
}

export const missing = (what: string): never => {
  throw new Error(`the stand-in for Electron cannot do ${what}`);
};
