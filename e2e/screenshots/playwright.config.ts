import { defineConfig } from '@playwright/test';
import type { StoryOptions } from '../console/story';

/** `npm run screenshots`: the guide's pictures, of a practice network in a telling state. */
export default defineConfig<StoryOptions>({
  testDir: '.',
  testMatch: 'take-screenshots.ts',
  outputDir: '../../out/screenshots',
  globalSetup: '../console/set-up.ts',
  reporter: 'list',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 60_000 },
  projects: [{ name: 'web', use: { shell: 'web' } }],
});
