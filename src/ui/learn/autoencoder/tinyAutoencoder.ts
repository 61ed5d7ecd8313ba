import { Dense } from './dense.ts';
import { SIDE } from './scenes.ts';

/** An autoencoder, a variational one, and one that is given the picture as well. */
export const AUTOENCODERS = ['ae', 'vae', 'cvae'] as const;
export type AutoencoderKind = (typeof AUTOENCODERS)[number];

export const LATENTS = 2;

const PIXELS = SIDE * SIDE;
const HIDDEN = 32;

/** What one item costs. */
export interface Cost {
  /** Cross-entropy of the mask, in nats. */
  readonly reconstruction: number;
  /** KL of the item's latent Gaussian to N(0, I), in nats; 0 of a plain autoencoder. */
  readonly kl: number;
}

/** Where an item lies in the latent plane: mean and log variance. */
export interface Code {
  readonly mu: Float64Array;
  readonly logVar: Float64Array;
}

/**
 * The smallest network with the parts of UC-Net's latent path: encoder, reparameterised z, decoder, one hidden layer each.
 * The prior is N(0, I); UC-Net learns it from the picture.
 *
 * Sources: Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014; Sohn et al., Learning Structured Output
 * Representation using Deep Conditional Generative Models, NIPS 2015.
 */
export class TinyAutoencoder {
  private readonly encode1: Dense;
  private readonly encodeMu: Dense;
  private readonly encodeLogVar: Dense;
  private readonly decode1: Dense;
  private readonly decode2: Dense;
  readonly layers: readonly Dense[];

  /** @param normal gives independent N(0,1) numbers */
  constructor(
    readonly kind: AutoencoderKind,
    normal: () => number,
  ) {
    const condition = kind === 'cvae' ? PIXELS : 0;
    this.encode1 = new Dense(PIXELS + condition, HIDDEN, normal);
    this.encodeMu = new Dense(HIDDEN, LATENTS, normal);
    this.encodeLogVar = new Dense(HIDDEN, LATENTS, normal);
    this.decode1 = new Dense(LATENTS + condition, HIDDEN, normal);
    this.decode2 = new Dense(HIDDEN, PIXELS, normal);
    this.layers = [this.encode1, this.encodeMu, this.encodeLogVar, this.decode1, this.decode2];
  }

  encode(mask: Float64Array, picture: Float64Array): Code {
    const h = this.encode1.forward(this.conditioned(mask, picture)).map(Math.tanh);
    return { mu: this.encodeMu.forward(h), logVar: this.encodeLogVar.forward(h) };
  }

  /** @returns 64 values in [0,1] */
  decode(z: ArrayLike<number>, picture: Float64Array): Float64Array {
    const d = this.decode1.forward(this.conditioned(z, picture)).map(Math.tanh);
    return this.decode2.forward(d).map(sigmoid);
  }

  /**
   * Adds one item's gradients of `reconstruction + β · KL` to those of the layers.
   *
   * @param noise ε of z = μ + σ · ε
   */
  learn(mask: Float64Array, picture: Float64Array, beta: number, noise: readonly number[]): Cost {
    const isPlain = this.kind === 'ae';
    const x = this.conditioned(mask, picture);
    const h = this.encode1.forward(x).map(Math.tanh);
    const mu = this.encodeMu.forward(h);
    const logVar = this.encodeLogVar.forward(h);
    const sigma = logVar.map((value) => Math.exp(value / 2));
    const z = mu.map((value, i) => (isPlain ? value : value + sigma[i]! * noise[i]!));
    const zx = this.conditioned(z, picture);
    const d = this.decode1.forward(zx).map(Math.tanh);
    const logits = this.decode2.forward(d);

    let reconstruction = 0;
    logits.forEach((value, i) => {
      reconstruction +=
        Math.max(value, 0) - value * mask[i]! + Math.log1p(Math.exp(-Math.abs(value)));
    });
    const kl = isPlain
      ? 0
      : mu.reduce((sum, m, i) => sum + (m * m + sigma[i]! ** 2 - 1 - logVar[i]!) / 2, 0);

    const dLogits = logits.map((value, i) => sigmoid(value) - mask[i]!);
    const dD = this.decode2.backward(d, dLogits).map((value, i) => value * (1 - d[i]! ** 2));
    const dZ = this.decode1.backward(zx, dD).subarray(0, LATENTS);
    const weight = isPlain ? 0 : beta;
    const dMu = dZ.map((value, i) => value + weight * mu[i]!);
    const dLogVar = dZ.map((value, i) =>
      isPlain ? 0 : (value * noise[i]! * sigma[i]! + weight * (sigma[i]! ** 2 - 1)) / 2,
    );
    const fromMu = this.encodeMu.backward(h, dMu);
    const fromLogVar = this.encodeLogVar.backward(h, dLogVar);
    this.encode1.backward(
      x,
      fromMu.map((value, i) => (value + fromLogVar[i]!) * (1 - h[i]! ** 2)),
    );
    return { reconstruction, kl };
  }

  private conditioned(values: ArrayLike<number>, picture: Float64Array): Float64Array {
    const all = new Float64Array(values.length + (this.kind === 'cvae' ? PIXELS : 0));
    all.set(values);
    if (this.kind === 'cvae') all.set(picture, values.length);
    return all;
  }
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
