import { order, queueRow, submit } from '../console/orders';
import { expect, test } from '../console/story';

test('the host stands still and breaks no connection: told, and followed again once it goes on', async ({ page, console, place }) => {
  await order(place, { order: 'SILENT-1' });
  await console.go('#/orders/SILENT-1');
  await expect(queueRow(page, 'SILENT-1')).toContainText('active');
  const { pid } = await place.ask<{ readonly pid: number }>('status');
  process.kill(pid, 'SIGSTOP');
  const strip = page.getByRole('alert').filter({ hasText: 'Host lost' });
  try {
    // Three times in a row it does not say that it lives.
    await expect(strip).toContainText(/the host does not answer any more/i);
    await expect(page.getByText('OFFLINE', { exact: true })).toBeVisible();
    await expect(queueRow(page, 'SILENT-1')).toContainText('active');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await expect(strip).toBeHidden();
  await submit(place, { order: 'SILENT-2', limit: '1ms' });
  await expect(queueRow(page, 'SILENT-2')).toContainText('rejected');
});
