import { test as base, chromium, expect, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { recordingConnections } from './connections';
import { startLab, type Lab } from './lab';
import { chromiumPath } from './machine';
import { newPlace, type Place } from './place';
import { runInBrowser, runOnDesktop, type ConsoleStart, type RunningConsole } from './run-console';

export type ShellKind = 'web' | 'desktop';

export interface StoryOptions {
  /** Given by the project. */
  readonly shell: ShellKind;
  /**
   * What the console is connected to. `shared`: the practice lab of this worker, as it was when it was started; `own`: a lab for this story alone; `none`: nothing
   * is configured.
   */
  readonly network: 'shared' | 'own' | 'none';
  readonly start: ConsoleStart;
  /** The program writes down where it connects to: `recordedConnections`. */
  readonly isRecorded: boolean;
}

interface Story {
  readonly place: Place;
  /** The lab that the console is connected to; throws where there is none. */
  readonly lab: Lab;
  readonly console: RunningConsole;
  /** The console's first window. */
  readonly page: Page;
  /** Electron's own side; only for the stories in `desktop/`. */
  readonly electron: ElectronApplication;
}

interface Shared {
  readonly sharedLab: () => Promise<Lab>;
  readonly browserOfWeb: () => Promise<Browser>;
}

/** One thing for the worker, begun when it is first wanted. */
const lazily = <T>(begin: () => Promise<T>) => {
  let begun: Promise<T> | null = null;
  return { get: () => (begun ??= begin()), begun: () => begun };
};

/** A story of an operator: it begins with a console that has just been opened. */
export const test = base.extend<StoryOptions & Story & { readonly labOfStory: Lab | null }, Shared>({
  shell: ['web', { option: true }],
  network: ['shared', { option: true }],
  start: [{}, { option: true }],
  isRecorded: [false, { option: true }],

  sharedLab: [
    async ({}, use) => {
      const lab = lazily(startLab);
      await use(lab.get);
      await (await lab.begun())?.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  browserOfWeb: [
    async ({}, use) => {
      const browser = lazily(() => chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] }));
      await use(browser.get);
      await (await browser.begun())?.close();
    },
    { scope: 'worker' },
  ],

  labOfStory: async ({ network, sharedLab }, use) => {
    if (network === 'none') return use(null);
    if (network === 'shared') {
      const shared = await sharedLab();
      await shared.clear();
      return use(shared);
    }
    const own = await startLab();
    await use(own);
    await own.stop();
  },
  lab: async ({ labOfStory }, use) => {
    if (!labOfStory) throw new Error('this story has no lab: leave its network at "shared", or set it to "own"');
    await use(labOfStory);
  },
  place: async ({ labOfStory, isRecorded }, use) => {
    const place = newPlace(labOfStory?.configuration ?? null, isRecorded ? recordingConnections : undefined);
    await use(place);
    place.remove();
  },
  console: async ({ shell, place, start, browserOfWeb }, use, info) => {
    const running = shell === 'web' ? await runInBrowser(place, await browserOfWeb(), start) : await runOnDesktop(place, start);
    try {
      // A window is sooner there than its host, and a command that found no host would take the store for itself.
      await expect(running.page.getByRole('contentinfo', { name: 'Status' })).toContainText(/store /i, { timeout: 120_000 });
      await use(running);
      if (info.status !== info.expectedStatus) {
        // A page that hangs gives no picture, and the notes are wanted all the more.
        const picture = await running.page.screenshot({ timeout: 5_000 }).catch(() => null);
        if (picture) await info.attach('last picture', { body: picture, contentType: 'image/png' });
        await info.attach('what the program said', { body: running.said(), contentType: 'text/plain' });
      }
    } finally {
      await running.end();
    }
  },
  page: async ({ console }, use) => use(console.page),
  electron: async ({ console }, use) => {
    if (!console.electron) throw new Error('only a story in e2e/desktop has Electron');
    await use(console.electron);
  },
});

export { expect };
