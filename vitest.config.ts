import { defineConfig } from 'vitest/config';

/** They change what all modules of a process share. */
const alone = ['core/store/sqljs-elsewhere.test.ts', 'renderer/app/preferences.test.ts', 'renderer/client/before-next-picture.test.ts'];

// Generous, for machines that are busy: what has to be quick is measured elsewhere.
const patience = { testTimeout: 40_000, expect: { poll: { timeout: 15_000 } } } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...patience,
          name: 'together',
          include: ['{bench,core,cli,lab,simulation,renderer,shell,server,electron,scripts}/**/*.test.ts'],
          exclude: [...alone, '**/node_modules/**'],
          // To start a process for each file, and load all that it needs again, would take as long as a tenth of the tests.
          isolate: false,
          // Whose colours are measured: any other style sheet is left empty.
          css: { include: [/tokens\.css/] },
          // Tests that start a process run the built programs; this builds them once.
          globalSetup: 'build-programs.config.ts',
        },
      },
      { test: { ...patience, name: 'alone', include: alone } },
    ],
  },
});
