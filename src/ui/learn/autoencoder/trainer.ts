import { SeededGaussian } from '../../../math/gaussian.ts';
import { allItems, type Item } from './scenes.ts';
import { type AutoencoderKind, type Code, LATENTS, TinyAutoencoder } from './tinyAutoencoder.ts';

const RATE = 0.01;

/** Training ends after this many steps, each over all 72 items. */
export const STEPS = 400;

/** Trains one tiny autoencoder on all scenes. The same seed gives the same training. */
export class Trainer {
  readonly items: readonly Item[] = allItems();
  readonly model: TinyAutoencoder;
  private readonly noise: SeededGaussian;
  /** Steps so far. */
  steps = 0;
  /** Means over the items, in the latest step, in nats. */
  reconstruction = Number.NaN;
  kl = Number.NaN;

  constructor(kind: AutoencoderKind, seed = 1) {
    const normal = new SeededGaussian(seed);
    this.model = new TinyAutoencoder(kind, () => normal.next());
    this.noise = new SeededGaussian(seed + 1);
  }

  /** One step over all items. */
  step(beta: number): void {
    let reconstruction = 0;
    let kl = 0;
    for (const { mask, picture } of this.items) {
      const cost = this.model.learn(mask, picture, beta, this.noise.fill(LATENTS));
      reconstruction += cost.reconstruction;
      kl += cost.kl;
    }
    this.steps++;
    const count = this.items.length;
    for (const layer of this.model.layers) layer.descend(RATE, count, this.steps);
    this.reconstruction = reconstruction / count;
    this.kl = kl / count;
  }

  /** Where every item lies in the latent plane. */
  codes(): Code[] {
    return this.items.map(({ mask, picture }) => this.model.encode(mask, picture));
  }
}
