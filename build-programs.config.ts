import { build } from 'vite';

/** vitest's global set-up: the programs that tests start as processes. */
export async function setup(): Promise<void> {
  await build({ logLevel: 'warn' });
}
