import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff';
import type { Told } from '../languages/sentence.ts';
import { refuseVariant } from './imageError.ts';
import { findJpegFrame, requireSize } from './imageHeader.ts';
import { pixelsOfNumbers } from './pixelsOfNumbers.ts';
import { imageSays } from './sentences.ts';
import { type BlockParameters, readBlocks, useBoundedDecoders } from './tiffBlocks.ts';
import { countPictures } from './tiffDirectories.ts';
import { applyOrientation, isOrientation, type Orientation } from './orientation.ts';
import type { FloatPixels, Pixels } from './types.ts';

const JPEG = 7;
const READ = [1, 5, JPEG, 8, 32946, 32773];

const WHITE_IS_ZERO = 0;
const RGB = 2;
const PALETTE = 3;
const YCBCR = 6;

/** More samples a pixel than this are no picture. */
const MOST_SAMPLES = 64;
/** JPEG blocks are whole units of compression, which may stand over the block's edge. */
const JPEG_UNIT = 32;

/** What the file says of its samples. */
interface Layout {
  readonly photometric: number;
  /** 1 whole numbers, 2 whole numbers with a sign, 3 floats. */
  readonly format: number;
  readonly bits: number;
  /** Which samples are read: one or three, and transparency. */
  readonly samples: readonly number[];
  readonly hasAlpha: boolean;
}

async function readLayout(bytes: Uint8Array, image: GeoTIFFImage, subject: Told): Promise<Layout> {
  const directory = image.fileDirectory;
  const { littleEndian } = image;
  const compression = Number((await directory.loadValue('Compression')) ?? 1);
  if (!READ.includes(compression)) refuseVariant(imageSays.compressedTiff(subject, compression));
  const photometric = Number((await directory.loadValue('PhotometricInterpretation')) ?? 1);
  if (photometric > PALETTE && !(photometric === YCBCR && compression === JPEG)) {
    refuseVariant(imageSays.colouredTiff(subject));
  }
  const count = image.getSamplesPerPixel();
  const bits = image.getBitsPerSample();
  const format = image.getSampleFormat();
  const all = Array.from({ length: Math.min(count, MOST_SAMPLES) }, (_, i) => i);
  if (
    count > MOST_SAMPLES ||
    all.some((i) => image.getBitsPerSample(i) !== bits || image.getSampleFormat(i) !== format)
  ) {
    refuseVariant(imageSays.mixedTiff(subject));
  }
  const blocks = await readBlocks(directory);
  requireSize({ height: blocks.tileHeight, width: blocks.tileWidth }, subject);
  // The library adds numbers up in the order of this machine, whatever that of the file is.
  if (!littleEndian && blocks.predictor === 2 && bits > 8) {
    refuseVariant(imageSays.bigEndianTiff(subject));
  }
  await requireWholeBlocks(bytes, image, blocks, compression === JPEG);
  const colours = photometric === RGB || photometric === YCBCR ? 3 : 1;
  const extra = ((await directory.loadValue('ExtraSamples')) ?? []) as ArrayLike<number>;
  const alpha = Array.from(extra).findIndex((kind) => kind === 1 || kind === 2);
  const hasAlpha = alpha >= 0 && colours + alpha < count && bits <= 16;
  const samples = all.slice(0, colours);
  if (samples.length < colours) throw new RangeError('Samples are missing.');
  return {
    ...{ photometric, format, bits, hasAlpha },
    samples: hasAlpha ? [...samples, colours + alpha] : samples,
  };
}

/** Refuses blocks that are cut off, and those of JPEG that would come out larger than the file declares them. */
async function requireWholeBlocks(
  bytes: Uint8Array,
  { fileDirectory: directory }: GeoTIFFImage,
  { tileWidth, tileHeight }: BlockParameters,
  isJpeg: boolean,
): Promise<void> {
  const kind = directory.hasTag('TileWidth') ? 'Tile' : 'Strip';
  const offsets = (await directory.loadValue(`${kind}Offsets`)) as ArrayLike<number>;
  const counts = (await directory.loadValue(`${kind}ByteCounts`)) as ArrayLike<number>;
  for (let i = 0; i < offsets.length; i++) {
    const start = Number(offsets[i]);
    const end = start + Number(counts[i]);
    if (!(end <= bytes.length)) throw new RangeError('A block is cut off.');
    if (!isJpeg) continue;
    const frame = findJpegFrame(bytes.subarray(start, end));
    const fits =
      frame !== null &&
      frame.height <= tileHeight + JPEG_UNIT &&
      frame.width <= tileWidth + JPEG_UNIT;
    if (!fits) throw new RangeError('A block is larger than declared.');
  }
}

