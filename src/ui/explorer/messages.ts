import type { LatentMeaning } from '../models/modelFacts.ts';
import {
  formatMilliseconds,
  formatPercent,
  formatThousandths,
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
    posterior: 'Go to the ground truth’s place',
    posteriorHelp:
      'The mean of the posterior: where the latents lie that explain the ground truth best',
    posteriorBeyond: 'The ground truth’s place lies beyond the sliders’ ends.',
    score: (mae: number, iou: number) =>
      `Your answer against the ground truth: error\u00a0${formatThousandths(mae)}, overlap\u00a0${formatPercent(iou)}`,
    axis: (axis: number) => `z${formatSubscript(axis + 1)}`,
    axisName: (axis: number, meaning: LatentMeaning | null) => {
      const name = `Latent ${axis + 1}, in standard deviations of the prior`;
      return meaning === null ? name : `From ${meaning.low} to ${meaning.high}. ${name}`;
    },
    sigma: (value: number) => `${formatSigned(value)} σ`,
    effect: (share: number) => `changes ${formatPercent(share)}`,
    noEffect: 'changes little',
    legend: 'Percent: how much of this picture a slider changes. Dots: the answers above.',
    effectHelp:
      'A slider is a latent z. It moves the pixels that change by more than 0.1 between two standard deviations below the prior’s mean and two above. Where people would hardly differ, little moves.',
    reset: 'Reset',
    pad: (first: string, second: string) =>
      `Pad over ${first} and ${second}; arrow keys move the point`,
    place: (across: number, x: number, up: number, y: number) =>
      `z${formatSubscript(across + 1)} ${formatSigned(x)} σ, z${formatSubscript(up + 1)} ${formatSigned(y)} σ`,
    axisWith: (axis: number, meaning: LatentMeaning | null) => {
      const name = `z${formatSubscript(axis + 1)}`;
      return meaning === null ? name : `${name}: ${meaning.low} ↔ ${meaning.high}`;
    },
    padAxis: (which: 0 | 1) => (which === 0 ? 'Across' : 'Up'),
    terms:
      'μ and σ: mean and standard deviation of the prior, the normal distribution of latents that the network reads off the photo. z: where the sliders stand. Below, two of them at once; rings lie at one, two and three σ from μ.',
    time: (ms: number) => `${formatMilliseconds(ms)} per map`,
  },
  atlas: {
    title: 'Atlas',
    slow: 'This network runs as a whole for every map, so an atlas of dozens of maps would take minutes. Choose another model to see one.',
    label: (across: string, up: string) => `Small answers all over ${across} and ${up}`,
    hint: 'Each picture is the answer at its place; click one to go there. Drag to move what is enlarged; once clicked, the wheel zooms.',
    keys: 'Keys: arrows and Enter, + and − zoom, 0 shows all.',
    here: 'the sliders',
    dots: 'answers',
    posterior: 'ground truth',
    nearer: 'Nearer',
    farther: 'Farther',
    whole: 'All of it',
    cursor: (place: string) => `At ${place}; press Enter to go there.`,
    progress: (made: number, wanted: number) => `${made} of ${wanted} maps`,
  },
};
