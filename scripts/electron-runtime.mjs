import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const tellMs = 10_000;
/** What could not be fetched is not tried at every start. */
const tryAgainMs = 24 * 3_600_000;

/**
 * @typedef {object} RuntimeSearch
 * @property {string} root Of the repository.
 * @property {boolean} isWanted Whether the operator asked for the desktop: what could not be fetched is tried again then.
 * @property {NodeJS.ProcessEnv} environment
 * @property {NodeJS.Platform} platform
 * @property {number} fetchMs A firewall that swallows everything lets nobody know: so long, and no longer.
 * @property {(text: string) => void} tell How it goes on.
 */

/**
 * Where Electron's runtime is, fetched if need be; or why there is none, in words.
 * @param {RuntimeSearch} search
 * @returns {Promise<{ executable: string } | { why: string }>}
 */
export async function electronRuntime({ root, isWanted, environment, platform, fetchMs, tell }) {
  if (platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return { why: 'there is no display' };
  const folder = join(root, 'node_modules', 'electron');
  const found = executableIn(folder, environment);
  if (found) return { executable: found };
  if (!existsSync(folder)) return { why: 'the package electron is not installed' };
  const mark = join(root, 'out', '.electron-not-fetched');
  if (!isWanted && existsSync(mark) && Date.now() - statSync(mark).mtimeMs < tryAgainMs)
    return { why: 'its runtime could not be fetched today; "npm start -- --desktop" tries again' };
  const why = await fetchRuntime(folder, fetchMs, tell);
  const fetched = executableIn(folder, environment);
  if (fetched) {
    rmSync(mark, { force: true });
    return { executable: fetched };
  }
  writeFileSync(mark, why);
  return { why: `its runtime cannot be fetched (${why})` };
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} environment
 */
function executableIn(folder, environment) {
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const executable = join(environment.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
  return existsSync(executable) ? executable : null;
}

/**
 * By the package's own means. Resolves with why it did not work; empty: it did.
 * @param {string} folder
 * @param {number} fetchMs
 * @param {(text: string) => void} tell
 * @returns {Promise<string>}
 */
function fetchRuntime(folder, fetchMs, tell) {
  const beganAtMs = Date.now();
  tell(`Fetching the desktop's runtime (Electron), for ${fetchMs / 1000} s at most; Ctrl-C ends it.`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said = (said + text).slice(-10_000)));
    const telling = setInterval(() => {
      tell(`  … ${Math.round((Date.now() - beganAtMs) / 1000)} s`);
    }, tellMs);
    const late = setTimeout(() => child.kill('SIGKILL'), fetchMs);
    child.once('close', (code, signal) => {
      clearInterval(telling);
      clearTimeout(late);
      if (code === 0) resolve('');
      else resolve(signal === null ? firstLine(said) : `it did not come within ${fetchMs / 1000} s`);
    });
  });
}

/** @param {string} said */
const firstLine = (said) => /^(?:\w*Error: )?(.+)$/m.exec(said.trim())?.[1]?.slice(0, 160) ?? 'no word why';
