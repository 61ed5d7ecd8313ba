import { recall } from './fMeasure.ts';
import type { Confusion, ThresholdCounts } from './thresholdCounts.ts';
import { ThresholdMetric, type ThresholdScores } from './thresholdMetric.ts';

/** Share of the background that is called so (specificity); 0 when there is none. In [0, 1]. */
export function specificity({ trueNegatives, falsePositives }: Confusion): number {
  return trueNegatives === 0 ? 0 : trueNegatives / (trueNegatives + falsePositives);
}

/**
 * Per-class accuracy, `(TP / (TP + FN) + TN / (TN + FP)) / 2`: the mean of the two classes' own accuracies, in [0, 1].
 * A class without pixels counts 0, so that the balanced error rate is always 1 minus this.
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 5 ("mean accuracy").
 */
export function classAccuracy(confusion: Confusion): number {
  return (recall(confusion) + specificity(confusion)) / 2;
}

/** The mean of both classes' accuracy, and each of them. */
export interface ClassAccuracyScores extends ThresholdScores {
  readonly foreground: ThresholdScores;
  readonly background: ThresholdScores;
}

/** Per-class accuracy over a set, at every threshold. */
export class ClassAccuracy {
  readonly #both = new ThresholdMetric(classAccuracy);
  readonly #foreground = new ThresholdMetric(recall);
  readonly #background = new ThresholdMetric(specificity);

  /** Scores a pair and takes it into the means. */
  step(pair: { readonly counts: ThresholdCounts }): ClassAccuracyScores {
    const foreground = this.#foreground.step(pair);
    const background = this.#background.step(pair);
    return { ...this.#both.step(pair), foreground, background };
  }

  /**
   * The accuracy over all pairs so far.
   * @throws MetricInputError when there was none.
   */
  results(): ClassAccuracyScores {
    const foreground = this.#foreground.results();
    const background = this.#background.results();
    return { ...this.#both.results(), foreground, background };
  }
}
