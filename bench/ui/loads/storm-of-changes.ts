import type { Browser, Page } from '@playwright/test';
import type { Topic } from '../../../core/contract/live';
import { framesWhile, measuredPage, open, quiet, serveHost, type ServedHost } from '../browser';
import { motionFigures, type Figure } from '../figures';
import { freshSnapshot } from '../fresh-snapshot';
import { rowsInPage } from '../in-page';

const load = '1,000 changes a second';
const perSecond = 1_000;

/** Changes for so long on each of the two screens; then every row that the console has is compared with the host's. */
export async function stormOfChanges(browser: Browser, seconds: number): Promise<readonly Figure[]> {
  const host = await serveHost({ carriers: 4, nodes: 2_000, resources: 3_000, orders: 10_000 });
  try {
    return [
      ...(await stormOn(
        browser,
        host,
        { screen: 'network', tables: ['resources', 'nodes', 'interconnects', 'impairments', 'carriers'] },
        seconds,
      )),
      ...(await stormOn(browser, host, { screen: 'orders', tables: ['orders'] }, seconds)),
    ];
  } finally {
    await host.end();
  }
}

async function stormOn(
  browser: Browser,
  host: ServedHost,
  { screen, tables }: { readonly screen: string; readonly tables: readonly Topic[] },
  seconds: number,
): Promise<readonly Figure[]> {
  const page = await measuredPage(browser);
  await open(page, host.url, `#/${screen}`);
  await page
    .locator(screen === 'orders' ? '[data-order]' : '.react-flow')
    .first()
    .waitFor({ timeout: 60_000 });
  await quiet(page, 1_000);
  let made = 0;
  const motion = await framesWhile(page, async () => {
    const done = await host.storm({ perSecond, seconds });
    made = (done.resourceChanges + done.orderChanges) / done.seconds;
  });
  let [rows, others] = [0, 0];
  for (const topic of tables) {
    const compared = await comparedWith(page, host, topic);
    rows += compared.rows;
    others += compared.others;
  }
  await page.context().close();
  const on = `on ${screen}`;
  return [
    { load, what: `${on}: changes that the host made`, value: made, unit: '/s', target: { kind: 'at-least', value: 0.95 * perSecond } },
    ...motionFigures(load, on, motion, 50),
    { load, what: `${on}: rows compared at the end`, value: rows, unit: 'rows', target: { kind: 'at-least', value: 1 } },
    { load, what: `${on}: rows that differ from the host's`, value: others, unit: 'rows', target: { kind: 'exactly', value: 0 } },
  ];
}

/** What changes by the clock alone may be told between the two looks: so both are taken until they agree, a few times at most. */
async function comparedWith(page: Page, host: ServedHost, topic: Topic): Promise<{ readonly rows: number; readonly others: number }> {
  for (let attempt = 1; ; attempt += 1) {
    await page.waitForTimeout(1_500);
    const [shown, fresh] = [await page.evaluate(rowsInPage, topic), await freshSnapshot(host, topic)];
    const own = new Map((shown as readonly { readonly id: string }[]).map((row) => [row.id, JSON.stringify(row)]));
    const ids = new Set([...own.keys(), ...fresh.keys()]);
    const others = [...ids].filter((id) => own.get(id) !== fresh.get(id));
    if (others.length === 0 || attempt === 4) return { rows: fresh.size, others: others.length };
  }
}
