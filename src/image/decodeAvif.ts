import type { Told } from '../languages/sentence.ts';
import { decodeWithCodec } from './codecs.ts';
import { propertiesOf, requireIsoSize, sampleBits } from './isoBoxes.ts';
import { applyOrientation } from './orientation.ts';
import type { Orientation, Pixels } from './types.ts';

/** Exif's numbers of what a file asks for: quarter turns to the left, then upside down (0) or left to right (1). */
const ORIENTATIONS: Readonly<Record<string, Orientation>> = {
  ...{ '0,': 1, '1,': 8, '2,': 3, '3,': 6 },
  ...{ '0,1': 2, '0,0': 4, '1,0': 5, '3,0': 7, '1,1': 7, '3,1': 5, '2,0': 2, '2,1': 4 },
};

function orientationOf(bytes: Uint8Array): Orientation {
  let turns = 0;
  let mirror = '';
  for (const { type, start } of propertiesOf(bytes)) {
    if (type === 'irot') turns = bytes[start]! & 3;
    if (type === 'imir') mirror = String(bytes[start]! & 1);
  }
  return ORIENTATIONS[`${turns},${mirror}`] ?? 1;
}

/**
 * Decodes the main picture of an AVIF file to 8 bits, upright.
 *
 * @throws ImageError for a size that does not fit, or when the decoder cannot be loaded; RangeError on bad data
 */
export async function decodeAvif(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  requireIsoSize(bytes, subject);
  const { height, width, data } = await decodeWithCodec(bytes, 'AVIF');
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.length);
  const pixels = { height, width, data: samples };
  const upright = applyOrientation(pixels, 4, orientationOf(bytes));
  return { ...upright, channels: 4, bitDepth: 8, fileBits: sampleBits(bytes) };
}
