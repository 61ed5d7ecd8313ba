import { formatEnglish } from '../../../image/formatSentences.ts';
import { imageEnglish } from '../../../image/sentences.ts';
import { truthEnglish } from '../../../image/truthSentences.ts';
import { inferenceEnglish } from '../../../inference/sentences.ts';
import { metricsEnglish } from '../../../metrics/sentences.ts';
import { modelEnglish } from '../../../model/sentences.ts';
import { nnEnglish } from '../../../nn/sentences.ts';
import { checkpointEnglish } from '../../../weights/checkpointSentences.ts';
import { weightsEnglish } from '../../../weights/sentences.ts';
import { workerEnglish } from '../../../worker/sentences.ts';

/** What is told from where it happens. */
export const ENGLISH_SENTENCES = {
  format: formatEnglish,
  image: imageEnglish,
  truth: truthEnglish,
  inference: inferenceEnglish,
  metrics: metricsEnglish,
  model: modelEnglish,
  nn: nnEnglish,
  checkpoint: checkpointEnglish,
  weights: weightsEnglish,
  worker: workerEnglish,
};