/** Whole numbers of at most 16 bits: few bits are spread over a byte, white becomes the highest. */
function spread(data: ArrayLike<number>, { bits, photometric }: Layout): Pixels['data'] {
  const highest = 2 ** bits - 1;
  const scale = bits < 8 ? 255 / highest : 1;
  const out = bits > 8 ? new Uint16Array(data.length) : new Uint8Array(data.length);
  const inverse = photometric === WHITE_IS_ZERO;
  for (let i = 0; i < out.length; i++) {
    out[i] = (inverse ? highest - data[i]! : data[i]!) * scale;
  }
  return out;
}

/** Indices as RGB bytes. */
async function byPalette(image: GeoTIFFImage, indices: ArrayLike<number>, bits: number) {
  const table = (await image.fileDirectory.loadValue('ColorMap')) as ArrayLike<number> | undefined;
  const size = 2 ** bits;
  if (table === undefined || table.length < 3 * size) throw new RangeError('Colours are missing.');
  // 16 bits a colour; some programs write bytes.
  const shift = Array.from(table).some((value) => value > 255) ? 8 : 0;
  const data = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++) {
    for (let c = 0; c < 3; c++) data[3 * i + c] = table[c * size + indices[i]!]! >> shift;
  }
  return data;
}

/** The value that stands for "no reading", as GDAL writes it; null where there is none. */
function readNoData(image: GeoTIFFImage): number | null {
  const value = image.getGDALNoData();
  return value === null || Number.isNaN(value) ? null : value;
}

async function readPixels(
  bytes: Uint8Array,
  image: GeoTIFFImage,
  subject: Told,
): Promise<Pixels | FloatPixels> {
  const size = { height: image.getHeight(), width: image.getWidth() };
  const layout = await readLayout(bytes, image, subject);
  const { photometric, format, bits, samples } = layout;
  if (photometric === YCBCR) {
    const data = Uint8Array.from(await image.readRGB({ interleave: true }));
    return { ...size, channels: 3, bitDepth: 8, data };
  }
  const data = await image.readRasters({ interleave: true, samples: [...samples] });
  if (photometric === PALETTE) {
    return { ...size, channels: 3, bitDepth: 8, data: await byPalette(image, data, bits) };
  }
  const channels = samples.length;
  const noData = readNoData(image);
  const marked = noData !== null && noData !== 0 && channels === 1;
  if (format === 1 && bits <= 16 && !marked) {
    return { ...size, channels, bitDepth: bits > 8 ? 16 : 8, data: spread(data, layout) };
  }
  const numbers = Float32Array.from(data);
  if (!marked) return pixelsOfNumbers(size, channels, numbers, format !== 3);
  // What float32 makes of it, since that is what is compared.
  const missing = Math.fround(noData);
  return pixelsOfNumbers(
    size,
    1,
    numbers.map((value) => (value === missing ? NaN : value)),
    false,
  );
}

function turned(pixels: Pixels | FloatPixels, orientation: Orientation): Pixels | FloatPixels {
  const { channels } = pixels;
  return pixels.bitDepth === 32
    ? { ...pixels, ...applyOrientation(pixels, channels, orientation) }
    : { ...pixels, ...applyOrientation(pixels, channels, orientation) };
}

/**
 * Decodes the first picture of a TIFF file: whole numbers of 1 to 32 bits, with a sign or without, floats of 16 to 64 bits,
 * palettes, strips or tiles, uncompressed or by LZW, Deflate, PackBits or JPEG. By the library geotiff (MIT); blocks are
 * unpacked by decoders of ours that keep to the size the file declares.
 *
 * @throws ImageError for what cannot be read, and for a size that does not fit; whatever the library throws on bad data
 */
export async function decodeTiff(bytes: Uint8Array, subject: Told): Promise<Pixels | FloatPixels> {
  const pictures = countPictures(bytes);
  useBoundedDecoders();
  const file = await fromArrayBuffer(bytes.slice().buffer);
  const image = await file.getImage(0);
  requireSize({ height: image.getHeight(), width: image.getWidth() }, subject);
  const pixels = await readPixels(bytes, image, subject);
  const turn: unknown = await image.fileDirectory.loadValue('Orientation');
  const notes = pictures > 1 ? [imageSays.firstOfPictures(pictures)] : [];
  return { ...turned(pixels, isOrientation(turn) ? turn : 1), notes };
}
