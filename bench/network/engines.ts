import type { Engine, EngineName } from './engine.ts';
import { startOrt } from './ortEngine.ts';
import { startTfjs } from './tfjsEngine.ts';
import { OURS_ON_WASM, STOCK_ON_WASM } from '../browser/wasmBackends.ts';
import { OURS, STOCK } from '../browser/webgpuBackends.ts';

/**
 * Starts an engine: its weights are loaded, nothing has run yet.
 *
 * @param threads of the wasm engines
 */
export async function startEngine(name: EngineName, threads: number): Promise<Engine> {
  switch (name) {
    case 'ours':
      return startTfjs(OURS, threads);
    case 'tfjs-webgpu':
      return startTfjs(STOCK, threads);
    case 'tfjs-webgl':
      return startTfjs('webgl', threads);
    case 'ours-wasm':
      return startTfjs(OURS_ON_WASM, threads);
    case 'tfjs-wasm':
      return startTfjs(STOCK_ON_WASM, threads);
    case 'ort-webgpu':
      return startOrt('webgpu', threads);
    case 'ort-wasm':
      return startOrt('wasm', threads);
  }
}
