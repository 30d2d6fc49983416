import type { Page } from '@playwright/test';
import { seriousProblems } from '../console/accessibility';
import { linksAreUp } from '../console/links';
import type { Place } from '../console/place';
import type { RunningConsole } from '../console/run-console';
import { expect, test } from '../console/story';

interface State {
  readonly name: string;
  readonly address: string;
  /** Until what is to be judged stands there. */
  readonly show: (page: Page) => Promise<unknown>;
  readonly leave?: (page: Page) => Promise<unknown>;
}

const escape = (page: Page) => page.keyboard.press('Escape');
const dialog = (page: Page, name: RegExp | string) => expect(page.getByRole('dialog', { name })).toBeVisible();
const screen = (name: string, address: string, show: State['show']): State => ({ name, address, show });

const states: readonly State[] = [
  screen('the network', '#/network', (page) => expect(page.getByRole('main')).toContainText(/links|sites/i)),
  screen('a site of it', '#/network?site=LON', (page) => expect(page.getByRole('complementary')).toContainText('London')),
  screen('an order on it', '#/network?order=E2E-AXE', (page) => expect(page.getByRole('complementary')).toContainText('E2E-AXE')),
  screen('the queue', '#/orders', (page) => expect(page.getByRole('row').filter({ hasText: 'E2E-AXE' })).toBeVisible()),
  screen('an order', '#/orders/E2E-AXE', (page) => expect(page.getByRole('main')).toContainText('Latency waterfall')),
  screen('the latency watch', '#/orders?view=margins', (page) => expect(page.getByRole('main')).toContainText('E2E-AXE')),
  screen('the compliance report', '#/orders?view=compliance', (page) => expect(page.getByRole('main')).toContainText('E2E-AXE')),
  {
    ...screen('the order form', '#/orders', async (page) => {
      await page.getByRole('button', { name: 'New order' }).click();
      await dialog(page, 'New order');
    }),
    leave: escape,
  },
  {
    ...screen('the import', '#/orders', async (page) => {
      await page.getByRole('button', { name: 'CSV: import and export' }).click();
      await page.getByRole('menuitem', { name: 'Import orders' }).click();
      await dialog(page, 'Import orders');
      // The menu has faded away behind the dialog, where no role finds it.
      await expect(page.locator('[role="menu"]')).toHaveCount(0);
    }),
    leave: escape,
  },
  screen('circuits', '#/circuits/VP-E2E-A', (page) => expect(page.getByRole('img', { name: 'VP-E2E-A:' })).toBeVisible()),
  screen('circuits of a path', '#/circuits/VP-E2E-A?tab=circuits', (page) =>
    expect(page.getByRole('row').filter({ hasText: 'E2E-A1' })).toBeVisible(),
  ),
  screen('switches', '#/circuits/VP-E2E-A?tab=switches', (page) =>
    expect(page.getByRole('row').filter({ hasText: 'sw-nyc-1' })).toBeVisible(),
  ),
  {
    ...screen('the conditions editor', '#/circuits/VP-E2E-A', async (page) => {
      await page.getByRole('region', { name: 'Conditions table', exact: true }).getByRole('button', { name: 'Edit' }).click();
      await expect(page.getByText('cover every case once, and none is unsafe')).toBeVisible();
    }),
    leave: escape,
  },
  {
    ...screen('the terminals', '#/circuits/VP-E2E-A', async (page) => {
      await page.getByRole('button', { name: 'Open New York access 1' }).click();
      await expect(page.getByRole('textbox', { name: 'Command for New York access 1' })).toBeEditable();
    }),
    leave: (page) => page.getByRole('button', { name: 'Put the terminals away' }).click(),
  },
  screen('recovery', '#/recovery', async (page) => {
    await page.getByRole('row').filter({ hasText: 'PIT-CLE' }).first().click();
    await expect(page.getByRole('complementary')).toContainText('E2E-AXE');
  }),
  screen('carriers', '#/carriers/alder', (page) => expect(page.getByRole('complementary')).toContainText('Alder')),
  screen('the history', '#/history', (page) => expect(page.getByRole('row').filter({ hasText: 'E2E-AXE' }).first()).toBeVisible()),
  screen('practise', '#/practise', (page) => expect(page.getByRole('button', { name: 'Start the practice network' })).toBeVisible()),
  screen('the settings', '#/settings', (page) => expect(page.getByRole('row').filter({ hasText: 'Alder' })).toBeVisible()),
  {
    ...screen('the palette', '#/settings', async (page) => {
      await page.keyboard.press('Control+K');
      await page.getByPlaceholder('Find an order, site, resource, circuit or action').fill('e2e');
      await expect(page.getByRole('dialog')).toContainText('E2E-AXE');
    }),
    leave: escape,
  },
  {
    ...screen('the list of keys', '#/settings', async (page) => {
      await page.getByRole('button', { name: 'Keys' }).click();
      await dialog(page, 'Keys');
    }),
    leave: escape,
  },
];

