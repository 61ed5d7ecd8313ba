import type { StartProgress } from '../../worker/protocol.ts';
import { formatMegabytes, formatRoom } from '../parts/format.ts';
import type { ModelEntry } from './modelMenu.ts';

/** The part of the catalogue that speaks of models. */
export const modelsMessages = {
  start: {
    title: 'Getting the network ready',
    stages: {
      backend: 'Looking for the fastest backend',
      download: 'Downloading the weights',
      read: 'Reading the checkpoint',
      build: 'Building the network',
      'warm-up': 'Warming up',
    } satisfies Record<StartProgress['stage'], string>,
    bytes: (loaded: number, total: number) =>
      total > 0
        ? `${formatMegabytes(loaded)} of ${formatMegabytes(total)} MB`
        : `${formatMegabytes(loaded)} MB`,
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
    megabytes: (bytes: number) => (bytes > 0 ? `${formatMegabytes(bytes)} MB` : ''),
    remove: (title: string) => `Remove ${title}`,
    own: 'Use your own checkpoint',
    ownHelp:
      'Drop it anywhere on this page: a .pth of the authors’ UC-Net (ResNet-50), or a .safetensors of that network or of the one this page ships. It is read on this machine and never leaves it; nothing in it is run as code.',
    chooseFile: 'Choose a file',
    keep: 'Keep it in this browser for the next visit',
    keepSize: (bytes: number, room: number | null) =>
      `Takes at most ${formatMegabytes(bytes)} MB${room === null ? '' : ` of the ${formatRoom(room)} that the browser still grants`}. The authors’ network is kept in 16 bits, and then runs with these.`,
    noRoom: (bytes: number, room: number) =>
      `May take ${formatMegabytes(bytes)} MB, and the browser grants only ${formatRoom(room)} more: remove another checkpoint, or use it without keeping it.`,
    cannotKeep: 'This browser keeps nothing for this page: its address is not secure (https).',
    use: 'Use this checkpoint',
    dismiss: 'Not now',
    wholeRun:
      'This network starts with z, so every move is a whole run of it; the latest position wins',
  },

  oneMap: {
    title: 'One map, no samples',
    text: (model: string) =>
      `${model} is a baseline to compare UC-Net with: it has no latent space, so it gives one map of a photo and leaves the depth as it is. Choose UC-Net for samples, sliders and corrected depth.`,
  },
};
