import { formatPercent } from '../parts/format.ts';
import type { DepthPlace } from '../../image/types.ts';
import type { Role } from '../../image/types.ts';
import type { ImageOrigin, WithoutDepth } from './openImage.ts';

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  photo: 'photo',
  depth: 'depth map',
  truth: 'ground truth',
};

const DEPTH_PLACE_WORDS: Readonly<Record<DepthPlace, string>> = {
  alpha: 'its transparency',
  right: 'its right half',
  left: 'its left half',
  bottom: 'its lower half',
  top: 'its upper half',
};

/** The part of the catalogue that speaks of what goes in. */
export const inputMessages = {
  input: {
    title: 'Image',
    openPhoto: 'Open your photo',
    openAnother: 'Open another photo',
    takePhoto: 'Take a photo',
    /** Under its icon, as are the words of its neighbours: each is a part of the whole name. */
    takeBrief: 'Take',
    openHint: 'or drop or paste it anywhere',
    slots: {
      photo: { title: 'Photo' },
      depth: { title: 'Depth' },
      truth: { title: 'Ground truth' },
    } satisfies Record<Role, { title: string }>,
    add: { depth: 'Add a depth map', truth: 'Add a ground truth' },
    another: { depth: 'Another depth map', truth: 'Another ground truth' },
    depthChoices: { estimated: 'Estimated', none: 'None' } satisfies Record<WithoutDepth, string>,
    depthFile: (origin: ImageOrigin['kind']) => (origin === 'example' ? 'Sample’s' : 'Own file'),
    innerDepth: 'The photo’s',
    estimatedTag: 'estimated',
    estimating: 'Estimating depth from the photo…',
    estimatedHint:
      'This depth is estimated from the photo, by a small network in this browser, and takes the place of a depth map. All that you save says so.',
    noEstimate: (reason: string) =>
      `Depth could not be estimated, so the photo runs without. ${reason}`,
    retryEstimate: 'Try again',
    exampleTruth: 'This sample’s ground truth',
    truthFacts: (size: string, objects: number) =>
      `${size}, ${objects === 1 ? '1 object' : `${objects} objects`}`,
    withNote: (facts: string, note: string) => `${facts}. ${note}`,
    truthAlt: 'Ground truth; white is foreground',
    remove: 'Remove',
    removeOne: (role: Role) => `Remove ${ROLE_NAMES[role]}`,
    swap: 'Swap with photo',
    swapHelp: 'The depth map becomes the photo, and the photo the depth map',
    dropAnywhere: 'Drop a photo, a depth map, a ground truth, or all of them',
    near: 'Near is',
    nearChoices: { auto: 'auto', bright: 'bright', dark: 'dark' },
    nearDecided: (end: string, byFile: boolean) =>
      `${byFile ? 'The file says so' : 'Decided from the picture'}: ${end} is near. Choose yourself if that is wrong.`,
    nearHelp: 'Which end of the depth map’s grey values is near the camera',
    size: (width: number, height: number) => `${width} × ${height}`,
    depthFacts: (bits: number, missingShare: number) =>
      `${bits} bit${missingShare > 0 ? `, ${formatPercent(missingShare)} missing` : ''}`,
    photoAlt: (name: string) => `Photo: ${name}`,
    depthAlt: 'Input depth map; bright colours are near',
    noDepth:
      'No depth map: the network is told that nothing was measured, and assumes a flat scene.',
    nearLegend: 'near',
    farLegend: 'far',
    privacy: 'Your images never leave this machine: the network runs in this browser.',
  },

  examples: {
    title: 'Sample pairs',
    before: 'Samples before',
    after: 'Further samples',
    open: (title: string) => `Open the sample ${title}`,
    unreachable: 'The sample cannot be reached: check the connection and try again.',
    missing: (status: number) => `The sample is not there: the site answers ${status}.`,
    credit: (credit: string, licence: string) => [credit, licence].filter(Boolean).join(' · '),
  },

  question: {
    title: 'Photo and depth map have different shapes',
    text: (photo: string, depth: string) =>
      `The photo is ${photo} pixels, the depth map ${depth}. Their aspect ratios differ by more than 2%, so they may not belong together.`,
    turned: 'They would fit if one of them were turned by a quarter.',
    turn: 'Turn the depth map by a quarter',
    stretch: 'Stretch the depth map over the photo',
    crop: 'Crop the depth map to the photo’s shape',
    estimated: 'Leave it out and estimate depth from the photo',
    without: 'Leave it out and go on without depth',
    cancel: 'Keep the current image',
  },

  depthQuestion: {
    title: 'This looks like a depth map',
    text: (name: string) =>
      `${name} was opened as a photo, but by its name or its kind (grey, 16 bit) it is a depth map. The network needs the photo that belongs to it.`,
    depthOf: (photo: string) => `Use it as the depth of ${photo}`,
    depthFirst: 'Use it as depth, and choose its photo next',
    photo: 'Open it as a photo all the same',
    cancel: 'Keep the current image',
  },

  placeQuestion: {
    title: 'Does this picture hold its depth as well?',
    text: (name: string, place: DepthPlace) =>
      `${name} looks like photo and depth in one, with the depth in ${DEPTH_PLACE_WORDS[place]}.`,
    take: 'Yes, read it as photo and depth',
    photo: 'No, it is just a photo',
    cancel: 'Keep the current image',
  },
};
