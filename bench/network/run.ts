/**
 * Runs the same network on the same photo by every engine in one real Chromium, in turns, and prints tables of
 * what each took and how that compares with ours.
 *
 *     npm run bench
 *     npm run bench -- --help
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { wholeNumber } from '../../src/cli/commandOptions.ts';
import { modelFolder } from '../../src/model/testing/modelFolder.ts';
import { withBenchPage } from '../browser/benchPage.ts';
import { chooseUnit } from '../browser/measure.ts';
import { conclude, engineNames } from './drivers.ts';
import { ENGINE_NAMES, type EngineName } from './engine.ts';
import { findOnnx, makeOnnx, type OnnxFiles } from './onnxFiles.ts';
import type { NetworkApi } from './page.ts';
import { runRounds } from './rounds.ts';

interface Options {
  readonly engines: readonly EngineName[];
  readonly rounds: number;
  readonly seconds?: number;
  readonly threads: number;
  readonly onnx?: string;
  readonly python?: string;
  readonly json?: string;
  readonly gpu?: boolean;
}

const ENTRY = fileURLToPath(new URL('page.ts', import.meta.url));

/** tfjs makes no more workers. */
const MOST_THREADS = 8;

/** So that all engines on a GPU take less than three minutes, however slow one of them is. */
const GPU_SECONDS = 140;

function usesOnnx(name: EngineName): boolean {
  return name.startsWith('ort');
}

async function onnxFiles({ onnx, python }: Options, folder: string): Promise<OnnxFiles> {
  return onnx === undefined ? makeOnnx(modelFolder, folder, python) : findOnnx(onnx);
}

async function compare(options: Options, folder: string): Promise<void> {
  const { gpu = false, rounds, threads, json } = options;
  const { seconds = gpu ? GPU_SECONDS : Infinity } = options;
  const wantsOnnx = options.engines.some(usesOnnx);
  const onnx = wantsOnnx ? await onnxFiles(options, folder) : { missing: '' };
  const engines = options.engines.filter((name) => 'folder' in onnx || !usesOnnx(name));
  const reason = 'missing' in onnx ? onnx.missing : '';
  if (engines.length === 0 || (options.onnx !== undefined && reason !== '')) {
    throw new Error(reason);
  }
  const folders: Record<string, string> = 'folder' in onnx ? { onnx: onnx.folder } : {};
  const unit = chooseUnit(gpu);
  await withBenchPage<NetworkApi>({ entry: ENTRY, gpu, folders }, async (page) => {
    const { adapter, browserVersion } = page;
    const cores = availableParallelism();
    const reports = await runRounds(page, engines, { rounds, seconds, threads });
    console.log(`Adapter: ${adapter}. Chromium ${browserVersion}, ${cores} cores.`);
    if (reason !== '') console.log(`ONNX Runtime is left out: ${reason}`);
    await conclude(reports, unit, { adapter, browserVersion, cores, threads }, json);
  });
}

async function main(options: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-onnx-'));
  try {
    await compare(options, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const program = new Command('bench')
  .description('Compares ways to run the network in a browser.')
  .option('--engines <names>', 'separated by commas', engineNames(ENGINE_NAMES), [...ENGINE_NAMES])
  .option('--rounds <count>', 'turns of every engine after its first', wholeNumber(1, 1000), 3)
  .option(
    '--seconds <count>',
    `after which no other round begins; by default ${GPU_SECONDS} with --gpu, else any number`,
    wholeNumber(1, 100_000),
  )
  .option(
    '--threads <count>',
    'of the wasm engines; by default what the page gets of tfjs',
    wholeNumber(1, MOST_THREADS),
    Math.min(Math.max(1, availableParallelism() >> 1), MOST_THREADS),
  )
  .option('--onnx <folder>', 'ONNX files that training/export_onnx.py wrote already')
  .option('--python <program>', 'a Python with PyTorch, to write them with')
  .option('--json <file>', 'write every single figure there')
  .option('--gpu', 'use the hardware GPU instead of the software adapter, and the clock');

await main(program.parse().opts()).catch((error: unknown) =>
  program.error(`error: ${error instanceof Error ? error.message : String(error)}`),
);
