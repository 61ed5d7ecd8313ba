import { sentencesOf } from '../languages/sentence.ts';

/** What is told of a ground truth in English. The other errors of metrics are for programs that call them. */
export const metricsEnglish = {
  allButBlack: () =>
    'The ground truth is all but black, like a mask of the labels 0 and 1; multiply it by 255, or by 65535 in 16 bits, so that foreground is white.',
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const metricsSays = /* @__PURE__ */ sentencesOf('metrics', metricsEnglish);
