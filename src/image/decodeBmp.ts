import type { Told } from '../languages/sentence.ts';
import { refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { imageSays } from './sentences.ts';
import type { Pixels } from './types.ts';

const FILE_HEADER = 14;
const BITFIELDS = 3;

/** Where a mask of a channel begins, in bits; null of channels that are not whole bytes. */
function byteShift(mask: number): number | null {
  const shift = [0, 8, 16, 24].find((bits) => (0xff << bits) >>> 0 === mask);
  return shift ?? null;
}

/**
 * Decodes a Windows bitmap of 1, 4, 8, 24 or 32 bits a pixel, uncompressed. A grey palette gives grey.
 *
 * @throws ImageError for compressed files and for sizes that do not fit; RangeError on a file that is cut short
 */
export function decodeBmp(bytes: Uint8Array, subject: Told): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(FILE_HEADER, true);
  if (headerSize < 40) refuseVariant(imageSays.osTwoBmp(subject));
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  requireSize({ height, width }, subject);
  if (compression !== 0 && compression !== BITFIELDS)
    refuseVariant(imageSays.compressedBmp(subject));
  const start = view.getUint32(10, true);
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  if (start + rowBytes * height > bytes.length) throw new RangeError('The file ends too early.');
  const rowAt = (y: number) => start + rowBytes * (signedHeight > 0 ? height - 1 - y : y);

  if (bits === 1 || bits === 4 || bits === 8) {
    // A damaged file may claim billions.
    const colours = Math.min(view.getUint32(46, true) || 2 ** bits, 2 ** bits);
    const palette = FILE_HEADER + headerSize;
    const entry = (index: number, channel: number) => bytes[palette + index * 4 + 2 - channel]!;
    const grey = Array.from({ length: colours }, (_, i) => i).every(
      (i) => entry(i, 0) === entry(i, 1) && entry(i, 0) === entry(i, 2),
    );
    const channels = grey ? 1 : 3;
    const data = new Uint8Array(height * width * channels);
    for (let y = 0; y < height; y++) {
      const row = rowAt(y);
      for (let x = 0; x < width; x++) {
        const bit = x * bits;
        const index = (bytes[row + (bit >> 3)]! >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
        const to = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) data[to + c] = entry(index, c);
      }
    }
    return { height, width, channels, bitDepth: 8, data };
  }

  if (bits !== 24 && bits !== 32) refuseVariant(imageSays.oddBitsBmp(subject, bits));
  const masks =
    compression === BITFIELDS
      ? [0, 4, 8].map((at) => byteShift(view.getUint32(54 + at, true)))
      : [16, 8, 0];
  const shifts = masks.map((shift) => shift ?? refuseVariant(imageSays.oddChannelsBmp(subject)));
  const data = new Uint8Array(height * width * 3);
  for (let y = 0; y < height; y++) {
    const row = rowAt(y);
    for (let x = 0; x < width; x++) {
      const from = row + (x * bits) / 8;
      const to = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) data[to + c] = bytes[from + shifts[c]! / 8]!;
    }
  }
  return { height, width, channels: 3, bitDepth: 8, data };
}
