import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the built programs are made of. */
const sources = [
  ...['core', 'shell', 'server', 'electron', 'renderer', 'cli', 'lab', 'simulation', 'bench', 'resources'],
  ...['vite.config.ts', 'electron.vite.config.ts', 'tsconfig.base.json', 'package.json', 'package-lock.json'],
];
/** @type {readonly (readonly [name: string, program: string])[]} */
const steps = [
  ['vite', 'bin/vite.js'],
  ['electron-vite', 'bin/electron-vite.js'],
];

/**
 * Builds what is missing or older than its sources; quick where nothing has changed. Throws with the remedy.
 * @param {string} root Of the repository.
 */
export function buildIfNeeded(root) {
  const mark = join(root, 'out', '.built');
  const builtAtMs = existsSync(mark) ? statSync(mark).mtimeMs : 0;
  if (builtAtMs > newestMs(root)) return;
  if (!existsSync(join(root, 'node_modules', 'vite'))) throw new Error('the libraries are not installed: run "npm ci" first');
  process.stderr.write('Building the console; this takes a moment, and is done again only when something has changed.\n');
  // What changes while it builds is newer than this.
  const beganAt = new Date();
  for (const [name, program] of steps) {
    const { status } = spawnSync(process.execPath, [join(root, 'node_modules', name, program), 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`the console cannot be built: "npm run build" says why`);
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(mark, beganAt.toISOString());
}

/** @param {string} root */
function newestMs(root) {
  let newest = 0;
  /** @param {string} path */
  const look = (path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return;
    newest = Math.max(newest, found.mtimeMs);
    if (found.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
  };
  for (const source of sources) look(join(root, source));
  return newest;
}
