import { dispose, type Tensor, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { RELEASED_CONFIG } from '../releasedConfig.ts';
import { depthHead, encode, saliencyHead } from '../releasedSaliencyEncoder.ts';
import { type ReleasedParameters, releasedPrior } from '../releasedUcNet.ts';
import { standInInput, uniforms } from './standIn.ts';

/** Values by output, as plain lists, so that they can leave a page. */
export type HeadOutputs = Record<string, number[]>;

/** Work that is queued on the backend. */
export interface Queued {
  /** Waits for the values and frees the tensors. */
  readonly read: () => Promise<HeadOutputs>;
}

function queued(outputs: Record<string, Tensor>): Queued {
  const read = async () => {
    const entries = Object.entries(outputs).map(
      async ([name, output]): Promise<[string, number[]]> => [
        name,
        Array.from(await output.data()),
      ],
    );
    const values = Object.fromEntries(await Promise.all(entries));
    dispose(outputs);
    return values;
  };
  return { read };
}

/** Both heads on a made-up picture; they take any multiple of 32, which the latent encoders do not. */
export function runHeads({ saliencyEncoder }: ReleasedParameters, side: number): Queued {
  const data = Float32Array.from(uniforms('small', side * side * 6));
  const outputs = tidy(() => {
    const x = tensor4d(data, [1, side, side, 6]);
    const stages = encode(saliencyEncoder, x, tensor2d([0.3, -0.5, 1.1], [1, 3]));
    return {
      saliency: saliencyHead(saliencyEncoder, stages),
      depth: depthHead(saliencyEncoder, stages),
    };
  });
  return queued(outputs);
}

/** The prior of the stand-in input. */
export function runPrior(parameters: ReleasedParameters): Queued {
  const { inputSize } = RELEASED_CONFIG;
  const outputs = tidy(() => {
    const x = tensor4d(standInInput().x, [1, inputSize, inputSize, 6]);
    return { ...releasedPrior(parameters, x) };
  });
  return queued(outputs);
}
