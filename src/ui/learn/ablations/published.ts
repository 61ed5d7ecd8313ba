/** A data set and what the paper's whole network scores on it. */
interface Published {
  readonly set: string;
  readonly sMeasure: number;
  readonly meanF: number;
  readonly meanE: number;
  readonly mae: number;
}

export const PUBLISHED_SCORES = ['sMeasure', 'meanF', 'meanE', 'mae'] as const;

/** Zhang et al., UC-Net, CVPR 2020, the table of results. */
export const PUBLISHED: readonly Published[] = [
  { set: 'NJU2K', sMeasure: 0.897, meanF: 0.886, meanE: 0.93, mae: 0.043 },
  { set: 'STERE', sMeasure: 0.903, meanF: 0.884, meanE: 0.938, mae: 0.039 },
  { set: 'DES', sMeasure: 0.934, meanF: 0.919, meanE: 0.967, mae: 0.019 },
  { set: 'NLPR', sMeasure: 0.92, meanF: 0.891, meanE: 0.951, mae: 0.025 },
  { set: 'LFSD', sMeasure: 0.864, meanF: 0.855, meanE: 0.901, mae: 0.066 },
  { set: 'SIP', sMeasure: 0.875, meanF: 0.867, meanE: 0.914, mae: 0.051 },
];
