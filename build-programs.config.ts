import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build as buildConsole } from 'electron-vite';
import { build, type Rolldown } from 'vite';

/** vitest's global set-up: the programs that tests start as processes. */
export async function setup(): Promise<void> {
  const built = (await build({ logLevel: 'warn', build: { write: false } })) as Rolldown.RolldownOutput;
  for (const file of built.output) renew(join('out', 'main', file.fileName), file.type === 'chunk' ? file.code : file.source);
  // Tests of the web shell need a console to serve, whichever.
  if (!existsSync('out/renderer/index.html')) await buildConsole({ logLevel: 'warn' });
}

/** Stories, and other runs, start these programs meanwhile: none may find one gone or half written. */
function renew(path: string, content: string | Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return;
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, content);
  renameSync(beside, path);
}
