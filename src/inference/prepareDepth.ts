import { depthRemarks } from '../image/decodeDepth.ts';
import { adjustDepth, AS_STORED, type DepthAdjustment } from '../image/adjustDepth.ts';
import { type DepthUnit, guessUnit, valueOf } from '../image/depthValues.ts';
import { checkDepthFit } from '../image/fitDepth.ts';
import { ImageError } from '../image/imageError.ts';
import { normaliseDepth, summariseDepth } from '../image/normaliseDepth.ts';
import type { DepthMap, ImageSize, RawDepth, RgbImage } from '../image/types.ts';
import type { Sentence, Told } from '../languages/sentence.ts';
import { decideNear, type NearEnd } from './decideNear.ts';
import type { Predictor } from './predictor.ts';
import { inferenceSays } from './sentences.ts';

/**
 * Which end of the stored depth is near; `auto` takes the end that the file itself says, and where it says nothing, has the
 * network's map of the photo decide.
 */
export type NearChoice = NearEnd | 'auto';

/** Who says which end is near: the user, the file itself, the network, or nobody, in which case bright counts as near. */
export type NearSource = 'user' | 'file' | 'network' | 'nobody';

/** What becomes of a depth map of another shape than its photo's. */
export type DepthFit = 'stretch' | 'crop';

/** A depth map is of another shape than its photo, and nobody said what to do about it. */
export class DepthMisfit extends ImageError {
  constructor(name: string, question: Sentence) {
    super('differentShape', inferenceSays.depthMisfit(name, question));
  }
}

/** A decoded depth map, and how messages call its file. */
export interface DepthFile {
  readonly name: string;
  readonly raw: RawDepth;
}

/** Depth that was estimated from the photo. Near is 1 already, so nothing has to be decided. */
export interface EstimatedDepth {
  readonly estimated: DepthMap;
}

/** What is decided about a depth map. */
export interface DepthChoices {
  /** Null takes the end that the file itself says, else bright. */
  readonly near: NearChoice | null;
  /** Null refuses a depth map of another shape. */
  readonly fit: DepthFit | null;
  /** How else it is read, default as its file has it. */
  readonly adjust?: DepthAdjustment | undefined;
}

/** A depth map with near at 1; null where the file holds no reading, which counts as no depth. */
export interface OrientedDepth {
  readonly map: DepthMap | null;
  /** Sentences for the visitor: a file is probably not what was meant, or was read in an unusual way. */
  readonly warnings: readonly Told[];
}

/** Depth as the network is given it. */
export interface PreparedDepth extends OrientedDepth {
  /** Which end of the file's values was taken as near; null where `map` is, or where it was estimated. */
  readonly near: NearEnd | null;
  /** Null where `near` is. */
  readonly nearBy: NearSource | null;
}

export const NO_DEPTH: PreparedDepth = { map: null, near: null, nearBy: null, warnings: [] };

/** Brings a depth map to 1 near and 0 far, whichever end of the file that is. */
export function orientDepth(raw: RawDepth, near: NearEnd): OrientedDepth {
  const warnings = depthRemarks(raw);
  try {
    const map = normaliseDepth(raw, { near });
    const isFlat = raw.range !== undefined && isConstant(map);
    return { map, warnings: isFlat ? [...warnings, inferenceSays.outOfRange()] : warnings };
  } catch (error) {
    if (!(error instanceof ImageError) || error.code !== 'noReading') throw error;
    return { map: null, warnings: [...warnings, inferenceSays.countsAsNone()] };
  }
}

/** Whether all readings are the same. */
function isConstant({ data, valid }: DepthMap): boolean {
  const first = data[valid.indexOf(1)];
  return data.every((value, i) => valid[i] === 0 || value === first);
}

/** A depth map as its photo lies, whose file may say that it is turned. */
export async function laidAsPhoto(photo: RgbImage, raw: RawDepth): Promise<RawDepth> {
  const { turnedBy } = photo;
  if (turnedBy === undefined || raw.isUpright === true) return raw;
  const { map } = orientDepth(raw, 'bright');
  if (map === null) return raw;
  const { layAsPhoto } = await import('./layAsPhoto.ts');
  return layAsPhoto(photo, raw, map, turnedBy);
}

function seemsToCount(raw: RawDepth): DepthUnit {
  const { low, high } = summariseDepth(raw);
  if (low === high) return 'none'; // no end is near
  return guessUnit(raw, valueOf(raw, low), valueOf(raw, high));
}

/**
 * Everything that is decided about a depth map before the network sees it: whether it belongs to the photo, whether there
 * is anything in it, which end is near. Where the network decides that, the photo without depth is the predictor's image
 * afterwards.
 *
 * @param predictor is asked with `near: 'auto'` where the file says nothing, and may be null for another `near`
 * @param remember may keep what the network decided about the near end, and give that instead of deciding again
 * @throws DepthMisfit when its shape is not the photo's and `fit` is null
 */
export async function prepareDepth(
  predictor: Pick<Predictor, 'setImage' | 'sample'> | null,
  photo: RgbImage,
  { name, raw: stored }: DepthFile,
  { near, fit, adjust = AS_STORED }: DepthChoices,
  remember: (decide: () => Promise<NearEnd>) => Promise<NearEnd> = (decide) => decide(),
): Promise<PreparedDepth> {
  const raw = adjustDepth(await laidAsPhoto(photo, stored), adjust);
  const shape = checkDepthFit(photo, raw);
  if (!shape.ok && fit === null) throw new DepthMisfit(name, shape.question);
  const asBright = orientDepth(raw, 'bright');
  const turned = !shape.ok && shape.reason === 'turned' ? [shape.question] : [];
  const warnings = [...asBright.warnings, ...turned];
  if (asBright.map === null) return { ...NO_DEPTH, warnings };
  const chosen = near === 'auto' ? null : near;
  const said = raw.near ?? raw.saidNear?.near ?? null;
  const unsaid = near === 'auto' ? 'network' : 'nobody';
  const nearBy = chosen !== null ? 'user' : said !== null ? 'file' : unsaid;
  const unit = nearBy === 'nobody' ? seemsToCount(raw) : 'none';
  if (unit !== 'none') warnings.push(inferenceSays.maybeDistances(unit));
  const decide = async () => (await decideNear(predictor!, photo, raw)).near;
  const end = chosen ?? said ?? (nearBy === 'network' ? await remember(decide) : 'bright');
  const whole = end === 'bright' ? asBright.map : orientDepth(raw, end).map!;
  const map = !shape.ok && fit === 'crop' ? cropToAspect(whole, photo) : whole;
  return { map, near: end, nearBy, warnings };
}

/** The largest part around the centre of a depth map that has a photo's aspect ratio. */
export function cropToAspect(depth: DepthMap, photo: ImageSize): DepthMap {
  const aspect = photo.width / photo.height;
  const width = Math.min(depth.width, Math.max(1, Math.round(depth.height * aspect)));
  const height = Math.min(depth.height, Math.max(1, Math.round(depth.width / aspect)));
  const left = Math.floor((depth.width - width) / 2);
  const top = Math.floor((depth.height - height) / 2);
  const data = new Float32Array(height * width);
  const valid = new Uint8Array(height * width);
  for (let row = 0; row < height; row++) {
    const from = (top + row) * depth.width + left;
    data.set(depth.data.subarray(from, from + width), row * width);
    valid.set(depth.valid.subarray(from, from + width), row * width);
  }
  return { height, width, data, valid };
}
