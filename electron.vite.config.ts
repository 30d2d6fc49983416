import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The console: what runs in a window. The programs for Node are built by vite.config.ts. */
export default defineConfig({
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    // Fonts and pictures stay files: the pages' policy allows no others.
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2023',
      rolldownOptions: { input: resolve('renderer/index.html') },
    },
  },
});
