import type { Told } from '../languages/sentence.ts';
import { hasTwoColoursOfOneBrightness, undoColourMap } from './colourMappedDepth.ts';
import { decodePicture, decodePixels } from './decodePixels.ts';
import { decideReadings, type Levels } from './depthReadings.ts';
import { floatLevels } from './floatDepth.ts';
import { firstChannel, greyLevels } from './greyLevels.ts';
import { asImageError, ImageError, loadDecoder } from './imageError.ts';
import { isLossy } from './imageHeader.ts';
import { findInnerDepth } from './innerDepth.ts';
import { type NormaliseOptions, normaliseDepth } from './normaliseDepth.ts';
import { restoreHoles } from './lossyHoles.ts';
import { unpackDepth } from './packedDepth.ts';
import { applyOrientation, readOrientation } from './orientation.ts';
import { depthPart, guessDepthHalf } from './rgbdParts.ts';
import { nearByName } from './saidNear.ts';
import { imageSays } from './sentences.ts';
import type { DepthMap, DepthPlace, FloatPixels, InnerDepth, Pixels, RawDepth } from './types.ts';

/** So many pixels may be coloured, e.g. at edges blurred by chroma subsampling. */
const COLOURED_SHARE = 0.01;

function readTransparent({ height, width, channels, data }: Pixels): Uint8Array | null {
  if (channels !== 2 && channels !== 4) return null;
  const transparent = new Uint8Array(height * width);
  let any = false;
  for (let i = 0; i < transparent.length; i++) {
    if (data[i * channels + channels - 1] !== 0) continue;
    transparent[i] = 1;
    any = true;
  }
  return any ? transparent : null;
}

/** A mask of what either leaves out. */
function either(first: Uint8Array | null, second: Uint8Array | null): Uint8Array | null {
  if (first === null || second === null) return first ?? second;
  return first.map((value, i) => value | second[i]!);
}

/** Depth painted in colours, by its table or else by its brightness. */
function readColours(pixels: Pixels, brightness: RawDepth['values']) {
  const transparent = readTransparent(pixels);
  const undone = pixels.bitDepth === 8 ? undoColourMap(pixels) : null;
  if (undone === null) {
    const isMixed = pixels.bitDepth === 8 && hasTwoColoursOfOneBrightness(pixels);
    const warning = isMixed ? imageSays.mixedColourDepth() : imageSays.colourDepth();
    return { values: brightness, missing: transparent, warning, said: null };
  }
  const { map, values, missing } = undone;
  const warning = imageSays.colourMapDepth(map);
  // Red is near, whether depth was painted with it, as by Marigold, or disparity the other way round, as by Depth Anything.
  const said = map === 'Spectral' ? ({ near: 'dark', by: 'colours' } as const) : null;
  return { values, missing: either(transparent, missing), warning, said };
}

/** Numbers that were packed into the colours, as depth; null of any other picture. */
function readPacked(pixels: Pixels, subject: Told): RawDepth | null {
  const { height, width } = pixels;
  const packed = unpackDepth(pixels);
  if (packed === null) return null;
  const levels = floatLevels(packed.values, subject);
  const holes = { noReading: { zero: true, highest: null } };
  const note = imageSays.packedDepth(packed.order);
  return {
    ...{ height, width, colour: 'grey', warning: null, ...holes, ...levels },
    notes: [...(pixels.notes ?? []), note, ...levels.notes],
  };
}

/** Whether the first three numbers of all pixels are the same, holes left out. */
function isGrey({ channels, data }: Pixels | FloatPixels): boolean {
  if (channels < 3) return true;
  for (let i = 0; i < data.length; i += channels) {
    const red = data[i]!;
    if (Number.isFinite(red) && (red !== data[i + 1] || red !== data[i + 2])) return false;
  }
  return true;
}

