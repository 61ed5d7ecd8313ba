import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CDPSession, chromium } from '@playwright/test';
import { build } from 'vite';
import { CANVAS_FLAGS } from '../../e2e/launch.ts';
import { chromiumNeeded } from '../../scripts/chromium.mjs';
import { wasmThreadsPlugin } from '../../scripts/wasmThreadsPlugin.ts';
import { modelFolder } from '../../src/model/testing/modelFolder.ts';
import { awaitAdapter } from './awaitAdapter.ts';
import { writeInput } from './inputFiles.ts';
import { serve } from './server.ts';

const SOFTWARE_FLAGS = ['--use-webgpu-adapter=swiftshader'];
const FLAGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-features=Vulkan'];
/** What a machine's driver wants besides, separated by spaces. */
export const DRIVER_FLAGS = (process.env.CHROMIUM_FLAGS ?? '')
  .split(' ')
  .filter((flag) => flag !== '');

/** What ONNX Runtime finds its WebAssembly beside: files that the server serves as they are. */
const SERVED_MODULES = {
  'onnxruntime-web/webgpu': '/ort/ort.webgpu.min.mjs',
  'onnxruntime-web/wasm': '/ort/ort.wasm.min.mjs',
} as const;

/** The methods that a page's module offers as `globalThis.bench`. */
type Remote<Api> = Record<keyof Api, (...values: never[]) => Promise<unknown>>;

/** A page in a real Chromium that holds a benchmark's module. */
export interface BenchPage<Api extends Remote<Api>> {
  readonly browserVersion: string;
  /** The name of the WebGPU adapter that engines get. */
  readonly adapter: string;
  /** Chromium's own tools for this page. */
  readonly devtools: CDPSession;
  call<Name extends keyof Api & string>(
    name: Name,
    ...values: Parameters<Api[Name]>
  ): ReturnType<Api[Name]>;
}

export interface BenchPageOptions {
  /** The page's module, which sets `globalThis.bench`. */
  readonly entry: string;
  /** Whether to take the machine's GPU rather than the software adapter. */
  readonly gpu: boolean;
  /** Whether what WebGPU draws is to be seen, which takes more of a software adapter. */
  readonly canvas?: boolean;
  /** Folders that are served besides, by the first segment of the address. */
  readonly folders?: Readonly<Record<string, string>>;
}

async function bundle(entry: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [wasmThreadsPlugin()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: false, // so that a profile has names
      target: 'es2022',
      rollupOptions: {
        external: Object.keys(SERVED_MODULES),
        output: { paths: SERVED_MODULES },
      },
      lib: { entry, formats: ['es'], fileName: 'page' },
    },
  });
}

/**
 * Opens a cross-origin isolated page with the shipped network at `/model/` and the benchmark's photo at `/input/`,
 * and closes everything when the work is done.
 *
 * @throws Error when there is no model, no Chromium or no WebGPU adapter
 */
export async function withBenchPage<Api extends Remote<Api>>(
  { entry, gpu, canvas = false, folders = {} }: BenchPageOptions,
  work: (page: BenchPage<Api>) => Promise<void>,
): Promise<void> {
  if (!existsSync(join(modelFolder, 'weights.safetensors'))) {
    throw new Error(`${modelFolder} holds no model: export one there or set UCNET_MODEL_DIR.`);
  }
  const executablePath = chromiumNeeded();
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-bench-'));
  try {
    await bundle(entry, folder);
    await writeInput(join(folder, 'input'));
    const { server, origin } = await serve(folder, { ...folders, model: modelFolder });
    const browser = await chromium.launch({
      executablePath,
      args: [
        ...FLAGS,
        ...(gpu ? DRIVER_FLAGS : SOFTWARE_FLAGS),
        ...(canvas && !gpu ? CANVAS_FLAGS : []),
      ],
    });
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
      page.on('requestfailed', (request) => console.error(`Not loaded: ${request.url()}`));
      await page.goto(origin);
      const ready = () => page.waitForFunction(() => 'bench' in globalThis);
      await ready();
      const adapter = await awaitAdapter(page, ready);
      if (adapter === null) throw new Error('The browser offers no WebGPU adapter.');
      await work({
        browserVersion: browser.version(),
        adapter,
        devtools: await page.context().newCDPSession(page),
        call: (name, ...values) =>
          page.evaluate(
            `globalThis.bench[${JSON.stringify(name)}](...${JSON.stringify(values)})`,
          ) as ReturnType<Api[typeof name]>,
      });
    } finally {
      await browser.close();
      server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
