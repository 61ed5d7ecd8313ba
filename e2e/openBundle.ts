import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { wasmThreadsPlugin } from '../scripts/wasmThreadsPlugin.ts';

/** Never reached: every request is answered here. A local address, because WebGPU wants one it trusts. */
const ORIGIN = 'http://localhost:4198/';

const WASM_FOLDER = dirname(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'),
);

/** Bundles by their entry: most tests of a file open the same one. */
const bundles = new Map<string, Promise<string>>();

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    plugins: [wasmThreadsPlugin()],
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'page' },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) throw new Error('Vite gave no bundle.');
  return output.output[0].code;
}

/**
 * Opens an empty page that runs the module `entry` and waits until it has set the global `name`.
 *
 * @param files path of the file that the page finds as `files/NAME`
 * @param headers of the page
 */
export async function openBundle(
  page: Page,
  entry: string,
  name: string,
  files?: (name: string) => string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (!bundles.has(entry)) bundles.set(entry, bundle(entry));
  const script = await bundles.get(entry)!;
  await page.route(`${ORIGIN}**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (files !== undefined && path.startsWith('/files/')) {
      return route.fulfill({ path: files(path.slice('/files/'.length)) });
    }
    if (path.endsWith('.wasm')) return route.fulfill({ path: join(WASM_FOLDER, basename(path)) });
    return route.fulfill({
      headers,
      contentType: 'text/html',
      body: '<!doctype html><title>Test</title><script type="module" src="page.js"></script>',
    });
  });
  await page.goto(ORIGIN);
  await page.waitForFunction((global) => global in globalThis, name);
}
