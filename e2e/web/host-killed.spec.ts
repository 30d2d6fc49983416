import { order, orderPanel, queueRow, submit, tryNow } from '../console/orders';
import { runInBrowser } from '../console/run-console';
import { expect, test } from '../console/story';

test('the host is killed under an open order, and started again', async ({ page, console, place, browserOfWeb }) => {
  await order(place, { order: 'KILLED-1' });
  await console.go('#/orders/KILLED-1');
  await expect(queueRow(page, 'KILLED-1')).toContainText('active');
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  process.kill(pid, 'SIGKILL');

  const strip = page.getByRole('alert').filter({ hasText: 'Host lost' });
  await expect(strip).toContainText('The host cannot be reached.');
  await expect(queueRow(page, 'KILLED-1')).toContainText('active');
  await expect(orderPanel(page, 'KILLED-1').getByRole('row', { name: /^Total/ })).toBeVisible();

  const port = new URL(page.url()).port;
  const again = await runInBrowser(place, await browserOfWeb(), { words: ['--port', port] });
  try {
    // Each launch has an address of its own, which this browser was not given.
    await tryNow(strip);
    await expect(page.getByText('The host does not let this console in')).toBeVisible();
    await expect(page.getByText('open the address that was printed in the terminal where the console was started')).toBeVisible();
    await again.go('#/orders/KILLED-1');
    await expect(queueRow(again.page, 'KILLED-1')).toContainText('active');
    await expect(orderPanel(again.page, 'KILLED-1').getByRole('row', { name: /^Total/ })).toBeVisible();
    await submit(place, { order: 'KILLED-2', limit: '1ms' });
    await expect(queueRow(again.page, 'KILLED-2')).toContainText('rejected');
  } finally {
    await again.end();
  }
});
