import { concat, type Tensor4D } from '@tensorflow/tfjs-core';
import { requireTensors } from '../nn/parameters.ts';
import { toFloat32, type StoredTensor } from '../weights/safetensors.ts';
import type { GaussianTensors, LatentEncoderParameters } from '../model/latentNets.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import {
  latentEncoderSources,
  releasedLatentEncoder,
  unusedLatentEntries,
} from './releasedLatentEncoder.ts';
import {
  type SaliencyEncoderParameters,
  saliencyEncoderSources,
  summedSources,
} from './releasedSaliencyEncoder.ts';
import { buildFrom, type CheckpointEntry, listSources, type Sources } from './sources.ts';

/** `Generator` of the released code. */
export interface ReleasedParameters {
  readonly prior: LatentEncoderParameters;
  readonly posterior: LatentEncoderParameters;
  readonly saliencyEncoder: SaliencyEncoderParameters;
}

const { rgbChannels, depthChannels, width } = RELEASED_CONFIG;
const DEEPEST_WIDTH = 2048;

const SOURCES: Sources<ReleasedParameters> = {
  prior: latentEncoderSources('x_encoder', rgbChannels + depthChannels),
  posterior: latentEncoderSources('xy_encoder', rgbChannels + depthChannels + 1),
  saliencyEncoder: saliencyEncoderSources('sal_encoder'),
};

/** Every tensor of a released checkpoint. */
export interface ReleasedTable {
  /** Name and shape of what the network computes with. */
  readonly needed: ReadonlyMap<string, readonly number[]>;
  /** Name and shape of what official checkpoints hold besides; it may be absent. */
  readonly unused: ReadonlyMap<string, readonly number[]>;
}

/** The declared table; together 924 tensors. */
export function releasedTable(): ReleasedTable {
  const needed = asMap(listSources(SOURCES).flatMap(({ entries }) => entries));
  const unused = asMap([
    ...unusedLatentEntries('x_encoder'),
    ...unusedLatentEntries('xy_encoder'),
    ...listSources(summedSources('sal_encoder.layer5', DEEPEST_WIDTH, width)).flatMap(
      ({ entries }) => entries,
    ),
    ...listSources(summedSources('sal_encoder.layer7', width, 1)).flatMap(({ entries }) => entries),
  ]);
  for (const name of [...needed.keys(), ...unused.keys()]) {
    const norm = /^(.*)\.running_var$/.exec(name)?.[1];
    if (norm !== undefined) unused.set(`${norm}.num_batches_tracked`, []);
  }
  return { needed, unused };
}

function asMap(entries: readonly CheckpointEntry[]): Map<string, readonly number[]> {
  return new Map(entries.map(({ name, shape }) => [name, shape]));
}

/** @throws ParameterMismatchError when something is missing, unknown or of another shape */
export function requireReleasedTensors(tensors: ReadonlyMap<string, StoredTensor>): void {
  const { needed, unused } = releasedTable();
  requireTensors(tensors, needed, unused);
}

/**
 * Decodes a checkpoint's tensors and puts them on the active backend, batch norms folded in; after an error, nothing
 * stays there.
 *
 * @param onProgress receives the share that is done, in (0,1]
 * @throws ParameterMismatchError when the tensors are not the released network's; SafetensorsError for a type that
 *   `toFloat32` refuses
 */
export function loadReleasedParameters(
  tensors: ReadonlyMap<string, StoredTensor>,
  onProgress: (share: number) => void = () => undefined,
): ReleasedParameters {
  requireReleasedTensors(tensors);
  const { needed } = releasedTable();
  const total = needed.size;
  const seen = new Set<string>();
  return buildFrom<ReleasedParameters>(SOURCES, (name) => {
    seen.add(name);
    onProgress(seen.size / total);
    return toFloat32(tensors.get(name)!);
  });
}

/**
 * p(z | x).
 *
 * @param x as for `encode`
 */
export function releasedPrior({ prior }: ReleasedParameters, x: Tensor4D): GaussianTensors {
  return releasedLatentEncoder(prior, x);
}

/**
 * q(z | x, y).
 *
 * @param truth [B, H, W, 1] in [0,1]
 */
export function releasedPosterior(
  { posterior }: ReleasedParameters,
  x: Tensor4D,
  truth: Tensor4D,
): GaussianTensors {
  return releasedLatentEncoder(posterior, concat([x, truth], 3));
}
