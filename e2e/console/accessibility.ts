import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';

/** What axe-core finds serious or critical on the page as it is: its rule, and where. Only contrast depends on the theme. */
export async function seriousProblems(page: Page, { onlyContrast = false } = {}): Promise<readonly string[]> {
  // By the debugger, which the page's content security policy does not bind.
  await page.evaluate(`window.axe ?? (() => { ${axe.source} })()`);
  // What is half faded has a contrast of its own; what goes on for ever is not waited for.
  await page.evaluate(() => {
    const passing = document.getAnimations().filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    return Promise.allSettled(passing.map(({ finished }) => finished)).then(() => undefined);
  });
  const { violations } = await page.evaluate(
    async (rules): Promise<Pick<AxeResults, 'violations'>> => {
      const { axe: here } = window as unknown as { axe: typeof axe };
      return here.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: [...rules] } }) });
    },
    onlyContrast ? ['color-contrast'] : null,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, html, any }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    );
}
