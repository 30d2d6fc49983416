import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, Page } from '@playwright/test';
import { program } from '../../e2e/console/machine';
import type { HostSize } from './host/start-host';
import type { StormDone, StormWish } from './host/storm';
import { measureInPage } from './in-page';

export const viewport = { width: 1440, height: 900 };

/** A page that measures itself, in a context of its own: nothing is in its cache. */
export async function measuredPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await context.addInitScript(measureInPage);
  return context.newPage();
}

export interface ServedHost {
  readonly origin: string;
  readonly token: string;
  /** With the token, as `longlines serve` prints it. */
  readonly url: string;
  storm(wish: StormWish): Promise<StormDone>;
  end(): Promise<void>;
}

/** A host of the bench in a process of its own. */
export async function serveHost(size: HostSize): Promise<ServedHost> {
  const child = fork(program('bench-ui-host'), [JSON.stringify(size)]);
  const exited = once(child, 'exit');
  const ready = await Promise.race([
    once(child, 'message') as Promise<[{ readonly origin: string; readonly token: string }]>,
    exited.then(([code]) => {
      throw new Error(`the host of the bench ended with ${String(code)} before it was ready`);
    }),
  ]);
  const { origin, token } = ready[0];
  return {
    ...{ origin, token, url: `${origin}/#token=${token}` },
    async storm(wish) {
      const done = once(child, 'message') as Promise<[{ readonly storm: StormDone }]>;
      child.send({ storm: wish });
      return (await done)[0].storm;
    },
    async end() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Opens the console at one of its addresses. The token that its own address brings is taken first. */
export async function open(page: Page, url: string, address: string): Promise<void> {
  await page.goto(url);
  await page.evaluate((hash) => (window.location.hash = hash), address);
}

export interface Motion {
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
  /** What the page's own thread computed for each frame, milliseconds of processor time: waiting for others on the machine is not in it. */
  readonly cpuMs: number;
}

/** Frames while something is done, and how long the page was held up. */
export async function framesWhile(page: Page, work: () => Promise<void>): Promise<Motion> {
  let taken: Omit<Motion, 'cpuMs'> = { frames: [], longTasks: [] };
  const cpuMs = await processorMsWhile(page, async () => {
    await page.evaluate(() => window.bench.take());
    await work();
    taken = await page.evaluate(() => window.bench.take());
  });
  return { ...taken, cpuMs: cpuMs / Math.max(1, taken.frames.length) };
}

/** What the page's own thread computed meanwhile, milliseconds of processor time. */
export async function processorMsWhile(page: Page, work: () => Promise<void>): Promise<number> {
  const chrome = await page.context().newCDPSession(page);
  await chrome.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async (): Promise<number> =>
    1_000 * ((await chrome.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  const before = await busyMs();
  await work();
  const spent = (await busyMs()) - before;
  await chrome.detach();
  return spent;
}

/** Nothing has held the page up for so long. */
export async function quiet(page: Page, ms = 300): Promise<void> {
  await page.evaluate(
    (forMs) =>
      new Promise<void>((resolve) => {
        let [sinceMs, lastMs] = [performance.now(), performance.now()];
        const look = (): void => {
          const now = performance.now();
          if (now - lastMs > 80) sinceMs = now;
          lastMs = now;
          if (now - sinceMs >= forMs) resolve();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    ms,
  );
}
