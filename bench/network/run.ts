import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { Command } from 'commander';
import { build } from 'vite';
import { findChromium } from '../../scripts/chromium.mjs';
import { wasmThreadsPlugin } from '../../scripts/wasmThreadsPlugin.ts';
import { modelFolder } from '../../src/model/testing/modelFolder.ts';
import { ENGINE_NAMES, type EngineName, type Step, STEPS } from './engine.ts';
import type { BenchPage } from './page.ts';
import { browserProcessorTime } from './processorTime.ts';
import { serve } from './server.ts';

/**
 * Runs the same network and input by every engine in one real Chromium, one after the other in every round,
 * and prints how long each took and how that compares with ours.
 */
interface Options {
  readonly engines: string;
  readonly rounds: string;
  readonly onnx?: string;
  readonly json?: string;
  readonly gpu?: boolean;
}

interface Measurement {
  readonly milliseconds: number;
  readonly processorMs: number | null;
}

/** First and best of the repeated runs of each step. */
interface EngineResult {
  name: EngineName;
  error?: string;
  load?: Measurement;
  first: Partial<Record<Step, Measurement>>;
  best: Partial<Record<Step, Measurement>>;
  values: Partial<Record<Step, number>>;
  gpuBytes: number | null;
}

const SOFTWARE_FLAGS = ['--use-webgpu-adapter=swiftshader'];
const FLAGS = ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-features=Vulkan'];

async function bundlePage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [wasmThreadsPlugin()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: {
        // ONNX Runtime finds its WebAssembly beside its own file, which the server serves as it is.
        external: ['onnxruntime-web/webgpu'],
        output: { paths: { 'onnxruntime-web/webgpu': '/ort/ort.webgpu.min.mjs' } },
      },
      lib: {
        entry: fileURLToPath(new URL('page.ts', import.meta.url)),
        formats: ['es'],
        fileName: 'page',
      },
    },
  });
}

async function measure<Result>(
  work: () => Promise<Result>,
): Promise<Measurement & { result: Result }> {
  const before = browserProcessorTime();
  const start = performance.now();
  const result = await work();
  const milliseconds = performance.now() - start;
  const after = browserProcessorTime();
  return {
    result,
    milliseconds,
    processorMs: before === null || after === null ? null : after - before,
  };
}

function onPage<Result>(
  page: Page,
  work: (bench: BenchPage, [name, step]: [EngineName, Step]) => Promise<Result>,
  name: EngineName,
  step: Step = 'setImage',
): Promise<Result> {
  return page.evaluate(
    `(${work.toString()})(globalThis.bench, ${JSON.stringify([name, step])})`,
  ) as Promise<Result>;
}

async function runStep(page: Page, engine: EngineResult, step: Step): Promise<void> {
  const { result, milliseconds, processorMs } = await measure(() =>
    onPage(page, (bench, [name, which]) => bench.step(name, which), engine.name, step),
  );
  const measurement = { milliseconds, processorMs };
  engine.values[step] = result.value;
  console.error(`${engine.name} ${step}: ${Math.round(cost(measurement))} ms`);
  if (engine.first[step] === undefined) {
    engine.first[step] = measurement;
    return;
  }
  const best = engine.best[step];
  if (best === undefined || cost(measurement) < cost(best)) engine.best[step] = measurement;
}

function cost({ milliseconds, processorMs }: Measurement): number {
  return processorMs ?? milliseconds;
}

async function runAll(
  page: Page,
  names: readonly EngineName[],
  rounds: number,
): Promise<EngineResult[]> {
  const results = names.map((name): EngineResult => ({
    name,
    first: {},
    best: {},
    values: {},
    gpuBytes: null,
  }));
  for (const engine of results) {
    await guarded(engine, async () => {
      const { milliseconds, processorMs } = await measure(() =>
        onPage(page, (bench, [name]) => bench.start(name), engine.name),
      );
      engine.load = { milliseconds, processorMs };
    });
  }
  for (let round = 0; round <= rounds; round++) {
    for (const engine of results) {
      for (const step of STEPS) await guarded(engine, () => runStep(page, engine, step));
    }
  }
  for (const engine of results) {
    await guarded(engine, async () => {
      engine.gpuBytes = await onPage(page, (bench, [name]) => bench.gpuBytes(name), engine.name);
    });
  }
  return results;
}

