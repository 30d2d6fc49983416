import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{core,cli,lab,simulation}/**/*.test.ts'],
    // Tests that start a process run the built programs; this builds them once.
    globalSetup: 'build-programs.config.ts',
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
