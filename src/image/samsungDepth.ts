import { joinBytes, textAt, viewOf } from '../math/bytes.ts';
import { ASPECT_TOLERANCE } from './fitDepth.ts';
import { findJpegFrame } from './jpegParts.ts';

/** Bytes of a listed block: what kind it is, how far it begins before the list, how long it is. */
const ENTRY = 12;
/** No phone lists more. */
const MOST_BLOCKS = 200;

/** The blocks behind a photo, which the file's last bytes list: each a name and its data. */
function* blocksOf(bytes: Uint8Array): Generator<{ name: string; data: Uint8Array }> {
  const view = viewOf(bytes);
  const end = bytes.length - 8;
  if (end < ENTRY || textAt(bytes, end + 4, 4) !== 'SEFT') return;
  const list = end - view.getUint32(end, true);
  if (list < 0 || textAt(bytes, list, 4) !== 'SEFH') return;
  const count = Math.min(view.getUint32(list + 8, true), MOST_BLOCKS);
  for (let entry = list + ENTRY; entry < list + ENTRY * (count + 1); entry += ENTRY) {
    if (entry + ENTRY > end) return;
    const start = list - view.getUint32(entry + 4, true);
    const stop = start + view.getUint32(entry + 8, true);
    if (start < 0 || stop > list || start + 8 > stop) continue;
    const data = start + 8 + view.getUint32(start + 4, true);
    if (data - start > 256 || data > stop) continue;
    yield { name: textAt(bytes, start + 8, data - start - 8), data: bytes.subarray(data, stop) };
  }
}

/** Depth maps of two lenses and of one, in the words that phones write. */
const DEPTH_MAP = /^(DualShot|SingleShot|SingeShot)_DepthMap/;

/**
 * Finds the depth that Samsung's phones put behind a photo: one byte a pixel, without a header, in the photo's shape.
 * Source: the blocks as ExifTool documents them (SamsungTrailer).
 *
 * @returns it as a PGM file; null where there is none
 */
export function findSamsungDepth(bytes: Uint8Array): Uint8Array | null {
  const photo = findJpegFrame(bytes);
  if (photo === null) return null;
  for (const { name, data } of blocksOf(bytes)) {
    if (!DEPTH_MAP.test(name)) continue;
    const ideal = Math.sqrt((data.length * photo.height) / photo.width);
    const reach = Math.ceil(ideal * ASPECT_TOLERANCE);
    const heights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.round(ideal) - reach + i);
    const [height] = heights
      .filter((one) => one > 0 && data.length % one === 0)
      .toSorted((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal));
    if (height === undefined) continue;
    const head = new TextEncoder().encode(`P5 ${data.length / height} ${height} 255\n`);
    return joinBytes([head, data]);
  }
  return null;
}
