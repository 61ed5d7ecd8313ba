import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { DepthMap, ImageSize, RgbImage } from '../image/types.ts';
import { stretchRange } from '../math/stretchRange.ts';
import {
  declarePhotoDepthNet,
  parsePhotoDepthConfig,
  type PhotoDepthConfig,
  photoDepthNet,
  type PhotoDepthParameters,
} from '../model/photoDepthNet.ts';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { Recorded } from '../nn/recorded.ts';
import { resizeBilinear } from '../nn/resizeBilinear.ts';
import { stretchedRange } from '../nn/stretchedRange.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { type ModelFiles, PredictorError } from './predictor.ts';
import { preprocessPhoto, signedPhoto } from './preprocess.ts';
import { fitToPhoto, mapsFrom } from './networkMaps.ts';

/** As much is cut off as of a depth map from a file. A smaller range is the rounding of an even surface. */
const STRETCH = { clippedShare: 0.001, leastRange: 1e-6 } as const;

/** Estimates depth from a photo alone, on the active tfjs backend, for pictures without a depth sensor. */
export class DepthEstimator {
  private disposed = false;
  private readonly network = new Recorded(({ photo }: { readonly photo: Tensor4D }) => ({
    kept: {},
    read: { depth: photoDepthNet(this.parameters, signedPhoto(photo)) },
  }));
  private readonly unreadNetwork = new Recorded(
    ({ photo }: { readonly photo: Tensor4D }, { height, width }: ImageSize) => {
      const depth = photoDepthNet(this.parameters, signedPhoto(photo));
      const stretched = stretchedRange(depth, STRETCH);
      return { kept: { depth: resizeBilinear(stretched, [height, width]) }, read: {} };
    },
  );

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
    this.requireAlive();
    const { inputSize } = this.config;
    const { read } = await this.network.run({ photo: preprocessPhoto(photo, inputSize) }, null);
    const { data, ...size } = mapsFrom(read.depth, inputSize)[0]!;
    const fitted = fitToPhoto({ ...size, data: stretchRange(data, STRETCH) }, photo);
    return { ...fitted, valid: new Uint8Array(fitted.data.length).fill(1) };
  }

  /**
   * As `estimate`, but nothing is read: [1, height, width, 1] of the photo. The caller frees it. Only on a backend that has
   * the kernel of `stretchedRange`.
   *
   * @throws as `estimate`
   */
  async estimateUnread(photo: RgbImage): Promise<Tensor4D> {
    this.requireAlive();
    const { height, width } = photo;
    const input = { photo: preprocessPhoto(photo, this.config.inputSize) };
    return (await this.unreadNetwork.run(input, { height, width })).kept.depth;
  }

  /** Frees the weights. Calls under way still end; later ones fail. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.network.dispose();
    this.unreadNetwork.dispose();
    disposeParameters(this.parameters);
  }

  private requireAlive(): void {
    if (this.disposed) {
      throw new PredictorError('The depth network has been disposed: load it again.');
    }
  }
}
