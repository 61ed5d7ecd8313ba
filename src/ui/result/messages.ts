import { formatMilliseconds } from '../parts/format.ts';
import type { ShownStage } from '../engine/state.ts';
import type { Colours, Uncertainty, View } from './appearance.ts';

/** The part of the catalogue that speaks of maps. */
export const resultMessages = {
  firstLook: {
    titles: {
      photo: 'Photo',
      consensus: 'What catches the eye',
      uncertainty: 'Where the network is unsure',
    },
    alt: {
      photo: 'The first sample',
      consensus: 'A map, white where the sample’s object catches the eye',
      uncertainty: 'A map, white where the answers disagree',
    },
    caption:
      'Made beforehand, to look at while the network comes to your browser. Your own maps take their place.',
  },

  toolbar: {
    label: 'How maps are drawn',
    view: 'View',
    views: {
      mask: 'Mask',
      heat: 'Heat map',
      overlay: 'Overlay',
      'cut-out': 'Cut-out',
      difference: 'Difference',
    } satisfies Record<View, string>,
    viewHelp: 'Difference: each sample minus the mean of the samples',
    colours: 'Colours',
    colourNames: {
      magma: 'Magma',
      viridis: 'Viridis',
      turbo: 'Turbo',
      grey: 'Grey',
    } satisfies Record<Colours, string>,
    opacity: 'Opacity',
  },

  run: {
    stages: {
      idle: '',
      reading: 'Reading the files…',
      network: 'Running the network…',
      sampling: 'Drawing samples…',
      exploring: 'Running the network at the explorer’s position…',
    } satisfies Record<ShownStage, string>,
    sample: (done: number, total: number, leftMs: number) =>
      `Sample ${done + 1} of ${total}…${done > 0 ? ` ${formatMilliseconds(leftMs)} left` : ''}`,
    stop: 'Stop',
    stopHelp: 'Stop here; the samples that are done are shown',
    waitingForNetwork: 'Waiting for the network…',
    seconds: (seconds: number) => `${seconds} s`,
    timing: (image: number, samples: number, count: number, backend: string) =>
      `Image ${formatMilliseconds(image)}, ${count === 1 ? '1 sample' : `${count} samples`} ${formatMilliseconds(samples)} on ${backend}`,
    empty: 'Click a sample pair, or drop your own photo and depth map anywhere on this page.',
  },

  maps: {
    answer: 'Saliency',
    consensus: 'Consensus',
    mean: 'Mean',
    answerHelp: {
      consensus:
        'What the samples agree on: per pixel, agreement times the mean of those that agree',
      mean: 'The mean of the samples',
    },
    uncertainty: 'Uncertainty',
    uncertainties: {
      variance: 'Variance',
      entropy: 'Entropy',
    } satisfies Record<Uncertainty, string>,
    uncertaintyHelp: {
      variance: 'Variance over the samples. The scale ends at this image’s largest value',
      entropy: 'Entropy of the mean map, in bits: 1 is undecided',
    } satisfies Record<Uncertainty, string>,
    cutOut: 'Cut-out',
    png: 'PNG',
    bits: ' bit',
    depth: 'Depth',
    correctedDepth: 'Corrected depth',
    depthHelp: {
      'corrected-depth':
        'What DepthCorrectionNet makes of the depth map: holes filled, edges moved to the photo’s',
      'input-depth': 'The depth map as it was read, before its correction',
    },
    uncorrectedDepthHelp: 'The depth map as it was read: this network does not correct it',
    inputDepth: 'Input',
    corrected: 'Corrected',
    explored: 'Explored sample',
    sample: (number: number) => `Sample ${number}`,
    enlarge: (title: string) => `Enlarge: ${title}`,
    download: (title: string) => `Download as PNG: ${title}`,
    map: 'Map',
  },

  sampling: {
    title: 'Samples from the prior',
    help: 'Each is one plausible answer: the same photo, another latent z',
    count: 'Samples',
    seed: 'Seed',
    reroll: 'New seed',
    useInExplorer: (number: number) => `Set the sliders to sample ${number}`,
  },

  viewer: {
    label: (title: string) => `${title}, enlarged`,
    close: 'Close',
    previous: 'Previous map',
    next: 'Next map',
    position: 'Pixel',
    pointer: (x: number, y: number) => `${x}, ${y}`,
    noReading: 'no reading',
    hint: 'Point at the picture to read values. Arrow keys change the map.',
  },
};
