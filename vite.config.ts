import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { contentPolicy, contentPolicyPlugin, PERMISSIONS_POLICY } from './scripts/contentPolicy.ts';
import { leanTfjsPlugin } from './scripts/leanTfjsPlugin.ts';
import { wasmThreadsPlugin } from './scripts/wasmThreadsPlugin.ts';
import { workerEntryPlugin } from './scripts/workerEntryPlugin.ts';
import { ISOLATION_HEADERS } from './src/isolationHeaders.ts';

const html = readFileSync(new URL('index.html', import.meta.url), 'utf8');

/** The built page is served as a strict host would: its workers, too, talk to this site alone. */
const strictHeaders = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': contentPolicy(html, { threads: true }),
  'Permissions-Policy': PERMISSIONS_POLICY,
};

// Where the built page will be, with a slash at the end: pictures of shared links need whole addresses.
process.env['VITE_SITE'] ??= './';

/**
 * The page for visits without a network: all of its parts and samples. The weights of models are not among them, because
 * the worker keeps those that were used; descriptions of models are, so that they are those of this version.
 */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: null,
  manifest: false,
  strategies: 'injectManifest',
  srcDir: 'src',
  filename: 'sw.ts',
  injectManifest: {
    globPatterns: ['**/*.{html,js,css,wasm,svg,webmanifest,json}', 'icon-*.png', 'samples/**/*'],
    // Decoders of rare files are loaded when such a file is opened.
    globIgnores: [
      '**/*.md',
      '**/{decodeHeif,avif_dec,jxl_dec,jxl_oxide_wasm_bg,lerc,LercDecode,zstd}-*',
    ],
    maximumFileSizeToCacheInBytes: 8_000_000,
  },
});

// A relative base makes the built site work from any sub-path of any static host.
export default defineConfig({
  base: './',
  plugins: [react(), contentPolicyPlugin(), offline],
  worker: {
    format: 'es',
    plugins: () => [leanTfjsPlugin(), wasmThreadsPlugin(), workerEntryPlugin(/browserWorker/)],
  },
  // Any host that sends these headers gives the page threads.
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: strictHeaders },
  build: { target: 'es2022', sourcemap: false },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    // On a machine that is busy with something else, a test of the command line takes minutes.
    testTimeout: 180_000,
    // By default it leaves a core alone: one of two, on a small machine.
    maxWorkers: '100%',
  },
});