/** The first of several depth maps that were decoded as the channels of one picture; any other picture as it is. */
function firstOfStack(pixels: Pixels | FloatPixels): Pixels | FloatPixels {
  if (pixels.stack === undefined || isGrey(pixels)) return pixels;
  const notes = [...(pixels.notes ?? []), imageSays.firstOfPictures(pixels.stack)];
  return pixels.bitDepth === 32
    ? { ...pixels, channels: 1, data: firstChannel(pixels), notes }
    : { ...pixels, channels: 1, data: firstChannel(pixels), notes };
}

/** Floats as depth: the first channel, which the others of such files repeat. */
function readFloats(pixels: FloatPixels, name: string): RawDepth {
  const { height, width } = pixels;
  const levels = floatLevels(firstChannel(pixels), name);
  const grey = isGrey(pixels);
  return {
    ...{ height, width, noReading: { zero: true, highest: null } },
    ...{ colour: grey ? 'grey' : 'colour', warning: grey ? null : imageSays.colourFloatDepth() },
    ...levels,
    saidNear: pixels.saidNear ?? nearByName(name) ?? levels.saidNear,
    notes: [...(pixels.notes ?? []), ...levels.notes],
  };
}

/** Depth, or its half of a picture of photo and depth side by side, as networks of depth write it to be looked at. */
function readBesidePhoto(pixels: Pixels, lossy: boolean): RawDepth {
  const place = guessDepthHalf(pixels);
  const depth = place === null ? null : depthPart(pixels, place);
  if (depth === null) return readDepth(pixels, lossy);
  const raw = readDepth(depth, lossy);
  return { ...raw, notes: [imageSays.besidePhoto(place!), ...raw.notes] };
}

/** With what the file's own words say of its near end; what colours mean, a name does not know. */
function withSaidNear(raw: RawDepth, name: string): RawDepth {
  const said = raw.saidNear ?? (raw.colour === 'colour' ? null : nearByName(name));
  return said === null
    ? raw
    : { ...raw, saidNear: said, notes: [...raw.notes, imageSays.saidNear(said)] };
}

/**
 * Reads a decoded picture as depth, and decides which of its pixels have no reading.
 *
 * @param pixels of 8 or 16 bits
 * @param lossy whether the file's compression may have scattered the 0 of holes
 */
export function readDepth(pixels: Pixels, lossy = false): RawDepth {
  const { height, width, bitDepth, step } = pixels;
  const { values: grey, colouredShare, exact } = greyLevels(pixels);
  const inColour = colouredShare > COLOURED_SHARE;
  const { values, missing, warning, said } = inColour
    ? readColours(pixels, grey)
    : { values: grey, missing: readTransparent(pixels), warning: null, said: null };
  const scale = step === undefined ? {} : { scale: { offset: 0, step, whole: true } };
  const stored = { height, width, bitDepth, values, missing, ...scale };
  const levels =
    lossy && values instanceof Uint8Array
      ? readLossy(stored, values)
      : { ...stored, ...decideReadings(stored) };
  const { fileBits = bitDepth } = pixels;
  const lost = fileBits > bitDepth ? [imageSays.fewerBits(fileBits, bitDepth)] : [];
  return {
    ...levels,
    notes: [...(pixels.notes ?? []), ...lost, ...levels.notes],
    colour: inColour ? 'colour' : exact ? 'grey' : 'nearlyGrey',
    saidNear: said,
    warning,
  };
}

/** With holes restored, unless what was restored turns out to be no hole. */
function readLossy(stored: Levels, values: Uint8Array) {
  const restored = restoreHoles(stored, values);
  const rule = restored && decideReadings({ ...stored, values: restored });
  return rule?.noReading.zero === true
    ? { ...stored, values: restored!, lossy: values, ...rule }
    : { ...stored, lossy: values, ...decideReadings(stored) };
}

/** The depth picture of a HEIC file; its decoder throws errors of its own. */
async function decodeHeifPart(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  const { decodeHeifDepth } = await loadDecoder('HEIC', () => import('./decodeHeif.ts'));
  try {
    return await decodeHeifDepth(bytes, subject);
  } catch (cause) {
    throw asImageError(cause, subject);
  }
}

