import { useMemo, useSyncExternalStore } from 'react';

/** What the window shows, as its address says after the `#`: `/orders/ORD-7?tab=history` is the screen `orders`, of it `ORD-7`, with a query. */
export interface Address {
  readonly screen: string;
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

/** Never throws: what cannot be decoded stands as it is. */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [screen = '', ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  return { screen, rest, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export type AddressQuery = Readonly<Record<string, string | null | undefined>>;

/** `#/orders/ORD-7?tab=history`; what is null or undefined of the query is left out. */
export function addressOf(screen: string, rest: readonly string[] = [], query: AddressQuery = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined) search.set(key, value);
  const path = [screen, ...rest].map(encodeURIComponent).join('/');
  return search.size === 0 ? `#/${path}` : `#/${path}?${search.toString()}`;
}

function listen(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

export function useAddress(): Address {
  const hash = useSyncExternalStore(listen, () => window.location.hash);
  return useMemo(() => parseAddress(hash), [hash]);
}

/** `replace`: going back does not come here again. */
export function goTo(address: string, { replace = false } = {}): void {
  if (address === window.location.hash) return;
  if (replace) window.location.replace(address);
  else window.location.hash = address;
}
