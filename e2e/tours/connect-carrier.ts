import { expect } from '../console/story';
import { goOn, type Tour } from './tour';

/** The fifth carrier of the practice network, as "Getting started" has it. */
export async function connectCarrier({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/practise');
  await expect(page.getByText(/The manager of Evergreen Networks runs/)).toBeVisible();
  await page.getByRole('link', { name: 'Connect a carrier' }).click();
  await page.getByRole('button', { name: 'Fill in Evergreen Networks' }).click();
  await stop('connect-address');
  await goOn(page, 'Certificates');
  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(checks.getByText('It lets us in with our certificate.')).toBeVisible();
  await page.getByLabel('It is the one that the carrier told').check();
  await stop('connect-certificates');
  await goOn(page, 'Offer');
  await expect(page.getByText('16 without latency')).toBeVisible();
  await stop('connect-offer');
  await goOn(page, 'Latency');
  await expect(page.getByText('The unit is wrong')).toBeVisible();
  await stop('connect-latency');
  await page.getByRole('button', { name: 'Take milliseconds' }).click();
  await expect(page.getByText('The unit fits')).toBeVisible();
  await goOn(page, 'Dedicated');
  await expect(page.getByText('14 of 16 would be dedicated')).toBeVisible();
  await stop('connect-dedicated');
  await goOn(page, 'Interconnects');
  await page.getByLabel('PRA Prague is PRG Prague').click();
  await expect(page.getByLabel('PRA is PRG')).toBeChecked();
  await expect(page.getByRole('row', { name: /Vienna.*Dunmore Access.*4 new/ })).toBeVisible();
  await stop('connect-interconnects');
  await goOn(page, 'Review');
  await expect(page.getByRole('row', { name: /^Interconnects 20/ })).toBeVisible();
  await stop('connect-review');
  await goOn(page, 'Connect Evergreen Networks');
  await expect(page.getByText('The link to Evergreen Networks is up, and everything that it has was read.')).toBeVisible();
  await stop('connect-done');
}
