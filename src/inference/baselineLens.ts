import { clone, dispose, keep, sigmoid, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { baseline, type BaselineParameters, declareBaseline } from '../model/baselines/baseline.ts';
import { type BaselineConfig, parseBaselineConfig } from '../model/baselines/baselineConfig.ts';
import { observeModules } from '../nn/observer.ts';
import { disposeParameters, loadParameters, modulePaths } from '../nn/parameters.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import type { ModelFiles } from './predictor.ts';
import { preprocess, rgbdTensors } from './preprocess.ts';
import { type Activation, readActivation } from './ucNetLens.ts';
import { readMaps } from './networkMaps.ts';

/** A baseline's map, and what its head gave on the way to it. */
export interface BaselineInspection {
  readonly map: ScalarMap;
  /** From the coarsest stage to the finest: the scores of FCN, the last layers of U-Net's stages. */
  readonly stages: readonly Activation[];
}

/** A baseline whose skips can be silenced. */
export class BaselineLens {
  private constructor(
    readonly config: BaselineConfig,
    private readonly parameters: BaselineParameters,
  ) {}

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static load(files: ModelFiles): BaselineLens {
    const config = parseBaselineConfig(files.config);
    const weights = parseSafetensors(files.weights);
    return new BaselineLens(
      config,
      loadParameters<BaselineParameters>(declareBaseline(config), weights),
    );
  }

  /**
   * @param silent strides of the stages that give nothing
   * @throws NetworkInputError when sizes and data do not agree
   */
  async inspect(
    photo: RgbImage,
    depth: DepthMap | null,
    silent: readonly number[],
  ): Promise<BaselineInspection> {
    const paths = modulePaths(this.parameters);
    const outputs: { readonly path: string; readonly output: Tensor4D }[] = [];
    const map = tidy(() => {
      const x = rgbdTensors(preprocess(photo, depth, this.config.inputSize));
      return observeModules(
        (module, output) => {
          const path = paths.get(module) ?? '';
          if (/^head\.(scores\.\d|stages\.\d\.second)$/.test(path)) {
            outputs.push({ path, output: keep(clone(output as Tensor4D)) });
          }
        },
        () => sigmoid(baseline(this.parameters, x, silent)),
      );
    });
    try {
      const [[first], stages] = await Promise.all([
        readMaps(map),
        Promise.all(outputs.map(({ path, output }) => readActivation(path, output))),
      ]);
      return { map: first!, stages };
    } finally {
      dispose([map, ...outputs.map(({ output }) => output)]);
    }
  }

  /** Frees the weights. */
  dispose(): void {
    disposeParameters(this.parameters);
  }
}
