import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Electron loads a sandboxed preload, and the app out of an archive, as CommonJS only. Node 20, since the stand-in of the end-to-end tests runs it.
const desktop = { outDir: 'out/desktop', emptyOutDir: false, target: 'node20', sourcemap: true } as const;

/** The console: what runs in a window, and the desktop shell around it. The programs for Node are built by vite.config.ts. */
export default defineConfig({
  main: {
    publicDir: false,
    build: {
      ...desktop,
      rolldownOptions: { input: { main: resolve('electron/main/main.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  preload: {
    publicDir: false,
    build: {
      ...desktop,
      rolldownOptions: {
        input: { preload: resolve('electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    // Fonts and pictures stay files: the pages' policy allows no others.
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      // electron-vite leaves it out by itself.
      minify: true,
      // Screens are loaded when they are shown; what the first one needs is checked against its limit (server/first-load.test.ts).
      chunkSizeWarningLimit: 2_000,
      assetsInlineLimit: 0,
      target: 'es2023',
      rolldownOptions: { input: resolve('renderer/index.html') },
    },
  },
});
