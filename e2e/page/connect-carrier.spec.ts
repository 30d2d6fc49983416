import { readFileSync } from 'node:fs';
import { expect, test } from '../console/story';
import type { Lab } from '../console/lab';

/** What a carrier would send: where its manager is, and the files. */
function sentBy({ words }: Lab): { readonly url: string; readonly ca: string; readonly cert: string; readonly key: string } {
  const found = /\(evergreen, [^]*?manager +(\S+)[^]*?--cacert (\S+) --cert (\S+) --key (\S+)/.exec(words);
  const [, url = '', ca = '', cert = '', key = ''] = found ?? [];
  return { url, ca, cert, key };
}

test.describe('in the practice network', () => {
  test.use({ network: 'none', start: { words: ['--practice'] } });

  test('a carrier is connected step by step: its certificate compared, its unit and its site put right, and left in the middle', async ({
    page,
    console,
  }) => {
    await expect(page.getByText('PRACTICE', { exact: true })).toBeVisible({ timeout: 45_000 });
    await console.go('#/practise');
    await expect(page.getByText(/The manager of Evergreen Networks runs/)).toBeVisible();
    await page.getByRole('link', { name: 'Connect a carrier' }).click();
    await page.getByRole('button', { name: 'Fill in Evergreen Networks' }).click();
    const next = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
    await next('Certificates');
    const checks = page.getByRole('list', { name: 'Checks' });
    await expect(checks.getByText('It lets us in with our certificate.')).toBeVisible();
    await expect(page.getByText('Compare the fingerprint of the manager’s certificate with what the carrier told you.')).toBeVisible();

    // Read aloud over the telephone: another one is refused, the last eight digits of the right one are enough.
    const told = page.getByLabel('Fingerprint that the carrier told you');
    await told.fill('AA:BB:CC:DD');
    await expect(page.getByText('This is another one: connect nothing, and ask the carrier')).toBeVisible();
    const fingerprint = await page
      .locator('section')
      .filter({ hasText: 'Read it back' })
      .getByText(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      .innerText();
    await told.fill(fingerprint.slice(-11));
    await expect(page.getByLabel('It is the one that the carrier told')).toBeChecked();
    await next('Offer');
    await expect(page.getByText('16 without latency')).toBeVisible();

    // Interrupted: he goes on later, from the list of what is left open.
    await page.getByRole('button', { name: 'Leave, resume later' }).click();
    await console.go('#/wizard');
    await page.getByRole('link', { name: 'Resume Connect Evergreen Networks' }).click();
    await expect(page.getByText('16 without latency')).toBeVisible();
    await next('Latency');
    await expect(page.getByText('The unit is wrong')).toBeVisible();
    await expect(page.getByText('Take the unit that fits, or say that the carrier confirmed this one.')).toBeVisible();
    await page.getByRole('button', { name: 'Take milliseconds' }).click();
    await expect(page.getByText('The unit fits')).toBeVisible();
    await next('Dedicated');
    await expect(page.getByText('14 of 16 would be dedicated')).toBeVisible();
    await next('Interconnects');
    await page.getByLabel('PRA Prague is PRG Prague').click();
    await expect(page.getByLabel('PRA is PRG')).toBeChecked();
    await expect(page.getByRole('row', { name: /Vienna.*Dunmore Access.*4 new/ })).toBeVisible();
    await next('Review');
    await expect(page.getByRole('row', { name: /^Interconnects 20/ })).toBeVisible();
    await next('Connect Evergreen Networks');

    await expect(page.getByText('The link to Evergreen Networks is up, and everything that it has was read.')).toBeVisible();
    await page.getByRole('link', { name: 'Open Evergreen Networks' }).click();
    await expect(page.getByRole('row', { name: /Evergreen Networks.* up .*14 \/ 16/ })).toBeVisible();
    await console.go('#/wizard');
    await expect(page.getByText('Nothing was left in the middle.')).toBeVisible();
    await console.go('#/practise');
    await expect(page.getByText(/The manager of Evergreen Networks runs/)).toHaveCount(0);
  });
});

test.describe('with what is wrong', () => {
  test.use({ network: 'own' });

  test('each wrong address, certificate and key is told in words, and nothing is entered', async ({ page, console, lab, place }) => {
    const { url, ca, cert, key } = sentBy(lab);
    await console.go('#/wizard/carrier/new');
    await page.getByLabel('Name', { exact: true }).fill('Evergreen Networks');
    const field = (name: string) => page.getByLabel(name, { exact: true });
    const address = field('Manager’s address');
    await address.fill('http://127.0.0.1:1');
    await expect(page.getByText('A manager is reached by https', { exact: true })).toBeVisible();
    await address.fill('https://127.0.0.1:1');
    await field('The carrier’s authority').fill(ca);
    await field('Your certificate').fill(cert);

    // A key in the place of a certificate is not kept; pasted where it belongs, it is, and does not come back to the screen.
    await page.getByRole('button', { name: 'Paste your certificate' }).click();
    await page.getByLabel('Your certificate, as text').fill(readFileSync(key, 'utf8'));
    await page.getByRole('button', { name: 'Keep it on the host’s machine' }).click();
    await expect(page.getByText(/This is a private key, and our certificate is asked for/)).toBeVisible();
    await page.getByRole('button', { name: 'Paste your certificate' }).click();
    await page.getByRole('button', { name: 'Paste your key' }).click();
    await page.getByLabel('Your key, as text').fill(readFileSync(key, 'utf8'));
    await page.getByRole('button', { name: 'Keep it on the host’s machine' }).click();
    await expect(field('Your key')).toHaveValue(/credentials\/key-.*\.pem$/);

    const next = (name: string) => page.getByRole('button', { name, exact: true }).last().click();
    const checks = page.getByRole('list', { name: 'Checks' });
    const back = () => page.getByRole('button', { name: 'Address', exact: true }).last().click();
    await next('Certificates');
    await expect(checks.getByText(/Nothing listens there: check the address and port/)).toBeVisible();
    await back();
    await address.fill(url);
    await field('Server name').fill('tapi.evergreen.example');
    await field('The carrier’s authority').fill(ca.replace('evergreen', 'alder'));
    await next('Certificates');
    await expect(checks.getByText(/is for localhost, 127\.0\.0\.1, not for tapi\.evergreen\.example/)).toBeVisible();
    await expect(checks.getByText(/issued by CN=Evergreen Networks CA, not by the authority that you gave/)).toBeVisible();
    await back();
    await field('Server name').fill('');
    await field('The carrier’s authority').fill(ca);
    await field('Your certificate').fill(cert.replace('evergreen', 'alder'));
    await next('Certificates');
    await expect(checks.getByText(/Our private key does not belong to our certificate/)).toBeVisible();
    await back();
    await field('Your certificate').fill(`${cert}.lost`);
    await next('Certificates');
    await expect(page.getByText(/cannot be read: there is no such file/).first()).toBeVisible();

    // What was pasted goes with the draft, and no carrier was entered.
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Discard it' }).click();
    await expect(page.getByRole('grid', { name: 'Carriers' })).toBeVisible();
    const carriers = await place.ask<readonly { readonly id: string }[]>('carriers', 'list');
    expect(carriers.map(({ id }) => id).sort()).toEqual(['alder', 'borealis', 'cinder', 'dunmore']);
  });
});
