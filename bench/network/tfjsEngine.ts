import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, getBackend, setBackend } from '@tensorflow/tfjs-core';
import { UcNetPredictor } from '../../src/inference/ucNetPredictor.ts';
import { useCrewKernels } from '../../src/kernels/wasm/crewKernels.ts';
import { paintGlimpse } from '../../src/worker/gpuPictures.ts';
import { helpersOf } from '../../src/worker/helpers.ts';
import { type BenchInput, fetchInput, greyInput } from '../browser/input.ts';
import { OURS_ON_WASM, STOCK_ON_WASM } from '../browser/wasmBackends.ts';
import { startWithThreads } from '../browser/wasmThreads.ts';
import { type Engine, LATENT, SAMPLES, SEED, type WasmFacts } from './engine.ts';
import { excerptOf } from './excerpt.ts';
import '@tensorflow/tfjs-backend-webgl';

/** As the page shows an answer. */
const PAINTING = { colours: 'magma', range: [0, 1], cover: 'dimming', opacity: 0.7 } as const;

/** @param threads that were asked for */
async function wasmFacts(backendName: string, threads: number): Promise<WasmFacts> {
  const threaded = await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const taken = backendName === OURS_ON_WASM ? threads : getThreadsCount();
  return { threads: threaded === true ? taken : 1, simd: simd === true };
}

/** An engine that can do what no other one does. */
export interface TfjsEngine extends Engine {
  /** Whether `paintSample` works in this browser. There has to be an image. */
  paints(): Promise<boolean>;
  /**
   * One further map as a slider asks for it: painted where it is computed, and not read. The picture is closed.
   *
   * @throws Error where the backend does not paint
   */
  paintSample(): Promise<void>;
}

/** The application's own predictor on one of tfjs's backends. */
export async function startTfjs(backendName: string, threads: number): Promise<TfjsEngine> {
  const isWasm = [OURS_ON_WASM, STOCK_ON_WASM].includes(backendName);
  const use = async (): Promise<void> => {
    // Not asked for again: tfjs sets all its kernels up anew, which the page never does.
    if (getBackend() === backendName) return;
    if (!(await setBackend(backendName))) throw new Error(`${backendName} does not start here.`);
  };
  if (isWasm) {
    setWasmPaths(new URL('/tfjs-wasm/', location.href).href);
    const isOurs = backendName === OURS_ON_WASM;
    // As on the page: ours bring threads of their own.
    if (isOurs && threads > 1) useCrewKernels(helpersOf(threads - 1));
    await startWithThreads(isOurs ? 1 : threads, use);
  } else {
    await use();
  }
  const config: unknown = await (await fetch('/model/model.json')).json();
  const weights = await (await fetch('/model/weights.safetensors')).arrayBuffer();
  const predictor = await UcNetPredictor.load({ config, weights });
  const input = await fetchInput();
  const z = new Array<number>(predictor.latentDim).fill(LATENT);
  const setImage = async ({ photo, depth }: BenchInput) => {
    await use();
    return predictor.setImage(photo, depth);
  };
  const paint = async (): Promise<boolean> => {
    const glimpse = await paintGlimpse(predictor, { z, painting: PAINTING });
    glimpse?.picture.close();
    return glimpse !== null;
  };
  return {
    wasm: isWasm ? await wasmFacts(backendName, threads) : null,
    async warmUp() {
      await setImage(greyInput());
      await predictor.summarisePrior({ count: 1, seed: 0 });
    },
    async setImage() {
      const { prior, correctedDepth } = await setImage(input);
      return { mu: prior.mu, logVar: prior.logVar, correctedDepth: excerptOf(correctedDepth) };
    },
    async sample() {
      await use();
      const [map] = await predictor.sample([z]);
      return { map: excerptOf(map!) };
    },
    paints: paint,
    async paintSample() {
      if (!(await paint())) throw new Error(`${backendName} paints nothing in this browser.`);
    },
    async samplesAndConsensus() {
      await use();
      const { summary } = await predictor.summarisePrior({ count: SAMPLES, seed: SEED }, 0);
      return {
        mean: excerptOf(summary.mean),
        variance: excerptOf(summary.variance),
        consensus: excerptOf(summary.consensus),
      };
    },
  };
}
