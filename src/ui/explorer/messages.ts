import {
  formatMilliseconds,
  formatPercent,
  formatSigned,
  formatSubscript,
} from '../parts/format.ts';

/** The part of the catalogue that speaks of the latent explorer. */
export const explorerMessages = {
  explorer: {
    title: 'How people may differ',
    help: 'Each slider is one way in which people differ, as the network learnt it. Every position is another answer; dots are the answers of the strip. The picture follows.',
    numbers: 'Numbers',
    play: 'Play from end to end',
    stop: 'Stop playing',
    posterior: 'Go to the posterior',
    posteriorHelp: 'Where the latents lie that explain the ground truth best',
    score: (mae: number, iou: number) =>
      `Against the ground truth: error ${mae.toFixed(3)}, overlap ${formatPercent(iou)}`,
    axis: (axis: number) => `z${formatSubscript(axis + 1)}`,
    axisName: (axis: number) => `Latent ${axis + 1}, in standard deviations of the prior`,
    sigma: (value: number) => `${formatSigned(value)} σ`,
    effect: (share: number) => `moves ${formatPercent(share)}`,
    effectHelp:
      'A slider is a latent z. It moves the pixels that change by more than 0.1 between two standard deviations below the prior’s mean and two above. Where people would hardly differ, little moves.',
    reset: 'Reset',
    pad: (first: string, second: string) =>
      `Pad over ${first} and ${second}; arrow keys move the point`,
    padAxis: (which: 0 | 1) => (which === 0 ? 'Across' : 'Up'),
    time: (ms: number) => `${formatMilliseconds(ms)} per map`,
  },
};
