import type { MainScore } from '../../evaluation/resultRows.ts';
import type { UncertaintyKind } from '../../inference/sampleSummary.ts';
import { formatFixed, formatSigned } from '../parts/format.ts';

const F = 'F-measure: precision and recall in one number';
const E = 'E-measure: agreement pixel by pixel and of the whole';

const MEASURES: Readonly<Record<MainScore, string>> = {
  sMeasure: 'S-measure: how alike the structure of map and truth is, by objects and by regions',
  meanF: `${F}, the mean over all thresholds`,
  maxF: `${F}, at the best threshold`,
  adaptiveF: `${F}, at twice the map’s mean`,
  weightedF: `${F} without a threshold, errors weighed by where they lie`,
  meanE: `${E}, the mean over all thresholds`,
  maxE: `${E}, at the best threshold`,
  adaptiveE: `${E}, at twice the map’s mean`,
  iou: 'Intersection over union: of what either marks, the share that both mark, at twice the map’s mean',
  mae: 'Mean absolute error: by how much a pixel is wrong on average',
};

/** The part of the catalogue that speaks of scores against a ground truth. */
export const assessmentMessages = {
  title: 'Against the ground truth',
  help: 'Every map is resized to the ground truth and scored there, as “ucnet evaluate” does',
  working: 'Scoring…',
  outdated: 'What is shown has not been scored.',
  score: 'Score it',
  normaliseLegend: 'Maps are scored',
  normaliseChoices: { minMax: 'Min-max', raw: 'Raw' },
  normaliseHelp:
    'Min-max stretches each map to the whole range from 0 to 1 first, the habit of the published benchmarks. Raw scores its values as they are',
  scored: {
    minMax: 'Scores of maps stretched to [0, 1] (min-max)',
    raw: 'Scores of maps as they are (raw)',
  },
  map: 'Map',
  csv: 'CSV',
  csvHelp: 'Save all scores as comma-separated values',
  latex: 'LaTeX',
  latexHelp: 'Save the table for a paper',
  names: { consensus: 'Consensus', mean: 'Mean', posterior: 'Truth seen' },
  better: { higher: 'higher is better', lower: 'lower is better' },
  /** What stands behind the names in the heads of tables. */
  measures: {
    explained: (what: string, better: string) => `${what}; ${better}.`,
    ...MEASURES,
  },
  curves: 'Curves',
  curveTitles: {
    pr: 'Precision and recall',
    f: 'F-measure',
    e: 'E-measure',
    sparsification: 'Error left without the most uncertain pixels',
  },
  precision: 'Precision',
  recall: 'Recall',
  threshold: 'Threshold',
  removed: 'Share of pixels left out',
  relativeError: 'Relative error',
  /** Heads of columns. */
  kinds: { entropy: 'By total', variance: 'By variance' } satisfies Record<UncertaintyKind, string>,
  byUncertainty: {
    variance: 'By variance',
    entropy: 'By total',
  } satisfies Record<UncertaintyKind, string>,
  oracle: 'By the error itself',
  samples: 'Answers',
  errorMap: 'Error of the consensus',
  errorMapHelp:
    'Consensus minus ground truth. Red: marked and not salient. Blue: salient and missed',
  posteriorMap: 'An answer with the truth seen',
  posteriorMapHelp:
    'A second part of the network, the posterior, sees the ground truth: this is the map of a latent that explains it',
  posterior: 'Where the truth lies',
  posteriorHelp:
    'Where the latents lie that explain this ground truth, beside the prior, which sees only photo and depth',
  latent: 'Latent',
  gaussian: (mu: number, sigma: number) => `${formatSigned(mu)} ± ${formatFixed(sigma, 2)}`,
  posteriorColumn: 'Posterior μ\u00a0±\u00a0σ',
  priorColumn: 'Prior μ\u00a0±\u00a0σ',
  kl: 'KL (nats)',
  total: 'Sum',
  uncertainty: 'Uncertainty',
  uncertaintyHelp: 'Whether it finds the errors, and whether the answers come near the truth',
  uncertaintyScores: {
    consensusAuroc: {
      title: 'AUROC, wrong consensus pixels',
      help: 'Chance that a wrong pixel of the consensus is more uncertain than a right one; 0.5 is none',
    },
    auroc: {
      title: 'AUROC, wrong mean pixels',
      help: 'The same for the mean map',
    },
    aupr: {
      title: 'AUPR, wrong mean pixels',
      help: 'Average precision in finding wrong pixels; the share of wrong pixels is what chance gives',
    },
    errorRate: { title: 'Wrong pixels of the mean', help: 'Share on the wrong side of one half' },
    ause: {
      title: 'AUSE',
      help: 'Area between the sparsification curve and the best possible one; 0 is best',
    },
    expectedCalibrationError: {
      title: 'Calibration error',
      help: 'How far the mean map, read as a probability, is from the share of salient pixels; 0 is best',
    },
    generalisedEnergyDistance: {
      title: 'Energy distance',
      help: 'Generalised energy distance: how far the answers, as a set, are from the ground truth; 0 is best',
    },
    bestIou: { title: 'Best IoU of the answers', help: 'Of the answer that is nearest' },
  },
  sampleDistance: 'Distance between answers',
  sampleDistanceHelp: 'Mean of 1 − IoU over the pairs of answers',
  none: 'none',
};
