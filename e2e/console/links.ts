import { expect, type Page } from '@playwright/test';

/** Until the console says of every carrier of the lab that its link is up: before, no order can name one. */
export async function linksAreUp(page: Page): Promise<void> {
  const links = page.getByRole('contentinfo', { name: 'Status' }).getByRole('link');
  for (const name of ['Alder', 'Borealis', 'Cinder', 'Dunmore'])
    await expect(links.filter({ hasText: name })).toHaveAttribute('title', /: link up\b/);
}
