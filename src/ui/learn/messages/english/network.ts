import { formatNumber } from '../../format.ts';

/** Around the chapters that look into networks. */
export const network = {
  picture: 'Picture to compute on',
  open: 'The open picture',
  loading: 'The network is loading (4 to 7 MB, once), then it runs …',
  computing: 'Computing …',
  again: 'Try again',
  lost: 'The network stopped, or its code could not be loaded: check the connection and try again.',
  noExamples: 'The examples cannot be reached. Check the connection and load the page again.',
  photo: 'Photo',
  square:
    'The network sees every picture as a square of 352 × 352 pixels, so it is shown as one here.',
  layerSize: (height: string, width: string, channels: string) =>
    `${height} × ${width} pixels, ${channels} channels`,
  tiles: (shown: string, all: string) => `${shown} of ${all} channels, small`,
  channel: (number: string) => `Channel ${number}`,
  first: (count: string) => `The first ${count} are shown small; the slider reaches all.`,
  channelHandle: 'Channel',
  least: 'Least',
  mean: 'Mean',
  greatest: 'Greatest',
  multiplyAdds: (count: number) => `${formatNumber(count / 1e6, 1)} million`,
};
