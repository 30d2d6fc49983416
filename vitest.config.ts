import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bench,core,cli,lab,simulation,renderer,shell,server,electron,scripts}/**/*.test.ts'],
    // Tests that start a process run the built programs; this builds them once.
    globalSetup: 'build-programs.config.ts',
    // Generous, for machines that are busy: what has to be quick is measured elsewhere.
    testTimeout: 40_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
