import { formatFixed, formatMilliseconds } from '../parts/format.ts';
import type { CameraProblem } from './camera.ts';

/** The part of the catalogue that speaks of the camera. */
export const liveMessages = {
  button: 'Live camera',
  buttonBrief: 'Live',
  buttonHelp: 'The answers over the moving picture of a camera',
  title: 'Live camera',
  layer: 'What is drawn over the picture',
  layers: {
    agreed: 'Agreed',
    differ: 'Differ',
    outlines: 'Outlines',
    depth: 'Depth',
  },
  captions: {
    agreed: 'What the answers mark stays bright.',
    differ: 'Where the answers disagree, it glows.',
    outlines: 'One line around what each answer marks.',
    depth: 'Bright colours are near. Depth is estimated from the picture, since a camera has none.',
  },
  oneMapDiffer: 'Where the network is unsure, it glows.',
  picture: 'Picture of the camera',
  still: 'Take this picture',
  stillHelp: 'It becomes the open photo, in full size',
  privacy: 'Nothing is recorded or uploaded. Each picture is forgotten when the next one comes.',
  opening: 'Waiting for the camera. If the browser asks, allow it.',
  hidden: 'The camera is off while this tab is hidden.',
  network: 'The network is still on its way to your browser.',
  waiting: 'The first answers are on their way.',
  problems: {
    insecure:
      'Browsers give a camera only to pages by https, and this page came without. Open it by https, or take a photo and open that.',
    refused:
      'The camera is not allowed. Allow it for this page in the browser’s address bar or settings, then try again.',
    none: 'No camera was found. Connect one and try again, or open a photo instead.',
    busy: 'The camera does not start. Another program may be using it: close that and try again.',
    unplugged: 'The camera is gone: it was unplugged or turned off. Connect it and try again.',
    failed: 'The camera could not be opened. Try again, or open a photo instead.',
  } satisfies Record<CameraProblem, string>,
  retry: 'Try again',
  camera: 'Camera',
  unnamed: (number: number) => `Camera ${number}`,
  mirror: 'Mirror',
  rate: (perSecond: number, backend: string) =>
    perSecond < 1
      ? `A frame takes ${formatMilliseconds(1000 / perSecond)} on ${backend}`
      : `${formatFixed(perSecond, 1)} frames a second on ${backend}`,
  /** Of no answers: for the depth alone none is drawn. */
  facts: (answers: number) =>
    answers === 0
      ? 'Depth alone, no answers'
      : answers === 1
        ? '1 answer a frame, estimated depth'
        : `${answers} answers a frame, estimated depth`,
};

/** What can be drawn over the picture. */
export type LiveLayer = keyof typeof liveMessages.layers;