/** The depth beside a photo in its file, turned as the photo is. */
async function decodeInner(bytes: Uint8Array, inner: InnerDepth, name: string): Promise<RawDepth> {
  const subject = imageSays.depthInside(name);
  const file = inner.bytes;
  const stored =
    file === null
      ? await decodeHeifPart(bytes, subject)
      : await decodePixels(file, subject, 'depth');
  const turn = file === null ? 1 : await readOrientation(bytes);
  const isTurned = file === null || (await readOrientation(file)) !== 1;
  const pixels = isTurned
    ? stored
    : { ...stored, ...applyOrientation(stored, stored.channels, turn) };
  // Of what a photo's file says itself, 0 is a reading.
  const raw = readDepth(pixels);
  const origin = imageSays.innerDepth(inner.kind);
  if (inner.near === null) return { ...raw, notes: [origin, ...raw.notes] };
  // The format counts from 0 at one plane to the highest value at another: all of them are readings.
  const read = { ...raw, noReading: { zero: false, highest: null } };
  if (inner.near === 'dark' && isBrighterBelow(raw)) {
    return { ...read, notes: [origin, imageSays.depthAgainstFormat()] };
  }
  const values = inner.near === 'dark' ? inverse(raw) : raw.values;
  return { ...read, values, near: 'bright', notes: [origin] };
}

/** The ground lies below: what is brighter there by this share of the range has bright as near, whatever it says. */
const CLEARLY_BRIGHTER = 0.2;

function isBrighterBelow({ height, width, values, bitDepth }: RawDepth): boolean {
  const mean = (from: number, to: number) => {
    let sum = 0;
    for (let i = from * width; i < to * width; i++) sum += values[i]!;
    return sum / ((to - from) * width);
  };
  const part = Math.max(1, Math.floor(height / 6));
  const difference = mean(height - part, height) - mean(0, height - part);
  return height > part && difference > CLEARLY_BRIGHTER * (2 ** bitDepth - 1);
}

function inverse({ values, bitDepth }: RawDepth): RawDepth['values'] {
  const highest = 2 ** bitDepth - 1;
  return values.map((value: number) => highest - value);
}

/**
 * Decodes a depth picture, turned upright, to the integers that it stores; floats become 16 bits. Of a photo whose file holds
 * depth besides, that is taken. Cheap to normalise again and again, e.g. when the near-far switch is flipped.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @param place where a picture that is photo and depth in one has its depth
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodeDepthRaw(
  bytes: Uint8Array,
  name = 'The depth map',
  place: DepthPlace | null = null,
): Promise<RawDepth> {
  if (place !== null) {
    const depth = depthPart(await decodePixels(bytes, name, 'photo'), place);
    if (depth !== null) return { ...readDepth(depth, isLossy(bytes)), isUpright: true };
    throw new ImageError('noReading', imageSays.noTransparentDepth(name));
  }
  const inner = findInnerDepth(bytes);
  if (inner !== null) return { ...(await decodeInner(bytes, inner, name)), isUpright: true };
  const pixels = firstOfStack(await decodePicture(bytes, name, 'depth'));
  const raw =
    pixels.bitDepth === 32
      ? readFloats(pixels, name)
      : (readPacked(pixels, name) ?? readBesidePhoto(pixels, isLossy(bytes)));
  const lies = pixels.turnedBy === undefined ? {} : { isUpright: true as const };
  return { ...withSaidNear(raw, name), ...lies };
}

/** All that is to be told about how a depth file was read: sentences, the warning first. */
export function depthRemarks({ warning, notes }: RawDepth): Told[] {
  return warning === null ? [...notes] : [warning, ...notes];
}

/** `decodeDepthRaw`, then `normaliseDepth`, which throw `ImageError`. */
export async function decodeDepth(
  bytes: Uint8Array,
  options: NormaliseOptions,
  name?: string,
): Promise<DepthMap> {
  return normaliseDepth(await decodeDepthRaw(bytes, name), options);
}
