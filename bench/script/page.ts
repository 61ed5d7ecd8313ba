import { backend } from '@tensorflow/tfjs-core';
import type { RecordingBackend } from '../../src/kernels/webgpu/recording/recordingBackend.ts';
import { OURS, registerBothBackends } from '../browser/webgpuBackends.ts';
import { type Engine, type Step, STEPS } from '../network/engine.ts';
import { startTfjs } from '../network/tfjsEngine.ts';

/** What the driver calls in the page. */
export interface ScriptApi {
  /**
   * Loads the network and runs every step until nothing is done for the first time any more.
   *
   * @param plain runs its operations every time, as if they could not be recorded
   */
  start(plain: boolean): Promise<void>;
  /** Runs a step several times, one after the other. */
  repeat(step: Step, times: number): Promise<void>;
}

/** The first time compiles and records, the second is the first that may run what was recorded. */
const WARM_UP = 3;

registerBothBackends();

let engine: Engine | null = null;

const api: ScriptApi = {
  async start(plain) {
    engine = await startTfjs(OURS, 1);
    if (plain) (backend() as RecordingBackend).record = () => null;
    for (const step of STEPS) await api.repeat(step, WARM_UP);
  },
  async repeat(step, times) {
    for (let time = 0; time < times; time++) await engine![step]();
  },
};

Object.assign(globalThis, { bench: api });
