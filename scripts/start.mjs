import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { runDesktop } from './run-desktop.mjs';

const usage = `npm start -- [--practice] [--web | --desktop] [--config FILE]

Opens the console: builds it if need be, in a window of its own where Electron's runtime is or can be fetched, else in the browser.

  --practice   with the practice network, which runs on this machine
  --web        in the browser in any case; whatever else "longlines serve --help" lists can be given too
  --desktop    in a window of its own in any case
  --help       prints this

Ctrl-C ends it, with the practice network.
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);
const isWeb = words.includes('--web');
const isDesktop = words.includes('--desktop');
const others = words.filter((word) => word !== '--web' && word !== '--desktop');

try {
  if (words.includes('--help')) process.stdout.write(usage);
  else if (isWeb && isDesktop) throw new Error('--web and --desktop: choose one');
  else await start();
} catch (error) {
  process.stderr.write(`longlines: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function start() {
  buildIfNeeded(root);
  if (isWeb) {
    await serve();
    return;
  }
  const why = await openDesktop();
  if (why === null) return;
  if (isDesktop) throw new Error(`the desktop cannot be opened: ${why}`);
  process.stderr.write(`The desktop cannot be opened here (${why}), so the console is served to the browser.\n`);
  await serve();
}

/** Resolves when it has ended; with why, where it could not be opened. */
async function openDesktop() {
  const runtime = await electronRuntime({
    ...{ root, isWanted: isDesktop, environment: process.env, platform: process.platform, fetchMs: 60_000 },
    tell: (text) => void process.stderr.write(`${text}\n`),
  });
  if ('why' in runtime) return runtime.why;
  const outcome = await runDesktop({
    ...{ executable: runtime.executable, words: [root, ...others], now: Date.now },
    tell: (text) => void process.stderr.write(text),
  });
  if (outcome.kind === 'not-opened') return outcome.why;
  process.exitCode = outcome.code;
  return null;
}

/** In this process, so that nothing is left when it ends. */
async function serve() {
  const program = join(root, 'out', 'main', 'longlines.js');
  process.argv = [process.execPath, program, 'serve', '--open', ...others];
  await import(pathToFileURL(program).href);
}
