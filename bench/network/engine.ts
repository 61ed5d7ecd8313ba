/** Ways to run the network in a browser that are compared with ours. */
export const ENGINE_NAMES = [
  'ours',
  'tfjs-webgpu',
  'tfjs-webgl',
  'tfjs-wasm',
  'ort-webgpu',
  'ort-wasm',
] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What is timed, in the order of a visit. Each step ends when its result is in the page's memory. */
export const STEPS = ['setImage', 'sample', 'samplesAndConsensus'] as const;
export type Step = (typeof STEPS)[number];

/** One way to run the network. Every step returns one number of its result, so that engines can be compared. */
export interface Engine {
  setImage(): Promise<number>;
  sample(): Promise<number>;
  /** 16 maps, their consensus and uncertainty. */
  samplesAndConsensus(): Promise<number>;
  /** Bytes that the engine holds on the GPU, null where it does not tell. */
  gpuBytes(): Promise<number | null>;
}
