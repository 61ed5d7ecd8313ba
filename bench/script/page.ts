import { backend } from '@tensorflow/tfjs-core';
import type { RecordingBackend } from '../../src/kernels/webgpu/recording/recordingBackend.ts';
import { OURS, registerBothBackends } from '../browser/webgpuBackends.ts';
import { startTfjs, type TfjsEngine } from '../network/tfjsEngine.ts';

/** `sample` is what a slider asks for, of which nothing is read. `readSample` reads its map. */
const CALLS = ['setImage', 'sample', 'readSample'] as const;
export type Call = (typeof CALLS)[number];

/** What the driver calls in the page. */
export interface ScriptApi {
  /**
   * Loads the network and makes every call until nothing is done for the first time any more.
   *
   * @param plain runs its operations every time, as if they could not be recorded
   * @returns the calls that this browser can make: no `sample` where nothing of what the GPU paints is seen
   */
  start(plain: boolean): Promise<readonly Call[]>;
  /** Makes a call several times, one after the other. */
  repeat(call: Call, times: number): Promise<void>;
}

/** The first time compiles and records, the second is the first that may run what was recorded. */
const WARM_UP = 3;

registerBothBackends();

let engine: TfjsEngine | null = null;

const api: ScriptApi = {
  async start(plain) {
    engine = await startTfjs(OURS, 1);
    if (plain) (backend() as RecordingBackend).record = () => null;
    await engine.setImage();
    const calls = (await engine.paints()) ? CALLS : CALLS.filter((call) => call !== 'sample');
    for (const call of calls) await api.repeat(call, WARM_UP);
    return calls;
  },
  async repeat(call, times) {
    const { setImage, paintSample, sample } = engine!;
    const work = { setImage, sample: paintSample, readSample: sample }[call];
    for (let time = 0; time < times; time++) await work();
  },
};

Object.assign(globalThis, { bench: api });
