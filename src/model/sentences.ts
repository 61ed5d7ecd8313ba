import { sentencesOf } from '../languages/sentence.ts';

/** What is told of a `model.json` in English. What a value should be goes on after “needs … to be”. */
export const modelEnglish = {
  otherVersion: (found: string, known: number) =>
    `model.json has formatVersion ${found}, and this program reads ${known}: use the model that belongs to this version.`,
  noObject: () => 'model.json is not a JSON object: the file is damaged or another one.',
  noConfiguration: () =>
    'The configuration in model.json is not a JSON object: the file is damaged or another one.',
  unknownValues: (names: readonly string[]) =>
    `model.json has configuration values this program does not know: ${names.join(', ')}.`,
  badValue: (key: string, wanted: string, found: string | null) =>
    `model.json needs ${key} to be ${wanted}, and has ${found ?? 'nothing'}.`,
  text: () => 'a text that is not empty',
  fraction: () => 'a number from 0 to below 1',
  oneOf: (names: readonly string[]) => `one of ${names.join(', ')}`,
  multipleOf: (factor: number) =>
    factor === 1 ? 'a whole number above 0' : `a positive multiple of ${factor}`,
  list: (length: number | null, least: number) =>
    `a list of ${length ?? 'one or more'} whole numbers, each ${least} or more`,
  channelOrder: (highest: number) =>
    `model.json needs channelOrder to hold each of 0 to ${highest} (featureWidth + latentDim channels) once.`,
  firstWidth: (first: number, featureWidth: number) =>
    `model.json needs the first of stageWidths (${first}) to equal featureWidth (${featureWidth}).`,
  narrowStage: (growthDivisor: number, width: number) =>
    `model.json needs every one of stageWidths to be growthDivisor (${growthDivisor}) or more, and has ${width}.`,
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const modelSays = /* @__PURE__ */ sentencesOf('model', modelEnglish);
