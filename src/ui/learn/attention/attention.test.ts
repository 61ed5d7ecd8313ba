import { beforeAll, expect, it } from 'vitest';
import { UcNetLens } from '../../../inference/ucNetLens.ts';
import { readModelFile, readModelJson } from '../../../model/testing/modelFolder.ts';
import { useWasmBackend } from '../../../testing/backends.ts';
import { halfAtRandom, patchesOf, toggled } from './fields.ts';
import { cbamGates, scaled, seGates, squeeze } from './gates.ts';

beforeAll(useWasmBackend);

it('the gates of every stage are those that the network itself computes', async () => {
  const model = (await readModelJson()) as { configuration: object };
  const lens = UcNetLens.load({
    config: { ...model, configuration: { ...model.configuration, inputSize: 96 } },
    weights: await readModelFile('weights.safetensors'),
  });
  const photo = {
    height: 96,
    width: 96,
    data: Uint8Array.from({ length: 96 * 96 * 3 }, (_, i) => (i * 37) % 256),
  };
  const stages = [0, 1, 2].map((stage) => `saliency_net.attention.${stage}`);
  const watched = stages.flatMap((path) => [`${path}.second`, `${path}.attention.excite`]);
  const { activations } = await lens.inspect(photo, null, watched);
  const weights = await lens.gateWeights();
  expect(weights).toHaveLength(3);
  weights.forEach((each, stage) => {
    const find = (name: string) =>
      activations.find(({ path }) => path === `${stages[stage]}.${name}`)!;
    const squeezed = squeeze(find('second'));
    const gates = seGates(each, squeezed);
    find('attention.excite').data.forEach((logit, channel) => {
      expect(gates[channel]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 4);
    });
    // Of channels that are nowhere above 0 CBAM hears nothing new.
    const flat = { averages: squeezed.averages, greatest: squeezed.averages };
    expect(cbamGates(each, flat)).not.toEqual(gates);
    expect(seGates(each, scaled(squeezed, 0, 1))).toEqual(gates);
  });
  lens.dispose();
});

it('gates of a layer by hand are those that PyTorch gives', () => {
  // torch.sigmoid of two torch.nn.Linear with a relu between them, on the mean, and on mean and maximum (PyTorch 2).
  const data = Float32Array.of(1, -2, 0.5, 3, 0, -0.5, 0, 4, 1.5, 2, -1, -3);
  const squeezed = squeeze({ path: '', height: 2, width: 2, channels: 3, data });
  const weights = {
    squeeze: {
      inputs: 3,
      outputs: 2,
      weight: Float32Array.of(0.5, 1, -1, 1, 2, -1),
      bias: Float32Array.of(0.1, -0.2),
    },
    excite: {
      inputs: 2,
      outputs: 3,
      weight: Float32Array.of(1, -2, 0.3, -0.5, 1, 0.7),
      bias: Float32Array.of(0, 0.5, -1),
    },
  };
  const expectGates = (gates: Float64Array, expected: readonly number[]) =>
    gates.forEach((gate, i) => expect(gate).toBeCloseTo(expected[i]!, 6));
  expectGates(seGates(weights, squeezed), [0.2763779, 0.9187139, 0.5860112]);
  expectGates(cbamGates(weights, squeezed), [0.0468643, 0.9991114, 0.9622213]);
});

it('patches go into a number and come back', () => {
  expect(patchesOf(0)).toEqual([]);
  expect(patchesOf(toggled(toggled(0, 15), 2))).toEqual([2, 15]);
  expect(toggled(toggled(5, 3), 3)).toBe(5);
  const many = Array.from({ length: 200 }, (_, seed) => patchesOf(halfAtRandom(seed)).length);
  expect(many.reduce((a, b) => a + b, 0) / 200).toBeCloseTo(8, 0);
});
