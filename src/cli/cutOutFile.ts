import path from 'node:path';
import { type Background, cutOut } from '../image/cutOut.ts';
import { encodePicture, keepsTransparency, type PictureFormat } from '../image/encodePicture.ts';
import { Matting } from '../image/matting.ts';
import {
  chooseCutOutParts,
  type CutOutParts,
  findCutOutParts,
  keptOf,
} from '../image/cutOutParts.ts';
import type { RgbImage, ScalarMap } from '../image/types.ts';
import type { RunResult } from '../inference/runImage.ts';
import type { CutOutFileOptions } from './commandOptions.ts';
import { BadInput } from './failures.ts';
import { readPhoto } from './readImage.ts';

const FORMATS: Readonly<Record<string, PictureFormat>> = {
  '.png': 'png',
  '.webp': 'webp',
  '.jpg': 'jpg',
  '.jpeg': 'jpg',
};

/** A cut-out that is asked for, checked before the network runs. */
export interface PlannedCutOut {
  readonly file: string;
  readonly format: PictureFormat;
  readonly background: Background;
  readonly from: NonNullable<CutOutFileOptions['cutFrom']>;
  readonly threshold: number;
  readonly feather: number;
  readonly trim: boolean;
  /** Numbers of the parts that are kept, from 1; null keeps those that the map holds. */
  readonly parts: readonly number[] | 'all' | null;
}

/**
 * Reads what `--cut-out` and its companions say.
 *
 * @param samples how many answers there will be
 * @returns null where no cut-out is asked for
 * @throws BadInput or ImageError with one sentence on what does not fit
 */
export async function planCutOut(
  options: CutOutFileOptions,
  samples: number,
): Promise<PlannedCutOut | null> {
  const {
    cutOut: file,
    cutFrom: from = 'consensus',
    cutThreshold,
    cutFeather,
    cutBackground,
    cutTrim,
    cutParts,
  } = options;
  if (file === undefined) {
    const idle = [
      options.cutFrom !== undefined && '--cut-from',
      cutThreshold !== undefined && '--cut-threshold',
      cutFeather !== undefined && '--cut-feather',
      cutBackground !== undefined && '--cut-background',
      cutTrim === true && '--cut-trim',
      cutParts !== undefined && '--cut-parts',
    ].find((name) => name !== false);
    if (idle === undefined) return null;
    throw new BadInput(`${idle} says how a cut-out is made: add --cut-out and the file to write.`);
  }
  const format = FORMATS[path.extname(file).toLowerCase()];
  if (format === undefined) {
    throw new BadInput(`--cut-out ${file} ends in no format: name it .png, .webp or .jpg.`);
  }
  if (typeof from === 'number' && from > samples) {
    throw new BadInput(
      `--cut-from ${from} names an answer that is not there: ${samples === 1 ? 'the only one is 1' : `give one from 1 to ${samples}, or more --samples`}.`,
    );
  }
  return {
    ...{ file, format, from },
    background: await readBackground(cutBackground, format),
    threshold: cutThreshold ?? 0.5,
    feather: cutFeather ?? 0,
    trim: cutTrim === true,
    parts: cutParts ?? null,
  };
}

async function readBackground(
  text: string | undefined,
  format: PictureFormat,
): Promise<Background> {
  if (text === undefined) {
    if (keepsTransparency(format)) return { kind: 'transparent' };
    throw new BadInput(
      'A JPEG file has no transparency: say what is behind the object by --cut-background, such as white or blur, or name the file .png or .webp.',
    );
  }
  if (text === 'blur') return { kind: 'blur' };
  const hex = { white: 'ffffff', black: '000000' }[text] ?? /^#?([0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex === undefined) return { kind: 'picture', picture: await readPhoto(text) };
  const [red, green, blue] = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return { kind: 'colour', colour: [red!, green!, blue!] };
}

const NOTHING =
  'Nothing stands out enough to be cut out: lower --cut-threshold, or take another answer by --cut-from.';

/** For each part whether it is wanted. */
function keptParts(found: CutOutParts, wanted: PlannedCutOut['parts']): boolean[] {
  if (wanted === null) return keptOf(found.list);
  const count = found.list.length;
  const absent = wanted === 'all' ? undefined : wanted.find((number) => number > count);
  if (absent !== undefined) {
    if (count === 0) throw new BadInput(NOTHING);
    throw new BadInput(
      `--cut-parts ${absent} names a part that is not there: ${count === 1 ? 'the only one is 1' : `give numbers from 1 to ${count}`}.`,
    );
  }
  return found.list.map((_, i) => wanted === 'all' || wanted.includes(i + 1));
}

/** A line on each part that there is to keep or to drop; none where there is no choice. */
function describeParts({ list }: CutOutParts, kept: readonly boolean[], answers: number): string[] {
  if (list.length < 2) return [];
  return list.map(({ area, share }, i) => {
    const size = `${(100 * area).toFixed(1)}% of the picture`;
    const holders = `held by ${Math.round(share * answers)} of ${answers} answers`;
    return `Part ${i + 1}: ${size}, ${holders}, ${kept[i] ? 'kept' : 'left out'}.`;
  });
}

/** A cut-out, and what there was to choose from. */
export interface CutOutResult {
  readonly bytes: Uint8Array;
  /** A line on each part; empty where there is one at most. */
  readonly parts: readonly string[];
}

/** @throws BadInput where nothing is left of the object, or a part is not there; ImageError where the file cannot be made */
export async function cutOutFile(
  photo: RgbImage,
  { maps, summary }: Pick<RunResult, 'maps' | 'summary'>,
  { format, from, threshold, parts: wanted, ...options }: PlannedCutOut,
): Promise<CutOutResult> {
  const map: ScalarMap = typeof from === 'number' ? maps[from - 1]! : summary[from];
  const found = findCutOutParts(maps, map, threshold);
  const kept = keptParts(found, wanted);
  const chosen = chooseCutOutParts(map, maps, found, kept);
  const picture = cutOut(photo, new Matting(photo).matte(chosen, threshold), options);
  if (picture === null) throw new BadInput(NOTHING);
  const bytes = await encodePicture(picture, format);
  return { bytes, parts: describeParts(found, kept, maps.length) };
}
