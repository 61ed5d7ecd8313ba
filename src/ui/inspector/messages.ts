import type { DepthUnit } from '../../image/depthValues.ts';
import type { Hole } from '../../image/depthReadings.ts';
import type { ZeroChoice } from '../../image/depthReadings.ts';
import { formatFixed, formatPercent, formatPercentage } from '../parts/format.ts';

/** Millimetres as metres, to the centimetre. */
function metres(millimetres: number): string {
  return formatFixed(millimetres / 1000, 2);
}

/** The part of the catalogue that speaks of a depth map's own readings. */
export const inspectorMessages = {
  open: 'Inspect',
  openHelp: 'Look at the depth map’s readings; turn it, mirror it, move it, choose its range',
  title: 'Depth map, inspected',
  pictureAlt: 'The depth map over its photo: bright colours are near, grey has no reading',
  pointHint: 'Touch the picture, or point at it, to read a value.',
  keys: 'Keys: arrows move the point.',
  reading: {
    millimetres: (value: string, number: number) =>
      `${value} here: ${metres(number)} m, if it is millimetres`,
    metres: (value: string) => `${value} here: in metres, it seems`,
    none: (value: string) => `${value} here`,
  } satisfies Record<DepthUnit, (value: string, number: number) => string>,
  noReading: {
    zero: 'No reading here: the file has 0',
    highest: 'No reading here: the file has its highest value',
    none: 'No reading here: the file says nothing, or nothing was moved here',
  } satisfies Record<Hole, string>,
  units: {
    millimetres: (low: string, high: string, from: number, to: number) =>
      `Readings from ${low} to ${high}. They look like millimetres: ${metres(from)} m to ${metres(to)} m.`,
    metres: (low: string, high: string) =>
      `Readings from ${low} to ${high}. They look like metres.`,
    none: (low: string, high: string) =>
      `Readings from ${low} to ${high}. They have no unit: disparity, or depth that was brought to a range.`,
  } satisfies Record<DepthUnit, (low: string, high: string, from: number, to: number) => string>,
  empty: 'There is no reading in this file.',
  distances:
    'Distances are small where things are near, so “dark” is near. “Bright” is chosen at present.',
  takeDark: 'Take dark as near',
  chart: (low: string, high: string) =>
    `How many pixels have which reading, from ${low} to ${high}; what is outside the chosen range is pale`,
  near: 'near',
  far: 'far',
  holes: {
    zero: (share: number) => `0 means “no reading”: ${formatPercent(share)} of the pixels`,
    highest: (share: number, value: string) =>
      `${value} means “no reading”: ${formatPercent(share)} of the pixels`,
    none: (share: number) => `No value at all: ${formatPercent(share)} of the pixels`,
  },
  noHoles: 'Every pixel has a reading.',
  range: 'Range',
  from: 'From',
  to: 'To',
  wholeRange: 'All readings',
  place: 'Place',
  turnLeft: 'Turn left',
  turnRight: 'Turn right',
  mirror: 'Mirror left and right',
  shiftAcross: 'Move right',
  shiftDown: 'Move down',
  percent: (share: number) => formatPercentage(share),
  zeros: '0 means “no reading”',
  zeroChoices: { auto: 'auto', yes: 'yes', no: 'no' } satisfies Record<ZeroChoice, string>,
  photoBeneath: 'Show the photo beneath',
  asStored: 'As the file has it',
};
