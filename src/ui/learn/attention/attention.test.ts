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

it('patches go into a number and come back', () => {
  expect(patchesOf(0)).toEqual([]);
  expect(patchesOf(toggled(toggled(0, 15), 2))).toEqual([2, 15]);
  expect(toggled(toggled(5, 3), 3)).toBe(5);
  const many = Array.from({ length: 200 }, (_, seed) => patchesOf(halfAtRandom(seed)).length);
  expect(many.reduce((a, b) => a + b, 0) / 200).toBeCloseTo(8, 0);
});
