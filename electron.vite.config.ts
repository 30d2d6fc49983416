import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The console: what runs in a window. The programs for Node are built by vite.config.ts. */
export default defineConfig({
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: { outDir: 'out/renderer', emptyOutDir: true, target: 'es2023', rolldownOptions: { input: resolve('renderer/index.html') } },
  },
});
