import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { leanTfjsPlugin } from './leanTfjsPlugin.ts';

const root = createRequire(import.meta.url).resolve('@tensorflow/tfjs-core/package.json');
const INDEX = 'tfjs-core/dist/index.js';
const PLATFORM = 'tfjs-core/dist/platforms/platform_browser.js';
const WASM = 'tfjs-backend-wasm/dist/backend_wasm.js';

/** A file of the installed tfjs. */
function installed(file: string): string {
  return readFileSync(new URL(`../${file}`, `file://${root}`), 'utf8');
}

/** What becomes of a file in the build; a failed build throws. */
function lean(file: string, code: string): string {
  const { transform } = leanTfjsPlugin();
  const context = {
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const result = (transform as (this: unknown, code: string, id: string) => { code: string }).call(
    context,
    code,
    `/node_modules/@tensorflow/${file}`,
  );
  return result.code;
}

describe('of the installed tfjs, a bundle', () => {
  it('registers no optimizers', () => {
    expect(lean(INDEX, installed(INDEX))).not.toMatch(/^registerOptimizers\(\)/m);
  });

  it('registers no stores, and keeps the platform', () => {
    const [code] = lean(PLATFORM, installed(PLATFORM)).split('//# sourceMappingURL');
    expect(code).not.toContain('registerManager');
    expect(code).toContain('new PlatformBrowser()');
  });

  it('imports the loader that runs, and no other', () => {
    const code = lean(WASM, installed(WASM));
    expect(code).not.toMatch(/^import \* as wasmFactory/m);
    expect(code).toMatch(/await import\('[^']*tfjs-backend-wasm-threaded-simd\.js'\)/);
    expect(code).toMatch(/await import\('[^']*tfjs-backend-wasm\.js'\)/);
    expect(code).toContain('import { wasmWorkerContents }');
  });
});

describe('the build fails', () => {
  it.each([
    ['the call that registers optimizers', INDEX, 'registerOptimizers();', 'registerAll();'],
    [
      'one of the two stores',
      PLATFORM,
      'registerManager(BrowserIndexedDB',
      'add(BrowserIndexedDB}',
    ],
    ['the imports of the loaders', WASM, 'import * as wasmFactory_import', 'import wasmFactory'],
    ['the place where a loader is chosen', WASM, 'const factoryConfig', 'const config'],
  ])('where tfjs changed %s', (_, file, text, other) => {
    const code = installed(file);
    expect(code).toContain(text);
    expect(() => lean(file, code.replace(text, other))).toThrow(`tfjs changed`);
  });
});
