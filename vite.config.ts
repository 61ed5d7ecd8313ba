import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { wasmThreadsPlugin } from './scripts/wasmThreadsPlugin.ts';

/** A cross-origin isolated page may use threads; any host that sends these headers gets them too. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

// A relative base makes the built site work from any sub-path of any static host.
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es', plugins: () => [wasmThreadsPlugin()] },
  server: { headers },
  preview: { headers },
  build: { target: 'es2022', sourcemap: false },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
