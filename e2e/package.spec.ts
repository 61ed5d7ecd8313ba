import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { preview } from 'vite';
import { decodePng } from '../src/image/decodePng.ts';
import type * as Package from '../src/package/browser.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = join(ROOT, 'public/samples/kettle');
const photo = join(EXAMPLE, 'rgb.jpg');
const depth = join(EXAMPLE, 'depth.png');
/** Promised for maps everywhere. */
const TOLERANCE = 2e-3;

// Packing alone takes minutes on a machine that is busy, and is done once for all of them.
test.describe.configure({ timeout: 600_000, mode: 'default' });

let folder = '';

function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8' });
}

/** What the command line makes of the same files. */
function reference(...files: readonly string[]): Float32Array {
  const out = join(folder, 'reference.f32');
  const script = join(ROOT, 'e2e/package/reference.ts');
  run(process.execPath, ['--import', 'tsx', script, out, ...files], ROOT);
  return floats(readFileSync(out));
}

function floats({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

function largestDifference(a: ArrayLike<number>, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return b.reduce((most, value, i) => Math.max(most, Math.abs(value - a[i]!)), 0);
}

// One tarball, installed once into an empty folder, without a network.
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ucnet-package-'));
  run('npm', ['pack', '--silent', '--pack-destination', folder], ROOT);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', './uc-net-web-0.1.0.tgz']);
  for (const name of ['look.mjs', 'page.html']) {
    copyFileSync(join(ROOT, 'examples', name), join(folder, name));
  }
});

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('needs no other package', () => {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: object;
  };
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/uc-net-web']);
});

test('the script of examples/ gives the map of the command line, in Node', () => {
  expect(run(process.execPath, ['look.mjs', photo, depth])).toMatch(/^ucnet-lite1 on wasm: /);
  const consensus = floats(readFileSync(join(folder, 'consensus.f32')));
  expect(largestDifference(consensus, reference(photo, depth))).toBeLessThanOrEqual(TOLERANCE);
  const { height, width, channels } = decodePng(readFileSync(join(folder, 'cut-out.png')), 'it');
  expect([height, width, channels]).toEqual([480, 640, 4]);
});

/** Serves the folder while something is done with it. */
async function withServer(use: (address: string) => Promise<void>): Promise<void> {
  const server = await preview({
    configFile: false,
    root: folder,
    build: { outDir: '.' },
    preview: { port: 0 },
    logLevel: 'silent',
  });
  try {
    await use(server.resolvedUrls!.local[0]!);
  } finally {
    await server.close();
  }
}

test('the page of examples/ gives the map of the command line, in a browser', async ({ page }) => {
  await withServer(async (address) => {
    await page.goto(`${address}page.html`);
    await page.locator('input:enabled').setInputFiles(photo);
    await expect(page.locator('img')).toHaveJSProperty('naturalWidth', 640);
    const consensus = await page.evaluate(() => {
      const { look } = globalThis as unknown as { look: { consensus: { data: Float32Array } } };
      return [...look.consensus.data];
    });
    expect(largestDifference(consensus, reference(photo))).toBeLessThanOrEqual(TOLERANCE);
  });
});

test('gives the same map on WebGPU', async ({ page }) => {
  await withServer(async (address) => {
    await page.goto(`${address}page.html`);
    const look = await page.evaluate(
      async (bytes) => {
        // Found by the page's import map.
        const name = 'uc-net-web';
        const { loadUcNet } = (await import(name)) as typeof Package;
        const network = await loadUcNet({ backend: 'webgpu' });
        const { backend, consensus } = await network.look(Uint8Array.from(bytes));
        network.dispose();
        return { backend: backend.name, consensus: [...consensus.data] };
      },
      [...readFileSync(photo)],
    );
    expect(look.backend).toBe('webgpu');
    expect(largestDifference(look.consensus, reference(photo))).toBeLessThanOrEqual(TOLERANCE);
  });
});
