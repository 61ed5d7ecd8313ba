import { sentencesOf } from '../languages/sentence.ts';

/** What is told of safetensors files in English. */
export const weightsEnglish = {
  shortSafetensors: (least: number, bytes: number) =>
    `A safetensors file has at least ${least} bytes, and this one has ${bytes}.`,
  longHeader: (bytes: number) =>
    `The header of the safetensors file has ${bytes} bytes, more than any network needs: save its weights alone.`,
  partOfSafetensors: (claimed: number, bytes: number) =>
    `This is not a whole safetensors file: its header claims ${claimed} bytes, and the file has ${bytes}.`,
  headerNoObject: () => 'The header of the safetensors file is not a JSON object.',
  headerNoJson: () => 'The header of the safetensors file is not JSON: it is damaged.',
  metadata: () => 'The metadata of the safetensors file holds more than texts.',
  tensorCutOff: (name: string, end: number, bytes: number) =>
    `The safetensors file is cut off: ${name} ends at byte ${end} of ${bytes}.`,
  tensorType: (name: string, found: string, known: readonly string[]) =>
    `${name} in the safetensors file has the type ${found}; known are ${known.join(', ')}.`,
  tensorShape: (name: string, found: string) =>
    `${name} in the safetensors file has the shape ${found}, which is not a list of sizes.`,
  tensorOffsets: (name: string, found: string) =>
    `${name} in the safetensors file has the offsets ${found}, which are not a begin and an end.`,
  tensorBytes: (
    name: string,
    bytes: number,
    shape: readonly number[],
    type: string,
    wanted: number,
  ) =>
    `${name} in the safetensors file takes ${bytes} bytes, and its shape [${shape.join(', ')}] of ${type} needs ${wanted}.`,
  overlap: (name: string, previous: string | null) =>
    `${name} in the safetensors file overlaps ${previous ?? 'the header'}.`,
  gap: (name: string, previous: string | null) =>
    `${name} in the safetensors file leaves a gap after ${previous ?? 'the header'}.`,
  loose: (bytes: number) => `The safetensors file has ${bytes} bytes that belong to no tensor.`,
  valueType: (type: string) =>
    `Values of type ${type} are no weights of a network: save them as float32, float16 or bfloat16.`,
  noScale: (name: string, scale: string) =>
    `${name} in the safetensors file has 8-bit integers and no ${scale} that says what they stand for.`,
  scaleShape: (scale: string, found: readonly number[], shape: readonly number[]) =>
    `${scale} in the safetensors file has the shape [${found.join(', ')}], which does not fit [${shape.join(', ')}].`,
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const weightsSays = /* @__PURE__ */ sentencesOf('weights', weightsEnglish);
