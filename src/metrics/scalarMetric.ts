import { MetricInputError } from './metricInput.ts';
import type { SaliencyPair } from './saliencyPair.ts';

/** A metric with one number per image; over a set it is their mean. */
export abstract class ScalarMetric {
  #sum = 0;
  #images = 0;

  /** The metric of one pair. */
  protected abstract score(pair: SaliencyPair): number;

  /** Scores a pair and takes it into the mean. */
  step(pair: SaliencyPair): number {
    const value = this.score(pair);
    this.add(value);
    return value;
  }

  /** Takes in a pair that was scored elsewhere. */
  add(value: number): void {
    this.#sum += value;
    this.#images++;
  }

  /**
   * The mean over all pairs so far.
   * @throws MetricInputError when there was none.
   */
  results(): number {
    if (this.#images === 0) {
      throw new MetricInputError('No image has been scored yet; step at least one pair first.');
    }
    return this.#sum / this.#images;
  }
}
