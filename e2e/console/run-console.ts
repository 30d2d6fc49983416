import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { _electron, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import type {} from '../../renderer/client/native';
import { recordingWords } from './connections';
import { desktopRuntime, program, projectFolder, standInFolder } from './machine';
import { endProcess, saidUntil, type Place } from './place';

/** A console that runs, in either shell. */
export interface RunningConsole {
  /** Its first window. */
  readonly page: Page;
  /** Shows an address of the console's own, `#/orders/ORD-7`, in that window. */
  go(address: string): Promise<void>;
  /** Where a browser has the console from, with the launch's token; on the desktop empty. */
  readonly launched: string;
  /** Another window of the same console. */
  another(): Promise<Page>;
  /** All that the program noted: on standard error, or in its file of notes. */
  said(): string;
  /** Electron's own side; only on the desktop. */
  readonly electron: ElectronApplication | null;
  /** In good order; no error where it has ended. */
  end(): Promise<void>;
}

export interface ConsoleStart {
  /** More words for the program. */
  readonly words?: readonly string[];
  /** The size of the first window's page. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

const usual = { width: 1440, height: 900 };

const go = async (page: Page, address: string): Promise<void> => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
};

/** `longlines serve`, and a page of a browser on it. */
export async function runInBrowser(
  place: Place,
  browser: Browser,
  { words = [], viewport = usual }: ConsoleStart,
): Promise<RunningConsole> {
  const child = spawn(process.execPath, [program('longlines'), 'serve', '--port', '0', '--json', ...words], { env: place.environment });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
  const ready = await saidUntil(child, (out) => out.endsWith('}\n'), 'longlines serve');
  const { url } = (JSON.parse(ready) as { readonly result: { readonly url: string } }).result;
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(url);
  return {
    page,
    launched: url,
    go: (address) => go(page, address),
    async another() {
      const other = await context.newPage();
      await other.goto(url);
      return other;
    },
    said: () => err,
    electron: null,
    async end() {
      await context.close();
      await endProcess(child, 'longlines serve');
    },
  };
}

/** The desktop shell: in Electron where it is, else in its stand-in. */
export async function runOnDesktop(place: Place, { words = [], viewport = usual }: ConsoleStart): Promise<RunningConsole> {
  const electron = await launchDesktop(place, words);
  const child = electron.process();
  const page = await electron.firstWindow();
  await isLoaded(page);
  await page.setViewportSize(viewport);
  return {
    page,
    launched: '',
    go: (address) => go(page, address),
    another: () => windowAfter(electron, () => page.evaluate(() => window.longlines?.openWindow({ to: '#/', network: 'live' }))),
    said: () => notesIn(place),
    electron,
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      await electron.close();
      await exited;
    },
  };
}

/** What the desktop shell has noted there. */
export function notesIn({ folder }: Place): string {
  const notes = join(folder, 'data', 'longlines', 'desktop', 'notes.log');
  return existsSync(notes) ? readFileSync(notes, 'utf8') : '';
}

/** Starts the program without Playwright, as a click on its icon or on a link does. */
export function startProgram({ environment }: Place, ...words: readonly string[]): ChildProcess {
  const executable =
    desktopRuntime().kind === 'electron' ? (createRequire(import.meta.url)('electron') as string) : join(standInFolder, 'electron');
  return spawn(executable, ['--no-sandbox', projectFolder, ...words], { env: { ...process.env, ...environment }, stdio: 'ignore' });
}

export async function launchDesktop(place: Place, words: readonly string[] = []): Promise<ElectronApplication> {
  if (desktopRuntime().kind === 'stand-in') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder;
  const display = Object.fromEntries(
    ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'LONGLINES_CHROMIUM'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return _electron.launch({
    args: [...recordingWords(place.environment), projectFolder, ...words],
    cwd: projectFolder,
    env: { ...place.environment, ...display },
  });
}

/** The window that opens because of what is done, once its page is loaded. */
export async function windowAfter(electron: ElectronApplication, act: () => Promise<unknown>): Promise<Page> {
  const opened = electron.waitForEvent('window');
  await act();
  const page = await opened;
  await isLoaded(page);
  return page;
}

/** A window is there before its page is. */
const isLoaded = (page: Page): Promise<void> => page.waitForURL(/\/index\.html/);
