import type { DepthUnit } from '../image/depthValues.ts';
import { sentencesOf } from '../languages/sentence.ts';

/** What is told of a depth map before the network sees it, in English. */
export const inferenceEnglish = {
  depthMisfit: (name: string, question: string) => `${name} does not fit its photo. ${question}`,
  outOfRange: () =>
    'All readings of the depth map lie on one side of the range that was chosen for it, so it looks flat: choose another range.',
  countsAsNone: () =>
    'The depth map holds no reading at all, every pixel is 0 or transparent: it counts as no depth.',
  turnedAsPhoto: () =>
    'The photo’s file says that the photo is turned, and the depth map lay as the photo did before: it was turned likewise.',
  maybeTurned: () =>
    'The photo’s file says that the photo is turned, and it is not plain whether the depth map is as well: if it lies otherwise, turn or mirror it.',
  maybeDistances: (unit: Exclude<DepthUnit, 'none'>) =>
    `Its values look like ${unit}, and nothing says which end is near, so that large ones are taken as near: if they are distances, say that dark is near.`,
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const inferenceSays = /* @__PURE__ */ sentencesOf('inference', inferenceEnglish);
