import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder, with what is built in `out/`. */
export const projectFolder = join(import.meta.dirname, '..', '..');
export const program = (name: string): string => join(projectFolder, 'out', 'main', `${name}.js`);

/** What the stories of the desktop run in. */
export interface Runtime {
  readonly kind: 'electron' | 'stand-in';
  /** "Electron 45.4.1", or why it is the stand-in. */
  readonly words: string;
}

/** The real runtime where it is there and can open a window, else the stand-in. Never fetches anything. */
export function desktopRuntime(environment: NodeJS.ProcessEnv = process.env): Runtime {
  const standIn = (why: string): Runtime => ({ kind: 'stand-in', words: `stand-in (${why})` });
  const folder = join(projectFolder, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return standIn('Electron’s runtime is not fetched');
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  if (!existsSync(executable)) return standIn(`${executable} is not there`);
  if (process.platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'])
    return standIn('there is no display for Electron');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { kind: 'electron', words: `Electron ${version}` };
}

/** Where Playwright finds the stand-in instead of Electron's executable. */
export const standInFolder = join(projectFolder, 'e2e', 'standin');

/** The Chromium of `web` and of the stand-in; set by the set-up, or beforehand by who has one. */
export function chromiumPath(): string {
  const path = process.env['LONGLINES_CHROMIUM'];
  if (path === undefined || !existsSync(path)) throw new Error('LONGLINES_CHROMIUM names no Chromium; the set-up gives it');
  return path;
}
