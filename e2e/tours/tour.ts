import type { Locator, Page } from '@playwright/test';
import type { Place } from '../console/place';
import type { RunningConsole } from '../console/run-console';

/** What a tour goes through, and whom it stops for: a picture is taken there, or the page is judged. */
export interface Tour {
  readonly page: Page;
  readonly console: RunningConsole;
  readonly place: Place;
  /** All of it stands there; `name` is the step's own, such as `connect-offer`. */
  readonly stop: (name: string) => Promise<void>;
}

/** The button of the wizard's foot that goes on, by the step to come. */
export const goOn = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('group', { name: 'Going on' }).getByRole('button', { name }).click();

export const panel = (page: Page, title: string): Locator =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
