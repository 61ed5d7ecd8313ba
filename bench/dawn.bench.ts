/**
 * Runs the same network on the same photo with our kernels and with tfjs's, in turns, in Node on Dawn's WebGPU (the package
 * `webgpu`), and prints tables of what each took. For machines where no browser runs, such as a server with a GPU.
 *
 *     npm install --no-save webgpu
 *     npx tsx bench/dawn.bench.ts [--rounds N] [--engines ours,tfjs-webgpu] [--json FILE]
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { enableProdMode } from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import { wholeNumber } from '../src/cli/commandOptions.ts';
import { modelFolder } from '../src/model/testing/modelFolder.ts';
import { provideGpu } from '../src/worker/nodeBackend.ts';
import { writeInput } from './browser/inputFiles.ts';
import { serve } from './browser/server.ts';
import { conclude, engineNames } from './network/drivers.ts';
import type { EngineName } from './network/engine.ts';
import type { NetworkApi } from './network/page.ts';
import { type NetworkPage, runRounds } from './network/rounds.ts';

interface Options {
  readonly engines: readonly EngineName[];
  readonly rounds: number;
  readonly json?: string;
}

/** Those that run in Node on WebGPU. */
const ENGINES = ['ours', 'tfjs-webgpu'] as const;

const require = createRequire(import.meta.url);

/** All threads of this process: Dawn has no other. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The module of the browser's page, in this process. There has to be a GPU already, for which tfjs looks while it is loaded. */
async function loadPage(origin: string): Promise<NetworkPage> {
  const { fetch } = globalThis;
  // A page's addresses have no origin.
  globalThis.fetch = (address, options) =>
    fetch(typeof address === 'string' ? new URL(address, origin) : address, options);
  await import('./network/page.ts');
  const { bench } = globalThis as unknown as { readonly bench: NetworkApi };
  const call = (name: keyof NetworkApi, ...values: unknown[]) =>
    (bench[name] as (...values: unknown[]) => unknown)(...values);
  return { call: call as NetworkPage['call'], processorTime };
}

async function main({ engines, rounds, json }: Options): Promise<void> {
  if (!existsSync(join(modelFolder, 'weights.safetensors'))) {
    throw new Error(`${modelFolder} holds no model: export one there or set UCNET_MODEL_DIR.`);
  }
  enableProdMode(); // as the command line does: no advice on other packages
  const { name: adapter, isSoftware } = await provideGpu();
  const folder = await mkdtemp(join(tmpdir(), 'ucnet-dawn-'));
  try {
    await writeInput(join(folder, 'input'));
    const { server, origin } = await serve(folder, { model: modelFolder });
    try {
      const page = await loadPage(origin);
      const reports = await runRounds(page, engines, { rounds, seconds: Infinity, threads: 1 });
      const { version } = require('webgpu/package.json') as { readonly version: string };
      const runtime = `Node ${process.version} with Dawn (webgpu ${version})`;
      const cores = availableParallelism();
      console.log(`Adapter: ${adapter}. ${runtime}, ${cores} cores.`);
      const unit = isSoftware ? 'processor time' : 'clock';
      await conclude(reports, unit, { adapter, runtime, cores }, json);
    } finally {
      server.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

const program = new Command('bench:dawn')
  .description('Compares our kernels with those of tfjs in Node, on WebGPU without a browser.')
  .option('--engines <names>', 'separated by commas', engineNames(ENGINES), [...ENGINES])
  .option('--rounds <count>', 'turns of every engine after its first', wholeNumber(1, 1000), 3)
  .option('--json <file>', 'write every single figure there');

await main(program.parse().opts()).catch((error: unknown) =>
  program.error(`error: ${error instanceof Error ? error.message : String(error)}`),
);
