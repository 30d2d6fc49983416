import type { Clone } from './clone';

// The functions of this file are put into pages as source: they must need nothing from outside themselves.

/** Names by which the two worlds of a page, and the main process, know each other. */
export const names = { main: '__standin_main', preload: '__standin_preload', world: '__standin_world', call: '__standin_call' } as const;

export interface Bridge {
  readonly expose: (name: string, api: unknown) => void;
}

type Said =
  | { readonly kind: 'expose'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly id: number; readonly values: unknown }
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly message: string }
  | { readonly kind: 'settled'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'rejected'; readonly id: number; readonly message: string };

/**
 * `contextBridge` between the page's world and the preload's: what is exposed is copied, functions and promises are stood for by numbers. The two worlds
 * share the window's events, whose `detail` is cloned between them.
 */
export function createBridge(me: string, peer: string): Bridge {
  const functions = new Map<number, (...values: unknown[]) => unknown>();
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let lastId = 0;
  let answer: Said | null = null;
  const say = (said: Said): void => {
    window.dispatchEvent(new CustomEvent(peer, { detail: said }));
  };
  const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
  const each = (value: unknown, change: (value: unknown) => unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)])) : value;
  };
  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      lastId += 1;
      functions.set(lastId, value as (...values: unknown[]) => unknown);
      return { $function: lastId };
    }
    if (value instanceof Promise) {
      lastId += 1;
      const id = lastId;
      value.then(
        (settled: unknown) => {
          say({ kind: 'settled', id, value: pack(settled) });
        },
        (error: unknown) => {
          say({ kind: 'rejected', id, message: wordsOf(error) });
        },
      );
      return { $promise: id };
    }
    return each(value, pack);
  };
  const unpack = (value: unknown): unknown => {
    if (isPlain(value) && typeof value['$function'] === 'number') {
      const id = value['$function'];
      return (...values: unknown[]) => call(id, values);
    }
    if (isPlain(value) && typeof value['$promise'] === 'number') {
      const id = value['$promise'];
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
    }
    return each(value, unpack);
  };
  const call = (id: number, values: unknown[]): unknown => {
    answer = null;
    say({ kind: 'call', id, values: pack(values) });
    // The event is heard before `say` returns.
    const returned = answer as Said | null;
    if (returned?.kind === 'returned') return unpack(returned.value);
    throw new Error(returned?.kind === 'threw' ? returned.message : 'the other world has gone');
  };
  const freeze = (value: unknown): unknown => {
    if (!isPlain(value)) return value;
    Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  const hear = (said: Said): void => {
    switch (said.kind) {
      case 'returned':
      case 'threw':
        answer = said;
        return;
      case 'expose':
        Object.defineProperty(window, said.name, { value: freeze(unpack(said.value)), enumerable: true });
        return;
      case 'call': {
        let outcome: Said;
        try {
          outcome = { kind: 'returned', value: pack(functions.get(said.id)?.(...(unpack(said.values) as unknown[]))) };
        } catch (error) {
          outcome = { kind: 'threw', message: wordsOf(error) };
        }
        say(outcome);
        return;
      }
      case 'settled':
        waiting.get(said.id)?.resolve(unpack(said.value));
        waiting.delete(said.id);
        return;
      case 'rejected':
        waiting.get(said.id)?.reject(new Error(said.message));
        waiting.delete(said.id);
        return;
    }
  };
  window.addEventListener(me, (event) => {
    hear((event as CustomEvent<Said>).detail);
  });
  return {
    expose: (name, api) => {
      say({ kind: 'expose', name, value: pack(api) });
    },
  };
}

export interface PageInfo {
  readonly platform: string;
  /** The built preload. */
  readonly source: string;
}

/** What the main process says to a page: an answer to what it invoked, or a message on a wire. */
export type Delivered =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string }
  | { readonly wire: string; readonly values: readonly unknown[] };
export interface Posted {
  readonly id?: number;
  readonly wire: string;
  readonly values: readonly unknown[];
}

/** Runs the built preload in a world of its own, with as much of `electron` as a sandboxed preload of ours uses. */
export function runPreload(clone: Clone, bridge: Bridge, { platform, source }: PageInfo): void {
  type Listener = (event: unknown, ...values: unknown[]) => void;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let lastId = 0;
  const post = (posted: Posted): void => {
    world['__standin_call']?.(clone.encode(posted));
  };
  const ipcRenderer = {
    send(wire: string, ...values: unknown[]) {
      post({ wire, values });
    },
    invoke: (wire: string, ...values: unknown[]) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        post({ id: lastId, wire, values });
      }),
    on(wire: string, listener: Listener) {
      listeners.set(wire, [...(listeners.get(wire) ?? []), listener]);
      return ipcRenderer;
    },
  };
  world['__standin_deliver'] = (text) => {
    const delivered = clone.decode(text) as Delivered;
    if ('wire' in delivered) {
      for (const listener of listeners.get(delivered.wire) ?? []) listener({ sender: ipcRenderer }, ...delivered.values);
      return;
    }
    const asked = waiting.get(delivered.id);
    waiting.delete(delivered.id);
    if (delivered.ok) asked?.resolve(delivered.value);
    else asked?.reject(new Error(delivered.message));
  };
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: bridge.expose } };
  const load = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload has no other modules)`);
  };
  const module = { exports: {} };
  // As Electron runs a preload: a function with these names, of a text that was built.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the stand-in's only task here is to run that text in the page
  const run = new Function('require', 'module', 'exports', 'process', source) as (...given: unknown[]) => void;
  run(load, module, module.exports, { platform, env: {}, contextIsolated: true, sandboxed: true, type: 'renderer' });
}
