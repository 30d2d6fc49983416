import { orderPanel, ordersOf } from './console/orders';
import { runInBrowser, runOnDesktop } from './console/run-console';
import { expect, test } from './console/story';
import { next, picture, toRoutes } from './console/wizards';

test('the host is killed in the middle: the draft is resumed, and nothing is done twice', async ({
  page,
  console,
  place,
  shell,
  browserOfWeb,
}) => {
  await console.go('#/wizard/connection/new');
  const routes = await toRoutes(page, 'WIZ-KILL');
  await routes.getByRole('radio').nth(1).check();
  const latency = await routes.getByRole('row').nth(2).getByRole('cell').nth(4).innerText();
  await expect(page.getByText(/^saved /)).toBeVisible();
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  process.kill(pid, 'SIGKILL');
  await expect(page.getByRole('alert').filter({ hasText: 'Host lost' }))
    .toBeVisible()
    .catch(() => undefined);
  await console.end().catch(() => undefined);

  const start = () => (shell === 'web' ? browserOfWeb().then((browser) => runInBrowser(place, browser, {})) : runOnDesktop(place, {}));
  const again = await start();
  try {
    await again.page.getByRole('link', { name: /Left open/ }).click();
    await picture(again.page, 'left-open');
    await again.page.getByRole('link', { name: 'Resume Amsterdam – Zurich' }).click();
    const resumed = again.page.getByRole('table', { name: 'Routes to choose from' });
    await expect(resumed.getByRole('row').filter({ hasText: 'your choice' })).toContainText(latency);
    await next(again.page).click();
    await expect(next(again.page)).toBeEnabled();
    await next(again.page).click();
    await expect(again.page.getByText(`Order WIZ-KILL carries at ${latency}`)).toBeVisible();
    // Killed again, after it was ordered: it has reached its result, so nothing is left to be resumed, and nothing is ordered again.
    const { pid: later } = await place.ask<{ readonly pid: number }>('status');
    process.kill(later, 'SIGKILL');
  } finally {
    await again.end().catch(() => undefined);
  }
  const third = await start();
  try {
    await third.go('#/orders/WIZ-KILL');
    await expect(orderPanel(third.page, 'WIZ-KILL')).toContainText('active');
    await third.page.getByRole('link', { name: /Left open/ }).click();
    await expect(third.page.getByText('Nothing was left in the middle')).toBeVisible();
    expect((await ordersOf(place)).filter(({ id }) => id.startsWith('WIZ-KILL'))).toHaveLength(1);
  } finally {
    await third.end();
  }
});
