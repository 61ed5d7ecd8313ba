import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage } from '../image/types.ts';
import { quantiles } from '../math/statistics.ts';
import {
  declarePhotoDepthNet,
  parsePhotoDepthConfig,
  type PhotoDepthConfig,
  photoDepthNet,
  type PhotoDepthParameters,
} from '../model/photoDepthNet.ts';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { Recorded } from '../nn/recorded.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { type ModelFiles, PredictorError } from './predictor.ts';
import { preprocessPhoto, signedPhoto } from './preprocess.ts';
import { fitToPhoto, mapsFrom } from './networkMaps.ts';

/** Share of the values that is cut off at either end, as with a depth map from a file. */
const CLIPPED_SHARE = 0.001;

/** A smaller difference between near and far is the rounding of an even surface, and is not stretched. */
const LEAST_RANGE = 1e-6;

/** Estimates depth from a photo alone, on the active tfjs backend, for pictures without a depth sensor. */
export class DepthEstimator {
  private disposed = false;
  private readonly network = new Recorded(({ photo }: { readonly photo: Tensor4D }) => ({
    kept: {},
    read: { depth: photoDepthNet(this.parameters, signedPhoto(photo)) },
  }));

  private constructor(
    readonly config: PhotoDepthConfig,
    private readonly parameters: PhotoDepthParameters,
  ) {}

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static load(files: ModelFiles): DepthEstimator {
    const config = parsePhotoDepthConfig(files.config);
    const weights = parseSafetensors(files.weights);
    const declared = declarePhotoDepthNet(config);
    return new DepthEstimator(config, loadParameters<PhotoDepthParameters>(declared, weights));
  }

  /**
   * Relative depth at the photo's size, from 0 for what is farthest in this photo to 1 for what is nearest; a reading
   * everywhere. Units and distances to the camera are not in it.
   *
   * @throws NetworkInputError when size and data do not agree; PredictorError after `dispose`
   */
  async estimate(photo: RgbImage): Promise<DepthMap> {
    if (this.disposed) {
      throw new PredictorError('The depth network has been disposed: load it again.');
    }
    const { inputSize } = this.config;
    const { read } = await this.network.run({ photo: preprocessPhoto(photo, inputSize) }, null);
    const { data, ...size } = mapsFrom(read.depth, inputSize)[0]!;
    const [far, near] = quantiles(data, [CLIPPED_SHARE, 1 - CLIPPED_SHARE]) as [number, number];
    const range = Math.max(near - far, LEAST_RANGE);
    const stretched = {
      ...size,
      data: data.map((value) => Math.min(Math.max((value - far) / range, 0), 1)),
    };
    const fitted = fitToPhoto(stretched, photo);
    return { ...fitted, valid: new Uint8Array(fitted.data.length).fill(1) };
  }

  /** Frees the weights. Calls under way still end; later ones fail. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.network.dispose();
    disposeParameters(this.parameters);
  }
}
