import {
  add,
  concat,
  div,
  exp,
  losses,
  matMul,
  mul,
  Reduction,
  square,
  sub,
  sum,
  tanh,
  type Tensor,
  type Tensor2D,
  tensor2d,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
// The core alone registers no gradients.
import '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { useCpuBackend } from '../../../testing/backends.ts';
import { density, drawn, gaussianKl } from './KlLab.tsx';
import { allItems } from './scenes.ts';
import { AUTOENCODERS, TinyAutoencoder } from './tinyAutoencoder.ts';
import { Trainer } from './trainer.ts';

beforeAll(useCpuBackend);

it.each(AUTOENCODERS)('%s: the gradients are those of finite differences', (kind) => {
  const normal = new SeededGaussian(3);
  const model = new TinyAutoencoder(kind, () => normal.next());
  const { mask, picture } = allItems()[17]!;
  const [beta, noise, nudge] = [0.7, [0.4, -1.1], 1e-5] as const;
  const loss = () => {
    const { reconstruction, kl } = model.learn(mask, picture, beta, noise);
    return reconstruction + beta * kl;
  };
  loss();
  const gradients = model.layers.map((layer) => [
    layer.weightGradient.slice(),
    layer.biasGradient.slice(),
  ]);
  for (const [number, layer] of model.layers.entries()) {
    for (const [which, values] of [layer.weight, layer.bias].entries()) {
      // A few of each layer; every one takes part in the whole chain.
      for (let i = 0; i < values.length; i += Math.ceil(values.length / 7)) {
        const before = values[i]!;
        values[i] = before + nudge;
        const above = loss();
        values[i] = before - nudge;
        const below = loss();
        values[i] = before;
        expect(gradients[number]![which]![i]).toBeCloseTo((above - below) / (2 * nudge), 5);
      }
    }
  }
});

it('loss and gradients are those that tfjs finds by itself', async () => {
  const normal = new SeededGaussian(4);
  const model = new TinyAutoencoder('cvae', () => normal.next());
  const { mask, picture } = allItems()[30]!;
  const [beta, noise] = [1.5, [-0.3, 0.8]] as const;
  const { reconstruction, kl } = model.learn(mask, picture, beta, noise);

  const column = (values: ArrayLike<number>) =>
    tensor2d([...Array.from(values)], [values.length, 1]);
  const parameters = model.layers.flatMap(({ weight, bias, inputs, outputs }) => [
    tensor2d(Float32Array.from(weight), [outputs, inputs]),
    column(bias),
  ]);
  const { value, grads: gradients } = valueAndGrads((...tensors: Tensor[]) => {
    const layer = (number: number, x: Tensor) =>
      add(matMul(tensors[2 * number] as Tensor2D, x as Tensor2D), tensors[2 * number + 1]!);
    const y = column(mask);
    const x = column(picture);
    const h = tanh(layer(0, concat([y, x])));
    const [mu, logVar] = [layer(1, h), layer(2, h)];
    const z = add(mu, mul(exp(div(logVar, 2)), column(noise)));
    const logits = layer(4, tanh(layer(3, concat([z as Tensor2D, x]))));
    const cost = sum(losses.sigmoidCrossEntropy(y, logits, undefined, 0, Reduction.NONE));
    const divergence = sum(div(sub(add(square(mu), exp(logVar)), add(logVar, 1)), 2));
    return add(cost, mul(divergence, beta));
  })(parameters);
  expect(value.dataSync()[0]).toBeCloseTo(reconstruction + beta * kl, 3);
  model.layers.forEach(({ weightGradient, biasGradient }, number) => {
    [weightGradient, biasGradient].forEach((ours, which) => {
      const theirs = gradients[2 * number + which]!.dataSync();
      ours.forEach((slope, i) => expect(slope).toBeCloseTo(theirs[i]!, 4));
    });
  });
});

it('with a small β the latent plane tells the answers apart; with a large one it collapses', () => {
  const trained = (beta: number) => {
    const trainer = new Trainer('cvae');
    for (let step = 0; step < 120; step++) trainer.step(beta);
    return trainer;
  };
  const open = trained(1);
  const collapsed = trained(20);
  expect(open.kl).toBeGreaterThan(1);
  expect(collapsed.kl).toBeLessThan(0.1);
  expect(open.reconstruction).toBeLessThan(collapsed.reconstruction / 3);
});

it.each([
  // torch.distributions.kl_divergence(Normal(μ_q, σ_q), Normal(μ_p, σ_p)) in double precision, PyTorch 2.
  [1, 0.5, -0.3, 1.2, 1.049079848465011],
  [-3, 0.2, 3, 3, 4.210272423324432],
  [-3, 3, 3, 0.2, 559.2919497988978],
])(
  'KL(N(%d, %d²) ‖ N(%d, %d²)) is PyTorch’s, at the ends of the handles too',
  (mu, sigma, priorMu, priorSigma, kl) => {
    const found = gaussianKl({ mu, sigma }, { mu: priorMu, sigma: priorSigma });
    expect(found / kl).toBeCloseTo(1, 12);
  },
);

it('the KL of two Gaussians is the integral of q · ln(q / p), and 0 of two that are alike', () => {
  const q = { mu: 1, sigma: 0.5 };
  const p = { mu: -0.3, sigma: 1.2 };
  let sum = 0;
  for (let x = -8; x < 8; x += 0.001) {
    sum += density(q, x) * Math.log(density(q, x) / density(p, x)) * 0.001;
  }
  expect(gaussianKl(q, p)).toBeCloseTo(sum, 5);
  expect(gaussianKl(q, q)).toBe(0);
  expect(gaussianKl({ mu: 1, sigma: 1 }, { mu: 0, sigma: 1 })).toBe(0.5);
  expect(drawn(q, 2)).toBeCloseTo(2, 12);
});
