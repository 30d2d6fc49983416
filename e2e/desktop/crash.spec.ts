import { answerDialogs } from '../console/dialogs';
import { expect, test } from '../console/story';

test.use({ network: 'none' });

test('a page that ends unexpectedly is offered to be loaded again, and the host goes on', async ({ electron, page, place }) => {
  await expect(page.getByText('NOT CONNECTED')).toBeVisible();
  const shown = await answerDialogs(electron, { button: 0 });
  const session = await page.context().newCDPSession(page);
  // It never answers.
  session.send('Page.crash').catch(() => undefined);
  await expect.poll(async () => (await shown()).map(({ message }) => message).join()).toContain('ended unexpectedly (crashed)');
  // As chosen there, the window has its page again.
  await expect
    .poll(() =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("footer")?.textContent ?? ""'),
      ),
    )
    .toContain('No dedicated links');
  expect(await place.ask<{ readonly isHost: boolean }>('status')).toMatchObject({ isHost: true });
});
