import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { contentPolicy, protectiveHeaders } from '../../shell/content-policy';
import { assetFor } from './asset-path';
import { pageHost, pageScheme } from './sender';

/** Before the app is ready: our scheme is one like https, with an origin, storage and fetch of its own. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the renderer's files from `folder` as `app://longlines/…`, and nothing else. */
export function servePages(folder: string): void {
  protocol.handle(pageScheme, (request) => answer(request, folder));
}

async function answer(request: Request, folder: string): Promise<Response> {
  const headers = { ...protectiveHeaders, 'content-security-policy': contentPolicy([]), 'cache-control': 'no-cache' };
  const refused = (status: number): Response => new Response(null, { status, headers });
  if (new URL(request.url).host !== pageHost) return refused(404);
  const asset = assetFor(request, folder);
  if (asset.kind === 'refused') return refused(asset.status);
  try {
    return new Response(await readFile(asset.file), { headers: { ...headers, 'content-type': asset.type } });
  } catch {
    return refused(404);
  }
}
