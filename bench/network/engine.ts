/** Ways to run the network in a browser that are compared with ours. */
export const ENGINE_NAMES = [
  'ours',
  'tfjs-webgpu',
  'tfjs-webgl',
  'ours-wasm',
  'tfjs-wasm',
  'ort-webgpu',
  'ort-wasm',
] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What is timed again and again, in the order of a visit. Each step ends when its result is in the page's memory. */
export const STEPS = ['setImage', 'sample', 'samplesAndConsensus'] as const;
export type Step = (typeof STEPS)[number];

/** Samples of the last step. */
export const SAMPLES = 16;
/** Seed of their latents. */
export const SEED = 1;
/** Each coordinate of the single sample's latent. */
export const LATENT = 0.5;

/** Some values of a step's result by name, so that engines can be held against each other. */
export type Excerpt = Readonly<Record<string, readonly number[]>>;

/** How a wasm engine computes. */
export interface WasmFacts {
  readonly threads: number;
  readonly simd: boolean;
}

/** One way to run the network, its weights loaded. */
export interface Engine {
  readonly wasm: WasmFacts | null;
  /** What the page's worker does before it says ready: a grey image without depth, and a sample. */
  warmUp(): Promise<void>;
  setImage(): Promise<Excerpt>;
  /** One further map. */
  sample(): Promise<Excerpt>;
  /** 16 maps, their consensus and uncertainty. */
  samplesAndConsensus(): Promise<Excerpt>;
}
