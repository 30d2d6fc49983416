import { defineConfig } from '@playwright/test';
import { desktopRuntime } from './console/machine';
import type { StoryOptions } from './console/story';

/** Each story in every shell that the machine has; see README.md. */
export default defineConfig<StoryOptions>({
  testDir: '.',
  outputDir: '../out/e2e',
  globalSetup: './console/set-up.ts',
  reporter: [['list'], ['./console/say-what-ran.ts']],
  // A console, its host, a browser, and a lab of six processes each; most of the time they wait for one another.
  workers: 2,
  // Generous, for machines that are busy; what fails once there is tried once more, and named flaky in the report.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  retries: process.env['CI'] === undefined ? 0 : 1,
  projects: [
    { name: 'web', use: { shell: 'web' }, testIgnore: 'desktop/**' },
    // The stand-in shows the same page in the same browser as `web`: what only the page and the host do is not told twice.
    { name: 'desktop', use: { shell: 'desktop' }, testIgnore: ['web/**', ...(desktopRuntime().kind === 'stand-in' ? ['page/**'] : [])] },
  ],
});
