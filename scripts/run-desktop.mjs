import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A runtime that ends sooner, and not well, could not open a window. */
const openedMs = 10_000;

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs the desktop until it ends. A signal to this process is handed on: who hears Ctrl-C with us ends in order, and we wait for that.
 * @param {{ executable: string; words: readonly string[]; tell: (text: string) => void; now: () => number }} ports `tell`: what it says of errors
 * @returns {Promise<{ kind: 'ended'; code: number } | { kind: 'not-opened'; why: string }>} `code`: for our own end
 */
export async function runDesktop({ executable, words, tell, now }) {
  const beganAtMs = now();
  const child = spawn(executable, words, { stdio: ['inherit', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    said = (said + text).slice(-4_000);
    tell(text);
  });
  /** @type {NodeJS.Signals[]} */
  const handedOn = [];
  /** @type {NodeJS.SignalsListener} */
  const forward = (signal) => {
    handedOn.push(signal);
    child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  /** @type {{ code: number | null; signal: NodeJS.Signals | null }} */
  const { code, signal } = await new Promise((resolve) => {
    child.once('error', (error) => {
      said = error.message;
      resolve({ code: 1, signal: null });
    });
    child.once('close', (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) => {
      resolve({ code, signal });
    });
  });
  for (const signal of forwarded) process.off(signal, forward);
  if (handedOn.length > 0) return { kind: 'ended', code: code ?? 0 };
  if (code === 0) return { kind: 'ended', code };
  const how = signal === null ? `it ended with ${String(code)}` : `it was ended by ${signal}`;
  if (now() - beganAtMs < openedMs) return { kind: 'not-opened', why: reasonIn(said) || how };
  if (signal === null) return { kind: 'ended', code: code ?? 1 };
  tell(`The desktop has ended by ${signal}: what was under way is taken up at the next start.\n`);
  // As a shell tells of it.
  return { kind: 'ended', code: 128 + constants.signals[signal] };
}

/**
 * The last line that is not of a stack.
 * @param {string} said
 */
function reasonIn(said) {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.at(-1)?.trim().slice(0, 200) ?? '';
}
