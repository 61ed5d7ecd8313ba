import { readFileSync } from 'node:fs';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { standInTensors } from '../released/testing/standIn.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { parseSafetensors, type StoredTensor, writeSafetensors } from '../weights/safetensors.ts';
import { floatStorage, legacyFile, tensorOf } from '../weights/testing/pickleWriter.ts';
import { isCheckpointProblem, openCheckpoint, recogniseNetwork } from './openCheckpoint.ts';

const tensor: StoredTensor = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
const named = (...names: string[]) => new Map(names.map((name) => [name, tensor]));
const file = (...names: string[]) => writeSafetensors(named(...names));
const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../weights/fixtures/${name}`, import.meta.url)));

describe('recogniseNetwork', () => {
  it('goes by the first part of the names', () => {
    expect(recogniseNetwork(named('x_encoder.fc1.weight'))).toBe('released');
    expect(recogniseNetwork(named('optimiser', 'saliency_net.aspp.0.weight'))).toBe('own');
  });

  it('says what was found where neither is', () => {
    expect(() => recogniseNetwork(named('a', 'b', 'c', 'd'))).toThrow(
      /It holds a, b, c and 1 more/,
    );
    expect(() => recogniseNetwork(new Map())).toThrow('It holds no tensors');
  });
});

describe('openCheckpoint on wasm', () => {
  let ownConfig: unknown;
  beforeAll(async () => {
    await useWasmBackend();
    ownConfig = await readModelJson();
  });

  it('runs our network, and keeps its file as it is', async () => {
    const weights = await readModelFile('weights.safetensors');
    const opened = await openCheckpoint(weights, { ownConfig, keep: true });
    expect(opened).toMatchObject({ network: 'own', predictor: { latentDim: 3 } });
    expect(opened.copy).toBe(weights);
    opened.predictor.dispose();
  });

  it('runs the authors’ network with the 16 bits that it keeps', async () => {
    const weights = writeSafetensors(standInTensors({ unused: true }));
    const before = memory().numTensors;
    const shares: number[] = [];
    const { predictor, network, copy } = await openCheckpoint(weights, {
      ownConfig,
      keep: true,
      onProgress: (share) => shares.push(share),
    });
    expect(network).toBe('released');
    expect(copy!.byteLength).toBeLessThan(0.52 * weights.byteLength);
    const kept = parseSafetensors(copy!).tensors.get('sal_encoder.resnet.conv1.weight');
    expect(kept?.dtype).toBe('F16');
    expect(shares.at(-1)).toBe(1);
    predictor.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each<[string, () => Uint8Array | ArrayBuffer, RegExp]>([
    ['a file that is cut off', () => fixture('plain-zip.pth').slice(0, 900), /cut off/],
    ['another network', () => fixture('plain-zip.pth'), /not the weights of a UC-Net known here/],
    ['a part of the network', () => file('sal_encoder.conv1.weight'), /missing: .* and \d+ more/],
    ['a part of ours', () => file('prior_net.mu.weight'), /missing: /],
    [
      'a checkpoint before its export',
      () => file('prior_net.layers.0.norm.running_var'),
      /training\/export\.py/,
    ],
    [
      'what our training writes by torch.save',
      () => {
        const weight = tensorOf(floatStorage('s', 1), 0, [1], [1]);
        return legacyFile(new Map([['prior_net.mu.weight', weight]]), new Map([['s', 1]]));
      },
      /training\/export\.py/,
    ],
  ])('refuses %s in words, and leaves no tensors', async (_, make, message) => {
    const before = memory().numTensors;
    const bytes = new Uint8Array(make()).buffer;
    const error: unknown = await openCheckpoint(bytes, { ownConfig, keep: true }).catch(
      (reason: unknown) => reason,
    );
    expect(isCheckpointProblem(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
    expect(memory().numTensors).toBe(before);
  });
});
