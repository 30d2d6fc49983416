import { mkdirSync } from 'node:fs';
import { seriousProblems } from '../console/accessibility';
import { linksAreUp } from '../console/links';
import { order } from '../console/orders';
import { expect, test } from '../console/story';
import { connectCarrier } from '../tours/connect-carrier';
import { fieldWork } from '../tours/field';
import { importInventory } from '../tours/import-inventory';
import { importOrders, incidentOnPaper, latencyWatch, lookAtPages } from '../tours/pages';
import { provisionCircuits, provisionConnection } from '../tours/provision';
import { planAhead, recover, repair } from '../tours/recover';
import type { Tour } from '../tours/tour';

const themes = ['dark', 'light', 'contrast'] as const;
const pictures = process.env['LONGLINES_PICTURES'];

/** Judges what stands there in each theme, without a menu: a wizard's question would close behind it. */
function judging({ page, console, place }: Omit<Tour, 'stop'>): {
  readonly tour: Tour;
  readonly problems: Record<string, readonly string[]>;
} {
  const problems: Record<string, readonly string[]> = {};
  const show = (theme: string) =>
    page.evaluate((to) => {
      document.documentElement.dataset['theme'] = to;
      document.documentElement.dataset['mantineColorScheme'] = to === 'light' ? 'light' : 'dark';
    }, theme);
  const stop = (name: string) =>
    test.step(name, async () => {
      for (const theme of themes) {
        await show(theme);
        const found = await seriousProblems(page, { onlyContrast: theme !== 'dark' });
        if (found.length > 0) problems[`${name}, ${theme}`] = found;
        if (pictures === undefined) continue;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: `${pictures}/${name}-${theme}.png` });
      }
      await show('dark');
    });
  return { tour: { page, console, place, stop }, problems };
}

test.describe('in the practice network', () => {
  test.use({ network: 'none', start: { words: ['--practice'] } });

  test('axe-core finds nothing serious in any step of a wizard, in any theme', async ({ page, console, place }) => {
    test.setTimeout(300_000);
    await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible();
    const { tour, problems } = judging({ page, console, place });
    await connectCarrier(tour);
    await provisionConnection(tour, 'ORD-9001');
    await provisionCircuits(tour, 'VP-LON-3');
    await importInventory(tour);
    expect(problems).toEqual({});
  });

  test('axe-core finds nothing serious while a cut is recovered, in any tab of recovery, nor on paper', async ({
    page,
    console,
    place,
  }) => {
    test.setTimeout(300_000);
    await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible();
    const { tour, problems } = judging({ page, console, place });
    await console.go('#/orders');
    await expect(page.getByRole('grid', { name: /^Orders, / }).getByRole('row', { name: 'ORD-0030' })).toContainText('active');
    await recover(tour);
    await incidentOnPaper(tour);
    await planAhead(tour);
    await latencyWatch(tour);
    await lookAtPages(tour, 'ORD-0030');
    await importOrders(tour);
    await repair(tour);
    expect(problems).toEqual({});
  });
});

test('axe-core finds nothing serious where a field pack is made, noted in and brought back', async ({ page, console, place }) => {
  test.setTimeout(150_000);
  await order(place, { order: 'DESK-1' });
  await linksAreUp(page);
  const { tour, problems } = judging({ page, console, place });
  await fieldWork(tour);
  expect(problems).toEqual({});
});
