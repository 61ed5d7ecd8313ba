import type { StartProgress } from '../../worker/startProtocol.ts';
import { formatMegabytes, formatRoom } from '../parts/format.ts';
import type { ModelEntry } from './modelMenu.ts';

/** The part of the catalogue that speaks of models. */
export const modelsMessages = {
  start: {
    title: 'Getting the network ready',
    stages: {
      backend: 'Looking for the fastest way to compute',
      download: 'Downloading the weights',
      read: 'Reading the checkpoint',
      build: 'Building the network',
      'warm-up': 'Warming up',
      'first-answer': 'Answering for the first time: a few seconds',
    } satisfies Record<StartProgress['stage'] | 'first-answer', string>,
    bytes: (loaded: number, total: number) =>
      total > 0
        ? `${formatMegabytes(loaded)} of ${formatMegabytes(total)}`
        : `${formatMegabytes(loaded)}`,
    fromCache: 'from this browser’s cache',
    opening: (title: string) => `Opening ${title}`,
    failed: 'The network did not start',
    retry: 'Try again',
  },

  models: {
    label: 'Model',
    madeBy: (title: string) => `Made by ${title}`,
    title: 'Which model makes the results',
    origins: {
      shipped: '',
      kept: 'yours, kept in this browser',
      visit: 'yours, until you close the page',
    } satisfies Record<ModelEntry['origin'], string>,
    abouts: {
      'ucnet-lite1':
        'Several answers, where they differ, sliders, and a corrected depth: the network of the paper, in small.',
      'u-net-mobilenetv2':
        'One answer. Goes back up to the picture step by step, and looks at the finer layers on the way (U-Net, 2015).',
      'fcn-8s-mobilenetv2':
        'One answer. Adds two finer layers before it enlarges by 8: the best of the three FCN (2015).',
      'fcn-16s-mobilenetv2':
        'One answer. Adds one finer layer before it enlarges by 16 (FCN, 2015).',
      'fcn-32s-mobilenetv2':
        'One answer. Enlarges the coarsest layer by 32 in one step: round outlines (FCN, 2015).',
    } as Readonly<Partial<Record<string, string>>>,
    figures: (s: string, f: string, mae: string, people: string | null) =>
      `500 photos: S ${s}, F ${f}, error ${mae}${people === null ? '' : `; distance to twelve people ${people}`}`,
    figuresHelp:
      'S-measure and mean F-measure (higher is better) and mean absolute error (lower is better) of the mean map, on 500 photos that no training saw, without depth. Distance to twelve people: the energy distance of five answers to what twelve people marked (lower is better).',
    megabytes: (bytes: number) => (bytes > 0 ? `${formatMegabytes(bytes)}` : ''),
    remove: (title: string) => `Remove ${title}`,
    own: 'Use your own checkpoint',
    ownHelp:
      'A .pth of the authors’ UC-Net (ResNet-50), or a .safetensors of that network or of the one this page ships. It is read on this machine and never leaves it; nothing in it is run as code.',
    ownDrop: 'You can also drop it anywhere on this page.',
    chooseFile: 'Choose a file',
    keep: 'Keep it in this browser for the next visit',
    keepSize: (bytes: number, room: number | null) =>
      `Takes at most ${formatMegabytes(bytes)}${room === null ? '' : ` of the ${formatRoom(room)} that the browser still grants`}. The authors’ network is kept in 16 bits, and then runs with these.`,
    noRoom: (bytes: number, room: number) =>
      `May take ${formatMegabytes(bytes)}, and the browser grants only ${formatRoom(room)} more: remove another checkpoint, or use it without keeping it.`,
    cannotKeep: 'This browser keeps nothing for this page: its address is not secure (https).',
    use: 'Use this checkpoint',
    dismiss: 'Not now',
    wholeRun:
      'This network starts with z, so every move is a whole run of it; the latest position wins',
  },

  oneMap: {
    title: 'One map, one answer',
    text: (model: string) =>
      `${model} is a baseline to compare UC-Net with: it has no latent space, so it gives one map of a photo and leaves the depth as it is. Choose UC-Net for several answers, sliders and corrected depth.`,
  },
};
