import type { Page } from '@playwright/test';
import { build } from 'vite';

/** Never reached: every request is answered here. A local address, because WebGPU wants one it trusts. */
const ORIGIN = 'http://localhost:4198/';

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
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

/** Opens an empty page that runs the module `entry` and waits until it has set the global `name`. */
export async function openBundle(page: Page, entry: string, name: string): Promise<void> {
  const script = await bundle(entry);
  await page.route(`${ORIGIN}**`, async (route) =>
    route.request().url().endsWith('page.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Kernels</title><script type="module" src="page.js"></script>',
        }),
  );
  await page.goto(ORIGIN);
  await page.waitForFunction((global) => global in globalThis, name);
}
