import { existsSync, readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import Module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { App } from './app';
import { Browser } from './browser';
import { startChromium, type Chromium } from './chromium';
import { electronModule } from './electron-module';

/**
 * Takes the place of Electron's executable where its runtime cannot be had: the built main process runs for real in this Node, the built preload and
 * renderer run for real in a Chromium. It cannot show what only Electron does: its sandbox, fuses, native menus and dialogs, packaging.
 */
const words = process.argv.slice(2);
const preloads = words.filter((_word, index) => words[index - 1] === '-r');
const folder = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-r');
if (folder === undefined) throw new Error('say which app to run: electron .');
const require = createRequire(import.meta.url);
const after = (name: string): string | undefined => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

let chromium: Chromium | null = null;
const exit = (code: number): never => {
  chromium?.kill();
  process.exit(code);
};
const fail = (error: unknown): never => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exit(1);
};
const app = new App({
  words,
  destroyWindows: () => {
    for (const window of browser.all()) window.gone();
  },
  exit,
});
const browser = new Browser(() => {
  app.lastWindowClosed();
}, fail);

const electron = electronModule(app, browser);
const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = function (name, ...rest) {
  return name === 'electron' || name === 'electron/main' ? electron : load.call(this, name, ...rest);
};
Object.assign(process.versions, { electron: 'stand-in' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    app.quit();
  });

const executable = process.env['LONGLINES_CHROMIUM'];
if (executable === undefined || !existsSync(executable)) fail(new Error('LONGLINES_CHROMIUM names no Chromium'));
const inspected = after('inspect');
// Prints "Debugger listening on ws://…", as Electron does.
if (inspected !== undefined) inspector.open(Number(inspected), '127.0.0.1');
process.argv = ['electron', ...words];
for (const preload of preloads) require(resolve(preload));
const main = statSync(folder).isDirectory()
  ? join(resolve(folder), (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main: string }).main)
  : resolve(folder);
require(main);
chromium = startChromium(executable ?? '', after('remote-debugging-port') ?? '0', () => {
  app.exit(0);
});
browser.connect(chromium).then(() => {
  app.becomeReady();
}, fail);
