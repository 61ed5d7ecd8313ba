import { unpackPiz } from './exrPiz.ts';
import { bytesOf, type ExrSegment } from './exrSegments.ts';
import { inflateAtMost } from './inflateAtMost.ts';

export type ExrCompression = 'none' | 'rle' | 'zip' | 'piz' | 'pxr24';

/**
 * Unpacks a chunk to the bytes that `segments` describe.
 *
 * @throws RangeError, or what the decoder throws, on bad data
 */
export function unpackChunk(
  packed: Uint8Array,
  compression: ExrCompression,
  segments: readonly ExrSegment[],
): Uint8Array {
  const last = segments.at(-1);
  if (last === undefined) return new Uint8Array(0);
  const length = last.offset + last.samples * bytesOf(last.channel);
  // What does not become smaller is stored as it is.
  if (compression === 'none' || packed.length >= length) return packed;
  switch (compression) {
    case 'rle':
      return joinHalves(unpackRuns(packed, length));
    case 'zip':
      return joinHalves(inflateAtMost(packed, length));
    case 'pxr24':
      return joinPlanes(packed, length, segments);
    case 'piz':
      return unpackPiz(packed, length, segments);
  }
}

/** A count and a byte to repeat once more than that, or a negative count and as many bytes. */
function unpackRuns(packed: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < packed.length;) {
    const count = (packed[at++]! << 24) >> 24;
    if (to + (count < 0 ? -count : count + 1) > length) throw new RangeError('A run is too long.');
    if (count < 0) {
      out.set(packed.subarray(at, at - count), to);
      at -= count;
      to -= count;
    } else {
      out.fill(packed[at++]!, to, to + count + 1);
      to += count + 1;
    }
  }
  return out;
}

/** Each byte is the difference from the one before, plus 128; even bytes come first, then the odd ones. */
function joinHalves(coded: Uint8Array): Uint8Array {
  for (let i = 1; i < coded.length; i++) coded[i] = coded[i - 1]! + coded[i]! - 128;
  const out = new Uint8Array(coded.length);
  const half = (coded.length + 1) >> 1;
  for (let i = 0; i < half; i++) out[2 * i] = coded[i]!;
  for (let i = half; i < coded.length; i++) out[2 * (i - half) + 1] = coded[i]!;
  return out;
}

/**
 * PXR24: floats lose their lowest byte. The bytes of a line's samples come highest first, all of a rank together, and are
 * differences of neighbours.
 */
function joinPlanes(
  packed: Uint8Array,
  length: number,
  segments: readonly ExrSegment[],
): Uint8Array {
  const planesOf = ({ channel: { type } }: ExrSegment) =>
    type === 'half' ? 2 : type === 'float' ? 3 : 4;
  const total = segments.reduce((sum, each) => sum + planesOf(each) * each.samples, 0);
  const coded = inflateAtMost(packed, total);
  const out = new Uint8Array(length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const segment of segments) {
    const { channel, offset, samples } = segment;
    const planes = planesOf(segment);
    const isHalf = channel.type === 'half';
    const highest = isHalf ? 8 : 24;
    let value = 0;
    for (let x = 0; x < samples; x++) {
      let difference = 0;
      for (let plane = 0; plane < planes; plane++) {
        difference |= coded[at + plane * samples + x]! << (highest - 8 * plane);
      }
      value = (value + difference) | 0;
      if (isHalf) view.setUint16(offset + 2 * x, value & 0xffff, true);
      else view.setInt32(offset + 4 * x, value, true);
    }
    at += planes * samples;
  }
  return out;
}
