import type { Engine, EngineName } from './engine.ts';
import { startOrt } from './ortEngine.ts';
import { startTfjs } from './tfjsEngine.ts';
import { OURS, STOCK } from '../browser/webgpuBackends.ts';

/** Starts an engine: its weights are loaded, nothing has run yet. */
export async function startEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'ours':
      return startTfjs(OURS);
    case 'tfjs-webgpu':
      return startTfjs(STOCK);
    case 'tfjs-webgl':
      return startTfjs('webgl');
    case 'tfjs-wasm':
      return startTfjs('wasm');
    case 'ort-webgpu':
      return startOrt('webgpu');
    case 'ort-wasm':
      return startOrt('wasm');
  }
}
