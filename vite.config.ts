import { defineConfig } from 'vite';

/** Node programs, each an entry of its own; the libraries stay in node_modules. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'out/main',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        longlines: 'cli/longlines/main.ts',
        demo: 'cli/demo/main.ts',
        lab: 'lab/control/main.ts',
        simulate: 'simulation/main.ts',
        'bench-blocks': 'bench/blocks/main.ts',
        'bench-candidates': 'bench/ui/candidates.ts',
        'bench-circuits': 'bench/circuits.ts',
        'bench-history': 'bench/history.ts',
        'bench-scale': 'bench/scale/main.ts',
        'bench-scale-row': 'bench/scale/row.ts',
        'bench-start': 'bench/start/main.ts',
        'bench-start-host': 'bench/start/host.ts',
        'bench-start-fill': 'bench/start/fill.ts',
        'bench-orders': 'bench/orders/main.ts',
        'bench-routing': 'bench/routing/main.ts',
        'bench-routing-npm': 'bench/routing/peers/npm.ts',
        'bench-routing-ours': 'bench/routing/ours/main.ts',
        'bench-tl1': 'bench/tl1-parser.ts',
        'bench-ui': 'bench/ui/main.ts',
        'bench-ui-host': 'bench/ui/host/main.ts',
        'carrier-manager': 'lab/carrier/main.ts',
        switch: 'lab/switch/main.ts',
        'store-writer': 'core/store/testing/store-writer.ts',
        'history-writer': 'core/store/testing/history-writer.ts',
        'engine-process': 'core/host/testing/engine-process.ts',
        'electron-standin': 'e2e/standin/main.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
