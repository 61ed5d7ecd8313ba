import {
  add,
  clone,
  div,
  exp,
  mul,
  onesLike,
  slice,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { UcNetConfig } from '../model/config.ts';
import { posteriorNet, priorNet } from '../model/latentNets.ts';
import { predictionMaps } from '../model/predictionNet.ts';
import { stackRgbd } from '../model/rgbd.ts';
import { deterministic, type UcNetParameters } from '../model/ucNet.ts';
import { Recorded } from '../nn/recorded.ts';
import { sampleStatistics } from '../nn/sampleStatistics.ts';
import { type PreprocessedTensors, rgbdOf } from './preprocess.ts';

interface ImageOptions {
  readonly isCorrected: boolean;
  /** Whether what Monte-Carlo dropout runs on is kept. */
  readonly isDropped: boolean;
}

/** What a sample's map follows from. */
export interface SampleInput {
  /** [1, H/4, W/4, ·] */
  readonly predictionInput: Tensor4D;
  /** [B, K] */
  readonly z: Tensor2D;
}

/** What an image and its samples follow from where nothing is read. */
interface UnreadInput {
  /** [1, H, W, 3] in [0,255] */
  readonly photo: Tensor4D;
  /** [1, H, W, 1], a reading everywhere */
  readonly depth: Tensor4D;
  /** [B, K], standard normal */
  readonly epsilon: Tensor2D;
}

/** What UC-Net computes, as functions of tensors that a GPU can record and replay: each says what stays on the backend and what is read. */
export class UcNetWork {
  /** The network's work on an image. */
  readonly image = new Recorded(
    (input: PreprocessedTensors, { isCorrected, isDropped }: ImageOptions) => {
      const { parameters, config } = this;
      const x = stackRgbd(rgbdOf(input));
      const { mu, logVar } = priorNet(parameters.priorNet, config, x.stack);
      const { correctedDepth, predictionInput } = deterministic(parameters, config, x, isCorrected);
      const droppedFrom = isDropped ? { rgb: x.rgb, correctedDepth: clone(correctedDepth) } : {};
      return {
        kept: { stack: x.stack, predictionInput, ...droppedFrom },
        read: { mu, logVar, correctedDepth },
      };
    },
  );

  readonly maps = new Recorded((input: SampleInput) => ({
    kept: {},
    read: { maps: this.mapsAt(input) }, // [B, H, W, 1]
  }));

  /** A map that is not read. */
  readonly unreadMap = new Recorded((input: SampleInput) => ({
    kept: { map: this.mapsAt(input) }, // [1, H, W, 1]
    read: {},
  }));

  /** An image and its samples, of which nothing is read. */
  readonly unreadImage = new Recorded((input: UnreadInput) => {
    const { parameters, config } = this;
    const { photo, depth, epsilon } = input;
    const x = stackRgbd(rgbdOf({ photo, depth, valid: onesLike(depth) }));
    const { mu, logVar } = priorNet(parameters.priorNet, config, x.stack);
    const { predictionInput } = deterministic(parameters, config, x);
    const z = add<Tensor2D>(mu, mul(exp(div(logVar, 2)), epsilon)); // [B, K]
    const maps = this.mapsAt({ predictionInput, z }); // [B, H, W, 1]
    return { kept: { maps, statistics: sampleStatistics(maps) }, read: {} };
  });

  /** All that samples say together, and the first maps if any are wanted. */
  readonly summary = new Recorded((input: SampleInput, { shown }: { shown: number }) => {
    const maps = this.mapsAt(input); // [C, H, W, 1]
    const statistics = sampleStatistics(maps); // [6, H, W, 1]
    const first = shown === 0 ? {} : { maps: slice(maps, 0, shown) };
    return { kept: {}, read: { statistics, ...first } };
  });

  readonly posterior = new Recorded((input: { stack: Tensor4D; truth: Tensor4D }) => {
    const { posteriorNet: parameters } = this.parameters;
    return {
      kept: {},
      read: { ...posteriorNet(parameters, this.config, input.stack, input.truth) },
    };
  });

  constructor(
    private readonly parameters: UcNetParameters,
    private readonly config: UcNetConfig,
  ) {}

  /** Forgets what was recorded; the parameters stay. */
  dispose(): void {
    const { image, maps, unreadMap, unreadImage, summary, posterior } = this;
    for (const each of [image, maps, unreadMap, unreadImage, summary, posterior]) each.dispose();
  }

  /** The maps [B, H, W, 1] of so many latents of one image, by PredictionNet alone. */
  mapsAt({ predictionInput, z }: SampleInput): Tensor4D {
    return predictionMaps(this.parameters.predictionNet, this.config, predictionInput, z);
  }
}
