import { build } from 'vite';

/** vitest's global set-up: the programs that tests start as processes. */
export async function setup(): Promise<void> {
  // Two runs at once must not delete each other's programs.
  await build({ logLevel: 'warn', build: { emptyOutDir: false } });
}
