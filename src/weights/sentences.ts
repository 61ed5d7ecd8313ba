import { sentencesOf } from '../languages/sentence.ts';

/** What is told of safetensors files in English. */
export const weightsEnglish = {
  shortSafetensors: (least: number, bytes: number) =>
    `A safetensors file has at least ${least} bytes, and this one has ${bytes}. Copy or download it again.`,
  longHeader: (bytes: number) =>
    `The header of the safetensors file has ${bytes} bytes, more than any network needs: save its weights alone.`,
  partOfSafetensors: (claimed: number, bytes: number) =>
    `This is not a whole safetensors file: its header claims ${claimed} bytes, and the file has ${bytes}. Copy or download it again.`,
  headerNoObject: () =>
    'The header of the safetensors file is not a JSON object. Copy or download it again.',
  headerNoJson: () =>
    'The header of the safetensors file is not JSON: it is damaged. Copy or download it again.',
  metadata: () =>
    'The metadata of the safetensors file holds more than texts. Save the weights with texts alone, or without metadata.',
  tensorCutOff: (name: string, end: number, bytes: number) =>
    `The safetensors file is cut off: ${name} ends at byte ${end} of ${bytes}. Copy or download it again.`,
  tensorType: (name: string, found: string, known: readonly string[]) =>
    `${name} in the safetensors file has the type ${found}; known are ${known.join(', ')}. Save it as float32, float16 or bfloat16.`,
  tensorShape: (name: string, found: string) =>
    `${name} in the safetensors file has the shape ${found}, which is not a list of sizes. Copy or download it again.`,
  tensorOffsets: (name: string, found: string) =>
    `${name} in the safetensors file has the offsets ${found}, which are not a begin and an end. Copy or download it again.`,
  tensorBytes: (
    name: string,
    bytes: number,
    shape: readonly number[],
    type: string,
    wanted: number,
  ) =>
    `${name} in the safetensors file takes ${bytes} bytes, and its shape [${shape.join(', ')}] of ${type} needs ${wanted}. Copy or download it again.`,
  overlap: (name: string, previous: string | null) =>
    `${name} in the safetensors file overlaps ${previous ?? 'the header'}. Copy or download it again.`,
  gap: (name: string, previous: string | null) =>
    `${name} in the safetensors file leaves a gap after ${previous ?? 'the header'}. Copy or download it again.`,
  loose: (bytes: number) =>
    `The safetensors file has ${bytes} bytes that belong to no tensor. Copy or download it again.`,
  valueType: (type: string) =>
    `Values of type ${type} are no weights of a network: save them as float32, float16 or bfloat16.`,
  noScale: (name: string, scale: string) =>
    `${name} in the safetensors file has 8-bit integers and no ${scale} that says what they stand for. Export the weights again.`,
  scaleShape: (scale: string, found: readonly number[], shape: readonly number[]) =>
    `${scale} in the safetensors file has the shape [${found.join(', ')}], which does not fit [${shape.join(', ')}]. Export the weights again.`,
};

// Where none of them is used, as in the page itself, bundlers leave them all out.
export const weightsSays = /* @__PURE__ */ sentencesOf('weights', weightsEnglish);
