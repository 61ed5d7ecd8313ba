import { decompress } from 'fzstd';
import Lerc from 'lerc';
import { hasText, viewOf } from '../math/bytes.ts';
import { inflateAtMost } from './inflateAtMost.ts';

/** What blocks are packed by besides, as the tag LercParameters counts it. */
const DEFLATE = 1;
const ZSTANDARD = 2;

/** Where a block has its version, in bytes; what stands before its size from version 3 on, and its count of samples from 4 on. */
const VERSION_AT = 6;
const CHECKSUM_BYTES = 4;
/** The longest header, and some more. */
const HEADER_BYTES = 128;

/** Height, width, samples of a pixel and bytes that a block says it has. */
function readHead(block: Uint8Array) {
  if (!hasText(block, 0, 'Lerc2 ')) throw new RangeError('This is no block of LERC.');
  const view = viewOf(block);
  const version = view.getInt32(VERSION_AT, true);
  const at = VERSION_AT + 4 + (version >= 3 ? CHECKSUM_BYTES : 0);
  const [height, width] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
  const samples = version >= 4 ? view.getUint32(at + 8, true) : 1;
  const rest = at + (version >= 4 ? 12 : 8);
  return { height, width, samples, bytes: view.getInt32(rest + 8, true) };
}

/**
 * Unpacks a block of a TIFF file that is packed by LERC, with the library of its inventors. Pixels without a value are NaN in
 * floats.
 *
 * @param besides what it is packed by on top of LERC
 * @param most bytes that the file declares; the result is as long, zeros at its end where the block holds fewer
 * @throws RangeError on bad data, and where the block is larger than declared
 */
export function unpackLerc(packed: Uint8Array, besides: number, most: number): Uint8Array {
  // What does not pack well takes a little more than it would as it is.
  const room = 2 * most + HEADER_BYTES;
  const stored =
    besides === DEFLATE
      ? inflateAtMost(packed, room)
      : besides === ZSTANDARD
        ? decompress(packed, new Uint8Array(room))
        : packed;
  const { height, width, samples, bytes } = readHead(stored);
  if (!(height * width * samples <= most)) throw new RangeError('A block is larger than declared.');
  if (!(bytes > HEADER_BYTES / 2 && bytes <= stored.length)) {
    throw new RangeError('A block is cut off.');
  }
  let decoded: ReturnType<typeof Lerc.decode>;
  try {
    const options = { returnPixelInterleavedDims: true };
    decoded = Lerc.decode(stored.slice(0, bytes).buffer, options);
  } catch (cause) {
    // It throws texts.
    throw new RangeError('A block is damaged.', { cause });
  }
  const { maskData } = decoded;
  const [pixels] = decoded.pixels;
  if (pixels === undefined) throw new RangeError('A block is empty.');
  if (maskData && (pixels instanceof Float32Array || pixels instanceof Float64Array)) {
    for (let i = 0; i < pixels.length; i++) {
      if (maskData[Math.floor(i / samples)] === 0) pixels[i] = NaN;
    }
  }
  const out = new Uint8Array(most);
  out.set(new Uint8Array(pixels.buffer).subarray(0, most));
  return out;
}