async function take(page: Page, theme: string): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: theme }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

/** All of them, so that one run tells all that is amiss. */
async function judge(page: Page, console: RunningConsole, judged: readonly State[], onlyContrast: boolean) {
  const problems: Record<string, readonly string[]> = {};
  for (const { name, address, show, leave } of judged) {
    await test.step(name, async () => {
      await console.go(address);
      await show(page);
      const found = await seriousProblems(page, { onlyContrast });
      if (found.length > 0) problems[name] = found;
      await leave?.(page);
      if (leave) await expect(page.getByRole('dialog')).toHaveCount(0);
    });
  }
  return problems;
}

const themes = ['Dark', 'Light', 'High contrast'] as const;

/** A customer's order that a cut has hit, a path, and a circuit on it: something of everything. */
const furnish = async (place: Place): Promise<void> => {
  const ends = ['--accessing', 'dunmore', '--a', 'PIT', '--z', 'CLE', '--signal', '10GE-LAN', '--limit', '2ms'];
  const path = ['--switch', 'sw-nyc-1', '--provider', 'Halyard Net', '--vpi', '9', '--vcis', '32-95', '--bulk-size', '8'];
  const circuit = ['--end-user', 'Fern Street 1', '--path', 'VP-E2E-A', '--line', '1-9-2-1'];
  await place.ask('orders', 'submit', '--order', 'E2E-AXE', '--customer', 'Quay Bank', ...ends, '--wait');
  await place.ask('paths', 'add', 'VP-E2E-A', ...path, '--delta-threshold', '2');
  await place.ask('circuits', 'order', '--order', 'E2E-A1', ...circuit);
};

test('axe-core finds nothing serious on any screen, in any theme', async ({ page, console, place, lab }) => {
  test.setTimeout(300_000);
  await linksAreUp(page);
  await furnish(place);
  await lab.act('alder', 'cut', 'duct', 'duct-CLE-PIT');
  try {
    for (const theme of themes)
      await test.step(theme, async () => {
        await take(page, theme);
        expect.soft(await judge(page, console, states, theme !== 'Dark'), theme).toEqual({});
      });
  } finally {
    await lab.act('alder', 'repair', 'duct', 'duct-CLE-PIT');
    await place.ask('orders', 'cancel', 'E2E-AXE');
  }
});

test.describe('a first run', () => {
  test.use({ network: 'none' });

  test('axe-core finds nothing serious where nothing is configured', async ({ page, console }) => {
    const empty = ['network', 'orders', 'circuits', 'recovery', 'carriers', 'history', 'settings'].map((id) =>
      screen(id, `#/${id}`, (shown) => expect(shown.getByRole('main')).not.toBeEmpty()),
    );
    for (const theme of themes) {
      await take(page, theme);
      expect.soft(await judge(page, console, empty, theme !== 'Dark'), theme).toEqual({});
    }
  });
});
