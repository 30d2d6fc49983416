import { existsSync } from 'node:fs';
import { build as buildConsole } from 'electron-vite';
import { build } from 'vite';

/** vitest's global set-up: the programs that tests start as processes. */
export async function setup(): Promise<void> {
  // Two runs at once must not delete each other's programs.
  await build({ logLevel: 'warn', build: { emptyOutDir: false } });
  // Tests of the web shell need a console to serve, whichever.
  if (!existsSync('out/renderer/index.html')) await buildConsole({ logLevel: 'warn' });
}