/** An engine that fails is left out from then on, and the table says why. */
async function guarded(engine: EngineResult, work: () => Promise<void>): Promise<void> {
  if (engine.error !== undefined) return;
  try {
    await work();
  } catch (error) {
    engine.error = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  }
}

function table(results: readonly EngineResult[]): Record<string, string | number>[] {
  const ours = results.find(({ name }) => name === 'ours');
  return results.map((engine) => {
    if (engine.error !== undefined) return { engine: engine.name, 'does not run': engine.error };
    const row: Record<string, string | number> = { engine: engine.name };
    const add = (title: string, value: Measurement | undefined, reference?: Measurement) => {
      if (value === undefined) return;
      row[`${title} ms`] = Math.round(cost(value));
      if (reference !== undefined)
        row[`${title} ÷ ours`] = (cost(value) / cost(reference)).toFixed(2);
    };
    add('first image', engine.first.setImage, ours?.first.setImage);
    for (const step of STEPS) add(step, engine.best[step], ours?.best[step]);
    const whole = engine.best.setImage;
    for (const step of ['sample', 'samplesAndConsensus'] as const) {
      const part = engine.best[step];
      if (whole && part)
        row[`${step} share`] = `${((100 * cost(part)) / cost(whole)).toFixed(1)} %`;
    }
    if (engine.gpuBytes !== null) row['GPU MB'] = Math.round(engine.gpuBytes / 1e6);
    return row;
  });
}

async function main(options: Options): Promise<void> {
  const wanted = options.engines.split(',');
  const unknown = wanted.filter((name) => !(ENGINE_NAMES as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown engines ${unknown.join(', ')}: choose from ${ENGINE_NAMES.join(', ')}.`,
    );
  }
  const names = ENGINE_NAMES.filter((name) => wanted.includes(name)).filter((name) => {
    const isMissing = name.startsWith('ort') && options.onnx === undefined;
    if (isMissing) console.error(`${name} is left out: --onnx names the folder of the ONNX files.`);
    return !isMissing;
  });
  if (!existsSync(join(modelFolder, 'weights.safetensors'))) {
    throw new Error(`${modelFolder} holds no model: export one there or set UCNET_MODEL_DIR.`);
  }
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('No Chromium is installed: set CHROMIUM_PATH.');
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-bench-'));
  await bundlePage(folder);
  const { server, origin } = await serve(folder, {
    model: modelFolder,
    onnx: options.onnx ?? folder,
  });
  const browser = await chromium.launch({
    executablePath,
    args: [...FLAGS, ...(options.gpu ? [] : SOFTWARE_FLAGS)],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`));
    page.on('requestfailed', (request) => console.error(`Not loaded: ${request.url()}`));
    await page.goto(origin);
    await page.waitForFunction(() => 'bench' in globalThis);
    const adapter = (await page.evaluate('globalThis.bench.adapter()')) as string;
    const results = await runAll(page, names, Number(options.rounds));
    const unit = browserProcessorTime() === null || options.gpu ? 'clock' : 'processor';
    console.log(`Adapter: ${adapter}. Best of ${options.rounds} rounds, ${unit} time.`);
    console.table(table(results));
    if (options.json !== undefined) {
      await writeFile(options.json, `${JSON.stringify({ adapter, unit, results }, null, 2)}\n`);
    }
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}

const program = new Command('bench')
  .description('Compares ways to run the network in a browser.')
  .option('--engines <names>', 'comma-separated', ENGINE_NAMES.join(','))
  .option('--rounds <count>', 'repetitions after the first run', '2')
  .option('--onnx <folder>', 'what training/export_onnx.py wrote')
  .option('--json <file>', 'write all figures there')
  .option('--gpu', 'use the hardware GPU instead of the software adapter');

await main(program.parse().opts());
