import { expect } from '../console/story';
import { goOn, type Tour } from './tour';

/** The busiest duct of the practice network is cut while recovery is paused, and an operator moves what it hit, as "Getting started" has it. */
export async function recover({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/recovery');
  await page.getByRole('button', { name: 'Pause recovery everywhere' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('textbox').fill('an exercise');
  await stop('recovery-pause');
  await question.getByRole('button', { name: 'Pause it' }).click();
  await console.go('#/practise');
  await page.getByRole('button', { name: 'Cut the busiest duct' }).click();
  const strip = page.getByRole('alert').filter({ hasText: 'Critical' });
  await strip.getByRole('button', { name: /^Recover \d/ }).click();
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByText('You have it.')).toBeVisible();
  await stop('recover-what');
  await goOn(page, 'Whom it hits');
  const hits = page.getByRole('grid', { name: 'Connections hit' });
  await expect(hits.getByRole('row', { name: /waits for you/ }).first()).toBeVisible();
  await stop('recover-whom');
  await goOn(page, 'Alternatives');
  await expect(page.getByRole('radiogroup', { name: /^Alternatives of/ })).toContainText('Old route');
  // Some may have none within their limit, which is told once it has been looked for.
  await expect(async () => {
    await hits
      .getByRole('row', { name: /as the engine proposes/ })
      .first()
      .click({ timeout: 2_000 });
    await expect(page.getByRole('radiogroup', { name: /^Alternatives of/ })).toContainText('engine proposes', { timeout: 2_000 });
  }).toPass();
  await stop('recover-alternatives');
  await goOn(page, /^Review \d+ moves?$/);
  await expect(page.getByRole('table', { name: 'Moves' })).toBeVisible();
  await page.getByLabel('Why, for the history').fill('the duct is cut');
  await stop('recover-review');
  await goOn(page, /^Move \d+$/);
  await expect(page.getByText(/[1-9]\d* of \d+ moves done/)).toBeVisible();
  await expect(page.getByRole('group', { name: 'Going on' }).getByRole('button', { name: 'Keep or revert' })).toBeEnabled();
  await stop('recover-progress');
  await goOn(page, 'Keep or revert');
  await stop('recover-keep');
}

/** What Recovery has beside the impairments, while something is broken and recovery goes on. */
export async function planAhead({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/recovery');
  await page.getByRole('button', { name: 'Resume recovery everywhere' }).click();
  const question = page.getByRole('dialog');
  await question.getByRole('textbox').fill('the exercise goes on');
  await question.getByRole('button', { name: 'Resume it' }).click();
  await expect(page.getByRole('button', { name: 'Pause recovery everywhere' })).toBeVisible();
  await console.go('#/recovery?tab=storm');
  await expect(page.getByRole('tabpanel').or(page.getByRole('main')).first()).toContainText(/restored|Nothing/i);
  await stop('recovery-restoration');
  await console.go('#/recovery?tab=what-if');
  await page.getByRole('combobox', { name: 'What fails, all together' }).fill('paris');
  await page.getByRole('option', { name: /Paris/ }).first().click();
  await expect(page.getByRole('status').filter({ hasText: /connections? hit|hits? nobody/ })).toBeVisible();
  await stop('what-if');
  await console.go('#/recovery?tab=maintenance');
  await page.getByRole('button', { name: 'Plan a window' }).first().click();
  const form = page.getByRole('complementary', { name: 'Plan a maintenance window' });
  await form.getByRole('combobox', { name: 'What is worked on' }).fill('paris');
  await page.getByRole('option', { name: /Paris/ }).first().click();
  await form.getByLabel('What is done').fill('Splicing in manhole 12');
  await stop('maintenance-plan');
  await form.getByRole('button', { name: 'Plan it' }).click();
  // What begins or ends there cannot be moved away.
  const cut = page.getByRole('dialog', { name: /^It would cut/ });
  await expect(cut).toBeVisible();
  await stop('maintenance-question');
  await cut.getByRole('button', { name: /^Plan it, cut/ }).click();
  await expect(page.getByRole('complementary', { name: 'Maintenance: Splicing in manhole 12' })).toBeVisible();
  await stop('maintenance');
  await console.go('#/recovery?tab=flaps');
  await stop('flapping');
  await console.go('#/recovery?tab=hand-over');
  await expect(page.getByLabel('Hand-over report')).toContainText('Splicing in manhole 12');
  await stop('hand-over');
}

/** What was broken is whole again, and nothing asks for anybody. */
export async function repair({ page, console, stop }: Tour): Promise<void> {
  await console.go('#/practise');
  await page.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Critical' })).toHaveCount(0);
  await expect(page.getByText(/Nothing is broken now/)).toBeVisible();
  await stop('practise');
}
