import { readFile } from 'node:fs/promises';
import { ones, type Rank, tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { observeModules } from '../nn/observer.ts';
import { disposeParameters, loadParameters, modulePaths } from '../nn/parameters.ts';
import { fromEightBits } from '../weights/eightBits.ts';
import { elementCount, parseSafetensors } from '../weights/safetensors.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { parseModelConfig, type UcNetConfig } from './config.ts';
import { formatModuleTable, moduleTable, type ModuleRun, totalCost } from './moduleTable.ts';
import { posteriorNet, priorNet } from './latentNets.ts';
import { predictionNet } from './predictionNet.ts';
import { readModelFile, readModelJson } from './testing/modelFolder.ts';
import { stackRgbd } from './rgbd.ts';
import { declareUcNet, deterministic, type UcNetParameters } from './ucNet.ts';

let config: UcNetConfig;
let weightFile: ArrayBuffer;

beforeAll(async () => {
  config = parseModelConfig(await readModelJson());
  weightFile = await readModelFile('weights.safetensors');
});

describe('moduleTable', () => {
  it('counts every value of the weight file', () => {
    const stored = [...fromEightBits(parseSafetensors(weightFile)).tensors.values()];
    const values = stored.reduce((sum, { shape }) => sum + elementCount(shape), 0);
    expect(totalCost(moduleTable(config)).parameters).toBe(values);
  });

  it('counts the multiplications that the layers do', async () => {
    await useWasmBackend();
    const size = 96;
    const counted = countMultiplyAdds(size);
    const table = moduleTable(config, size);
    for (const run of ['image', 'sample', 'truth'] as const) {
      expect(totalCost(table, run).multiplyAdds, run).toBe(counted[run]);
    }
  });

  it('keeps the budget at 352×352', () => {
    const table = moduleTable(config, 352);
    expect(totalCost(table, 'image').multiplyAdds).toBeLessThanOrEqual(2.6e9);
    expect(totalCost(table, 'sample').multiplyAdds).toBeLessThanOrEqual(0.03e9);
    expect(weightFile.byteLength).toBeLessThanOrEqual(8e6);
  });

  it('stands in docs/model.md as the command prints it', async () => {
    const page = await readFile('docs/model.md', 'utf8');
    expect(page).toContain(formatModuleTable(moduleTable(config)));
  });
});

/** Runs the network and multiplies the weights of every layer by the places of its output. */
function countMultiplyAdds(size: number): Record<ModuleRun, number> {
  const parameters = loadParameters<UcNetParameters>(
    declareUcNet(config),
    parseSafetensors(weightFile),
  );
  const paths = modulePaths(parameters);
  const counts: Record<ModuleRun, number> = { image: 0, sample: 0, truth: 0 };
  const { featureWidth, latentDim } = config;
  const firstWidth = config.predictionWidths[0]!;
  const counting = (run: ModuleRun, work: () => void): void =>
    observeModules((module, output) => {
      const positions = output.size / output.shape.at(-1)!;
      if (paths.get(module) === 'prediction_net.first') {
        // Done in two parts, W_d · d at every place once an image and W_z · z once a sample.
        counts.image += featureWidth * firstWidth * positions;
        counts.sample += latentDim * firstWidth;
      } else if ('weight' in module) {
        counts[run] += (module.weight as { size: number }).size * positions;
      }
    }, work);
  tidy(() => {
    const plane = ones<Rank.R4>([1, size, size, 1]);
    const rgb = zeros<Rank.R4>([1, size, size, 3]);
    const x = stackRgbd({ rgb, depth: plane, valid: plane });
    counting('image', () => priorNet(parameters.priorNet, config, x.stack));
    counting('truth', () => posteriorNet(parameters.posteriorNet, config, x.stack, plane));
    counting('image', () => {
      const { predictionInput } = deterministic(parameters, config, x);
      const z = tensor2d(new Float32Array(latentDim), [1, latentDim]);
      counting('sample', () => predictionNet(parameters.predictionNet, config, predictionInput, z));
    });
  });
  disposeParameters(parameters);
  return counts;
}
