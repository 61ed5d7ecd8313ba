/** Interlaced PNG files of fewer than 8 bits a pixel, which the library does not read. Source: PNG (third edition), 8 and 9. */
import type { Told } from '../languages/sentence.ts';
import { joinBytes, viewOf } from '../math/bytes.ts';
import { crc32 } from '../math/crc32.ts';
import { declaredBytes } from './decodePng.ts';
import { pngChunks } from './imageHeader.ts';
import { inflateAtMost } from './inflateAtMost.ts';

/** First row and column of each of the seven passes, and the steps from one to the next. */
const PASSES = [
  { top: 0, left: 0, down: 8, right: 8 },
  { top: 0, left: 4, down: 8, right: 8 },
  { top: 4, left: 0, down: 8, right: 4 },
  { top: 0, left: 2, down: 4, right: 4 },
  { top: 2, left: 0, down: 4, right: 2 },
  { top: 0, left: 1, down: 2, right: 2 },
  { top: 1, left: 0, down: 2, right: 1 },
] as const;

/** Whichever of the three is nearest to left + above − corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Undoes a row's filter in place; a pixel is no more than a byte. */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array): void {
  if (filter > 4) throw new RangeError('The filter is unknown.');
  for (let i = 0; i < row.length; i++) {
    const left = row[i - 1] ?? 0;
    const up = above[i]!;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, above[i - 1] ?? 0)][filter]!;
    row[i]! += guess;
  }
}

/**
 * Puts the rows of an interlaced picture in order.
 *
 * @param inflated filter bytes and rows of all passes
 * @param bits of a pixel: 1, 2 or 4
 * @returns rows as a picture without interlacing has them, each with a filter byte 0
 * @throws RangeError when there is too little data
 */
function removeInterlacing(
  inflated: Uint8Array,
  height: number,
  width: number,
  bits: number,
): Uint8Array {
  const rowBytes = 1 + Math.ceil((width * bits) / 8);
  const out = new Uint8Array(height * rowBytes);
  const mask = 2 ** bits - 1;
  let at = 0;
  for (const { top, left, down, right } of PASSES) {
    const columns = Math.ceil((width - left) / right);
    if (columns <= 0) continue;
    const length = Math.ceil((columns * bits) / 8);
    let above = new Uint8Array(length);
    for (let y = top; y < height; y += down) {
      const row = inflated.slice(at + 1, at + 1 + length);
      if (row.length < length) throw new RangeError('The file ends too early.');
      undoFilter(inflated[at]!, row, above);
      at += 1 + length;
      above = row;
      for (let i = 0; i < columns; i++) {
        const from = i * bits;
        const value = (row[from >> 3]! >> (8 - bits - (from & 7))) & mask;
        const to = (left + i * right) * bits;
        out[y * rowBytes + 1 + (to >> 3)]! |= value << (8 - bits - (to & 7));
      }
    }
  }
  return out;
}

/** A chunk of a PNG file. */
function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** Bytes in a block that compresses nothing. */
const MOST_STORED = 65535;
/** Of Adler's checksum. */
const MODULUS = 65521;

/**
 * Bytes as a zlib stream that compresses nothing. Source: RFC 1950, 2.2, and RFC 1951, 3.2.4. The library that deflates would have to
 * be loaded with what inflates every PNG file.
 */
function storedStream(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let at = 0; at < data.length; at += MOST_STORED) {
    const block = data.subarray(at, at + MOST_STORED);
    const [low, high] = [block.length & 255, block.length >> 8];
    const isLast = at + MOST_STORED >= data.length;
    parts.push(Uint8Array.of(Number(isLast), low, high, 255 - low, 255 - high), block);
  }
  let [sum, sums] = [1, 0];
  for (const byte of data) {
    sum = (sum + byte) % MODULUS;
    sums = (sums + sum) % MODULUS;
  }
  return joinBytes([...parts, Uint8Array.of(sums >> 8, sums & 255, sum >> 8, sum & 255)]);
}

/** What is kept of the file besides its rows: colours, and how many pictures an animation has. */
const KEPT: readonly string[] = ['PLTE', 'tRNS', 'acTL'];

/**
 * The same picture in a file without interlacing.
 *
 * @throws RangeError where the data is less or more than the header declares; whatever inflating throws on bad data
 */
export function withoutInterlacing(file: Uint8Array, subject: Told): Uint8Array {
  const chunks = pngChunks(file, subject);
  const view = viewOf(file);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const packed = joinBytes(
    chunks.filter(({ type }) => type === 'IDAT').map(({ start, end }) => file.subarray(start, end)),
  );
  const inflated = inflateAtMost(packed, declaredBytes(file));
  const rows = removeInterlacing(inflated, height, width, file[24]!);
  const header = file.slice(16, 29);
  header[12] = 0;
  const kept = chunks.filter(({ type }) => KEPT.includes(type));
  return joinBytes([
    ...[file.subarray(0, 8), chunkOf('IHDR', header)],
    ...kept.map(({ start, end }) => file.subarray(start - 8, end + 4)),
    ...[chunkOf('IDAT', storedStream(rows)), chunkOf('IEND', new Uint8Array(0))],
  ]);
}
