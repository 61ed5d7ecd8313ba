import type { DepthMap, RgbImage, ScalarMap } from '../../image/types.ts';
import type { Predictor, SampleOptions } from '../predictor.ts';

/** A map of one value. */
export function constant(value: number): ScalarMap {
  return { height: 2, width: 2, data: new Float32Array(4).fill(value) };
}

/** A predictor whose maps are known; it keeps what it was given. */
export class FakePredictor implements Pick<
  Predictor,
  'latentDim' | 'setImage' | 'sample' | 'posterior'
> {
  readonly latentDim: number = 2;
  seen: { photo: RgbImage; depth: DepthMap | null }[] = [];
  explained = 0;

  async setImage(photo: RgbImage, depth: DepthMap | null) {
    this.seen.push({ photo, depth });
    return { prior: { mu: [1, 2], logVar: [0, 2 * Math.log(3)] }, correctedDepth: constant(0.25) };
  }

  /** Far from the prior, and the farther the brighter the ground truth. */
  async posterior(truth: ScalarMap) {
    this.explained++;
    return { mu: [truth.data[0]!, 2], logVar: [-40, -40] };
  }

  /** Of one latent, its first number; of several, a tenth, two tenths and so on, one after the other. */
  async sample(z: readonly (readonly number[])[], { onProgress, signal }: SampleOptions = {}) {
    return z.map((each, index) => {
      signal?.throwIfAborted();
      const map = constant(z.length === 1 ? each[0]! : (index + 1) / 10);
      onProgress?.(index + 1, z.length, map);
      return map;
    });
  }
}
