import type { Browser, CDPSession } from '@playwright/test';
import { startLab } from '../../../e2e/console/lab';
import { newPlace, saidUntil, endProcess } from '../../../e2e/console/place';
import { program } from '../../../e2e/console/machine';
import { spawn } from 'node:child_process';
import { measuredPage } from '../browser';
import { p95, median, type Figure } from '../figures';

const load = '50 MB through a terminal';
const megabytes = 50;
const bytes = megabytes * 1_000_000;
/** Of the lab's `flood`. */
const lineBytes = 50;

/** A switch's shell floods a session, while another screen is opened and worked. */
export async function terminalFlood(browser: Browser): Promise<readonly Figure[]> {
  const lab = await startLab();
  const place = newPlace(lab.configuration);
  const child = spawn(process.execPath, [program('longlines'), 'serve', '--port', '0', '--json'], { env: place.environment });
  try {
    const ready = await saidUntil(child, (out) => out.endsWith('}\n'), 'longlines serve');
    const port = /session .*telnet 127\.0\.0\.1 (\d+)/.exec(lab.words)?.[1];
    if (port === undefined) throw new Error(`the lab tells of no telnet: ${lab.words}`);
    const page = await measuredPage(browser);
    await page.goto((JSON.parse(ready) as { readonly result: { readonly url: string } }).result.url);
    await page.locator('.react-flow__node-site').first().waitFor();
    await page.getByRole('button', { name: 'New session' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('By', { exact: true }).click();
    await page.getByRole('option', { name: 'Telnet' }).click();
    await form.getByLabel('Host', { exact: true }).fill('127.0.0.1');
    await form.getByLabel('Port', { exact: true }).fill(port);
    await form.getByRole('button', { name: 'Connect' }).click();
    const screen = page.locator('.xterm-rows');
    await screen
      .getByText(/login|user/i)
      .first()
      .waitFor();
    await page.locator('.xterm-helper-textarea').focus();
    for (const line of ['ops', 'practice']) {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(500);
    }
    const chrome = await page.context().newCDPSession(page);
    await chrome.send('Performance.enable');
    const before = await heapBytes(chrome, true);
    await page.evaluate(() => window.bench.take());
    const begunMs = performance.now();
    await page.keyboard.type(`flood ${megabytes}`);
    await page.keyboard.press('Enter');
    const clicks: number[] = [];
    let most = before;
    const summary = `flood: ${bytes} bytes in ${bytes / lineBytes} lines`;
    let isOver = false;
    for (let turn = 0; !isOver && performance.now() - begunMs < 240_000; turn += 1) {
      const [name, mark] = turn % 2 === 0 ? (['Orders', '[aria-label="Queue"]'] as const) : (['Network', '.react-flow'] as const);
      const clickedMs = performance.now();
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
      await page.locator(mark).first().waitFor();
      clicks.push(performance.now() - clickedMs);
      most = Math.max(most, await heapBytes(chrome, false));
      isOver = (await screen.innerText()).replaceAll('\u00a0', ' ').includes(summary);
    }
    const tookMs = performance.now() - begunMs;
    const { frames, longTasks } = await page.evaluate(() => window.bench.take());
    const tap = await page.evaluate(() => window.bench.terminal);
    const after = await heapBytes(chrome, true);
    await page.context().close();
    return [
      {
        load,
        what: 'lines that came, each after the one before',
        value: tap.linesInOrder,
        unit: 'lines',
        target: { kind: 'exactly', value: bytes / lineBytes },
      },
      { load, what: 'lines out of their order', value: tap.linesOutOfOrder, unit: 'lines', target: { kind: 'exactly', value: 0 } },
      {
        load,
        what: 'bytes that came and were not shown',
        value: tap.bytes - tap.shown,
        unit: 'bytes',
        target: { kind: 'exactly', value: 0 },
      },
      {
        load,
        what: 'its last line is on the screen (1: it is)',
        value: isOver ? 1 : 0,
        unit: 'lines',
        target: { kind: 'exactly', value: 1 },
      },
      {
        load,
        what: 'most that had come and was not shown yet',
        value: tap.mostUnshown / 1e6,
        unit: 'MB',
        target: { kind: 'at-most', value: 2 },
      },
      {
        load,
        what: 'heap of the page, at most above what it was',
        value: (most - before) / 1e6,
        unit: 'MB',
        target: { kind: 'at-most', value: 100 },
      },
      {
        load,
        what: 'heap of the page, kept afterwards',
        value: (after - before) / 1e6,
        unit: 'MB',
        target: { kind: 'at-most', value: 30 },
      },
      { load, what: 'frame p95 meanwhile', value: p95(frames), unit: 'ms', target: { kind: 'at-most', value: 50 } },
      { load, what: 'tasks over 50 ms, together', value: longTasks.reduce((sum, ms) => sum + ms, 0), unit: 'ms', target: null },
      { load, what: 'from a click to another screen: median', value: median(clicks), unit: 'ms', target: { kind: 'at-most', value: 300 } },
      { load, what: 'how long it took', value: tookMs / 1_000, unit: 's', target: null },
    ];
  } finally {
    await endProcess(child, 'longlines serve');
    place.remove();
    await lab.stop();
  }
}

async function heapBytes(chrome: CDPSession, isCollected: boolean): Promise<number> {
  if (isCollected) await chrome.send('HeapProfiler.collectGarbage');
  const { metrics } = await chrome.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN;
}
