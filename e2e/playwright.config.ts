import { defineConfig } from '@playwright/test';
import type { StoryOptions } from './console/story';

/** Each story in every shell that the machine has; see README.md. */
export default defineConfig<StoryOptions>({
  testDir: '.',
  outputDir: '../out/e2e',
  globalSetup: './console/set-up.ts',
  reporter: [['list'], ['./console/say-what-ran.ts']],
  // A console, its host, a browser, and a lab of six processes each.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: 'web', use: { shell: 'web' }, testIgnore: 'desktop/**' },
    { name: 'desktop', use: { shell: 'desktop' }, testIgnore: 'web/**' },
  ],
});
