import { order } from '../console/orders';
import { expect, test } from '../console/story';

// It takes ports and moves what runs over a duct.
test.use({ network: 'own' });

test('a failure is rehearsed: who would be hit, where they would go, who is left; nothing is touched', async ({
  page,
  console: desk,
  place,
}) => {
  await Promise.all([
    order(place, { order: 'REH-LOOSE', a: 'PIT', z: 'CLE', limit: '40ms' }),
    order(place, { order: 'REH-TIGHT', customer: 'Mill Exchange', a: 'PIT', z: 'CLE', limit: '2ms' }),
  ]);
  await desk.go('#/recovery?tab=what-if');
  const search = page.getByRole('combobox', { name: 'What fails, all together' });
  await search.fill('duct cle-pit');
  await page.getByRole('option', { name: /Duct CLE-PIT/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'connections hit' })).toContainText('2 connections hit: 1 would be restored');
  await expect(page.getByRole('status').filter({ hasText: 'connections hit' })).toContainText('1 would be left without a route');
  const hit = page.getByRole('grid', { name: 'Whom it would hit' });
  await expect(hit.getByRole('row', { name: /REH-TIGHT/ })).toContainText('no route');
  await expect(hit.getByRole('row', { name: /REH-LOOSE/ })).toContainText('restored');
  await page.getByRole('button', { name: 'Leave out Duct CLE-PIT' }).click();
  await expect(page.getByText('Rehearse a failure')).toBeVisible();
});

test('maintenance is planned: whom it hits is shown first, they are moved away, and return when it is called off', async ({
  page,
  console: desk,
  place,
}) => {
  await order(place, { order: 'WIN-1', a: 'PIT', z: 'CLE', limit: '40ms' });
  await desk.go('#/recovery?tab=maintenance');
  await page.getByRole('button', { name: 'Plan a window' }).first().click();
  const form = page.getByRole('complementary', { name: 'Plan a maintenance window' });
  await form.getByRole('combobox', { name: 'What is worked on' }).fill('duct cle-pit');
  await page.getByRole('option', { name: /Duct CLE-PIT/ }).click();
  await expect(form.getByRole('listitem').filter({ hasText: 'WIN-1' })).toContainText('moves');
  await form.getByLabel('What is done').fill('Splicing in manhole 12');
  // It ends before it begins: said where it was typed, and nothing is entered.
  const at = (inMs: number) => new Date(Date.now() + inMs).toISOString().slice(0, 16).replace('T', ' ');
  await form.getByLabel('From, UTC').fill(at(10 * 60_000));
  await form.getByLabel('To, UTC').fill(at(5 * 60_000));
  await expect(form).toContainText('It is not after the beginning');
  await expect(form.getByRole('button', { name: 'Plan it' })).toBeDisabled();
  await form.getByLabel('To, UTC').fill(at(3_600_000));
  await form.getByRole('button', { name: 'Plan it' }).click();

  // It begins in ten minutes: they are moved away fifteen before.
  const side = page.getByRole('complementary', { name: 'Maintenance: Splicing in manhole 12' });
  await expect(side).toContainText('1 of 1 connection moved away');
  await expect(side.getByRole('listitem').filter({ hasText: 'WIN-1' })).toContainText('away');
  await side.getByRole('link', { name: 'Change' }).click();
  const change = page.getByRole('complementary', { name: 'Change Splicing in manhole 12' });
  await expect(change.getByLabel('From, UTC')).toBeDisabled();
  await change.getByLabel('What is done').fill('Splicing in manhole 13');
  await change.getByRole('button', { name: 'Change it' }).click();
  const changed = page.getByRole('complementary', { name: 'Maintenance: Splicing in manhole 13' });
  await changed.getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('dialog').getByLabel('Why, for the history').fill('the crew has left');
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(changed).toContainText('1 of 1 connection returned');

  await page.getByRole('tab', { name: 'Hand-over' }).click();
  await expect(page.getByLabel('Hand-over report')).toContainText('Splicing in manhole 13');
  await page.getByRole('link', { name: 'Print' }).click();
  await expect(page.getByText('Splicing in manhole 13')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the console' }).click();
  await expect(page.getByRole('tab', { name: 'Hand-over' })).toHaveAttribute('aria-selected', 'true');
});

test('maintenance that would cut a connection is planned only when that was said, and says so while it is to come', async ({
  page,
  console: desk,
  place,
}) => {
  await order(place, { order: 'CUT-1', a: 'PIT', z: 'CLE', limit: '2ms' });
  await desk.go('#/recovery?tab=maintenance');
  await page.getByRole('button', { name: 'Plan a window' }).first().click();
  const form = page.getByRole('complementary', { name: 'Plan a maintenance window' });
  await form.getByRole('combobox', { name: 'What is worked on' }).fill('duct cle-pit');
  await page.getByRole('option', { name: /Duct CLE-PIT/ }).click();
  await form.getByLabel('What is done').fill('A pole is replaced');
  await expect(form.getByRole('listitem').filter({ hasText: 'CUT-1' })).toContainText('no other way');
  await form.getByRole('button', { name: 'Plan it' }).click();
  const question = page.getByRole('dialog', { name: /^It would cut \d+.connections?$/ });
  await expect(question).toContainText('CUT-1');
  await question.getByRole('button', { name: 'Do not plan it' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('complementary', { name: /^Maintenance: A pole/ })).toBeHidden();
  await form.getByRole('button', { name: 'Plan it' }).click();
  await question.getByRole('button', { name: /^Plan it, cut \d+$/ }).click();

  const side = page.getByRole('complementary', { name: 'Maintenance: A pole is replaced' });
  await expect(side).toContainText(/Begins\s*in /);
  await expect(side).toContainText(/moved away 15 minutes before it begins, \d+ could not be, as previewed/);
  await expect(side.getByRole('listitem').filter({ hasText: 'CUT-1' })).toContainText('no other way');
  await expect(page.getByRole('grid', { name: 'Maintenance windows' })).toContainText(/\d+ could not be, as previewed/);
});
