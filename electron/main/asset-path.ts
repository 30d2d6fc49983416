import { extname, join, sep } from 'node:path';

/** What is served, and as what; anything else is no part of the console. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type Asset =
  { readonly kind: 'file'; readonly file: string; readonly type: string } | { readonly kind: 'refused'; readonly status: 400 | 404 | 405 };

/** Which file of `folder` a page's request is for. Nothing outside the folder is ever reached, however the address is written. */
export function assetFor({ method, url }: { readonly method: string; readonly url: string }, folder: string): Asset {
  const refused = (status: 400 | 404 | 405): Asset => ({ kind: 'refused', status });
  if (method !== 'GET') return refused(405);
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return refused(400);
  }
  const parts = (path === '/' ? '/index.html' : path).slice(1).split('/');
  // A part is a plain name: no way up, no separator or drive of another system, no stream of NTFS, nothing hidden.
  if (!parts.every((part) => /^[\w@$-][\w@$.-]*$/.test(part) && !part.includes('..'))) return refused(400);
  const file = join(folder, ...parts);
  const type = Object.hasOwn(types, extname(file)) ? types[extname(file)] : undefined;
  return type === undefined || !file.startsWith(folder + sep) ? refused(404) : { kind: 'file', file, type };
}
