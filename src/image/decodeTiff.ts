import { fromArrayBuffer, type GeoTIFFImage, type ImageFileDirectory } from 'geotiff';
import { cmykToRgb } from './cmykToRgb.ts';
import { loadDecoder, refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { findJpegFrame } from './jpegParts.ts';
import { applyOrientation, isOrientation } from './orientation.ts';
import { pixelsOfNumbers, spreadLevels } from './pixelsOfNumbers.ts';
import { listPictures } from './tiffDirectories.ts';
import { FLOATS, readTiffSamples, sampleReader, type TiffBlocks, UNSIGNED } from './tiffSamples.ts';
import { LERC, mostUnpacked, UNPACKED, unpackTiff } from './tiffUnpack.ts';
import type { FloatPixels, Orientation, Pixels } from './types.ts';
import type { Told } from '../languages/sentence.ts';
import { formatSays } from './formatSentences.ts';
import { imageSays } from './sentences.ts';

const JPEG = 7;

const WHITE_IS_ZERO = 0;
const RGB = 2;
const PALETTE = 3;
const INKS = 5;
const YCBCR = 6;

/** Samples of a colour; one of grey and of indices. */
const COLOURS: Readonly<Record<number, number>> = { [RGB]: 3, [YCBCR]: 3, [INKS]: 4 };

/** Opacity as the tag ExtraSamples counts it; where it is associated, colours are stored multiplied by it. */
const ASSOCIATED = 1;
const UNASSOCIATED = 2;

/** More samples a pixel than this are no picture. */
const MOST_SAMPLES = 64;
/** JPEG blocks are whole units of compression, which may stand over the block's edge. */
const JPEG_UNIT = 32;

type TagName = Parameters<ImageFileDirectory['hasTag']>[0] & string;

/** What the file says of its samples. */
interface Layout extends TiffBlocks {
  readonly photometric: number;
  /** Which samples are read: one or three, and transparency. */
  readonly samples: readonly number[];
  readonly alpha: typeof ASSOCIATED | typeof UNASSOCIATED | null;
  /** How many pictures of grey its samples may be, if none of bytes: one behind the other, or more than are read. */
  readonly stack: number;
}

async function listOf(directory: ImageFileDirectory, tag: TagName): Promise<number[]> {
  const value = (await directory.loadValue(tag)) as ArrayLike<number> | number | undefined;
  return typeof value === 'object' ? Array.from(value, Number) : value === undefined ? [] : [value];
}

async function readBlocks(image: GeoTIFFImage): Promise<TiffBlocks> {
  const { fileDirectory: directory, littleEndian } = image;
  const number = async (tag: TagName) => (await listOf(directory, tag))[0] ?? 0;
  const tiled = directory.hasTag('TileWidth');
  const kind = tiled ? 'Tile' : 'Strip';
  const height = image.getHeight();
  const rows = await number(tiled ? 'TileLength' : 'RowsPerStrip');
  const compression = (await number('Compression')) || 1;
  const isLerc = compression === LERC;
  return {
    blockWidth: await number(tiled ? 'TileWidth' : 'ImageWidth'),
    blockHeight: tiled ? rows : Math.min(rows || height, height),
    samplesPerPixel: (await number('SamplesPerPixel')) || 1,
    bits: (await number('BitsPerSample')) || 1,
    format: (await number('SampleFormat')) || UNSIGNED,
    compression,
    predictor: (await number('Predictor')) || 1,
    planar: (await number('PlanarConfiguration')) === 2,
    reversed: (await number('FillOrder')) === 2,
    littleEndian,
    offsets: await listOf(directory, `${kind}Offsets`),
    counts: await listOf(directory, `${kind}ByteCounts`),
    unpack: isLerc
      ? await lercUnpacker(await listOf(directory, 'LercParameters'))
      : (packed, most) => unpackTiff(packed, compression, most),
  };
}

/** Loads what unpacks LERC, which few files are packed by. */
async function lercUnpacker(parameters: readonly number[]): Promise<TiffBlocks['unpack']> {
  const { unpackLerc } = await loadDecoder('LERC', () => import('./tiffLerc.ts'));
  return (packed, most) => unpackLerc(packed, parameters[1] ?? 0, most);
}

async function readLayout(bytes: Uint8Array, image: GeoTIFFImage, subject: Told): Promise<Layout> {
  const directory = image.fileDirectory;
  const blocks = await readBlocks(image);
  const { compression, bits, format, samplesPerPixel: count } = blocks;
  if (compression !== JPEG && !UNPACKED.includes(compression)) {
    refuseVariant(formatSays.compressedTiff(subject, compression));
  }
  const photometric = Number((await directory.loadValue('PhotometricInterpretation')) ?? 1);
  const isRead =
    photometric <= PALETTE ||
    (photometric === YCBCR && compression === JPEG) ||
    (photometric === INKS &&
      (await hasFourInks(directory, count)) &&
      format === UNSIGNED &&
      bits <= 16);
  if (!isRead) {
    refuseVariant(formatSays.colouredTiff(subject));
  }
  const kinds = [
    ...(await listOf(directory, 'BitsPerSample')).map((one) => one === bits),
    ...(await listOf(directory, 'SampleFormat')).map((one) => one === format),
  ];
  if (count > MOST_SAMPLES || kinds.includes(false)) {
    refuseVariant(formatSays.mixedTiff(subject));
  }
  if (sampleReader(new Uint8Array(0), blocks) === null) {
    refuseVariant(imageSays.oddBitsTiff(subject, bits));
  }
  requireSize({ height: blocks.blockHeight, width: blocks.blockWidth }, subject);
  requireBlocks(image, blocks);
  requireWholeBlocks(bytes, blocks, image.getHeight(), subject);
  const colours = COLOURS[photometric] ?? 1;
  const extra = await listOf(directory, 'ExtraSamples');
  const place = extra.findIndex((kind) => kind === ASSOCIATED || kind === UNASSOCIATED);
  const hasAlpha = place >= 0 && colours + place < count && bits <= 16 && format === UNSIGNED;
  const samples = Array.from({ length: colours }, (_, i) => i);
  if (count < colours) throw new RangeError('Samples are missing.');
  const isStack = photometric === RGB ? blocks.planar && bits > 8 : photometric < RGB && count > 2;
  return {
    ...blocks,
    photometric,
    stack: isStack ? count : 1,
    alpha: hasAlpha ? (extra[place] as typeof ASSOCIATED | typeof UNASSOCIATED) : null,
    samples: hasAlpha ? [...samples, colours + place] : samples,
  };
}

/** Whether inks are those of CMYK, as the tag InkSet says or where it is missing. */
async function hasFourInks(directory: ImageFileDirectory, samples: number): Promise<boolean> {
  const set: unknown = await directory.loadValue('InkSet');
  return (set ?? 1) === 1 && samples >= 4;
}

/** Every block must be listed: so a small file cannot ask for millions of them. */
function requireBlocks(image: GeoTIFFImage, blocks: TiffBlocks): void {
  const { blockHeight, blockWidth, planar, samplesPerPixel, offsets, counts } = blocks;
  const across = Math.ceil(image.getWidth() / blockWidth);
  const down = Math.ceil(image.getHeight() / blockHeight);
  const listed = Math.min(offsets.length, counts.length);
  if (listed < across * down * (planar ? samplesPerPixel : 1)) {
    throw new RangeError('Blocks are missing.');
  }
}

/** Blocks up to this size are read whatever their data, with zeros where it ends. */
const SMALL_BLOCK = 2 ** 22;

/**
 * Refuses blocks that are cut off, large ones whose data cannot fill half of them, and those of JPEG that would come out larger
 * than the file declares them.
 */
function requireWholeBlocks(
  bytes: Uint8Array,
  blocks: TiffBlocks,
  height: number,
  subject: Told,
): void {
  const { blockWidth, blockHeight, offsets, counts, compression } = blocks;
  const strips = Math.ceil(height / blockHeight);
  const samples = blocks.planar ? 1 : blocks.samplesPerPixel;
  const rowBytes = Math.ceil((blockWidth * samples * blocks.bits) / 8);
  for (let i = 0; i < offsets.length; i++) {
    const start = offsets[i]!;
    const end = start + (counts[i] ?? NaN);
    if (!(end <= bytes.length)) throw new RangeError('A block is cut off.');
    if (compression !== JPEG) {
      // The last strip may have fewer rows, and a tile beyond the edge is whole.
      const rows = Math.min(blockHeight, height - (i % strips) * blockHeight);
      const size = rows * rowBytes;
      if (size > SMALL_BLOCK && size > 2 * mostUnpacked(counts[i]!, compression)) {
        throw new RangeError('A block holds far less than declared.');
      }
      continue;
    }
    const frame = findJpegFrame(bytes.subarray(start, end));
    const fits =
      frame !== null &&
      frame.height <= blockHeight + JPEG_UNIT &&
      frame.width <= blockWidth + JPEG_UNIT;
    if (!fits) throw new RangeError('A block is larger than declared.');
    if (frame.bitDepth !== 8) {
      refuseVariant(imageSays.deepJpegTiff(subject, frame.bitDepth));
    }
  }
}

/** Whole numbers of at most 16 bits: white becomes the highest. */
function invert(data: Uint8Array | Uint16Array, bits: number): void {
  const highest = 2 ** bits - 1;
  for (let i = 0; i < data.length; i++) data[i] = highest - data[i]!;
}

/** Divides colours that were multiplied by their opacity. */
function divideByAlpha({ channels, bitDepth, data }: Pixels): void {
  const highest = 2 ** bitDepth - 1;
  for (let at = 0; at < data.length; at += channels) {
    const alpha = data[at + channels - 1]!;
    if (alpha === 0 || alpha === highest) continue;
    for (let c = 0; c < channels - 1; c++) {
      data[at + c] = Math.min(highest, Math.round((data[at + c]! * highest) / alpha));
    }
  }
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

/** CMYK, and transparency behind it, as RGB of 8 bits. */
function inksToRgb(pixels: Pixels, file: Uint8Array): Pixels {
  const { height, width, channels, data: samples, bitDepth } = pixels;
  const byte = (at: number) => (bitDepth === 16 ? Math.round(samples[at]! / 257) : samples[at]!);
  const count = height * width;
  const inks = new Uint8Array(count * 4);
  for (let i = 0; i < inks.length; i++) inks[i] = byte((i >> 2) * channels + (i & 3));
  const { data: rgb, notes } = cmykToRgb(inks, file);
  const size = { height, width };
  if (channels === 4) return { ...size, channels: 3, bitDepth: 8, data: rgb, isSrgb: true, notes };
  const data = new Uint8Array(count * 4);
  for (let i = 0; i < count; i++) {
    data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
    data[4 * i + 3] = byte(i * channels + 4);
  }
  return { ...size, channels: 4, bitDepth: 8, data, isSrgb: true, notes };
}

async function readPixels(
  bytes: Uint8Array,
  image: GeoTIFFImage,
  subject: Told,
): Promise<Pixels | FloatPixels> {
  const size = { height: image.getHeight(), width: image.getWidth() };
  const layout = await readLayout(bytes, image, subject);
  const { photometric, format, bits, samples, alpha, stack } = layout;
  const channels = samples.length;
  const noData = readNoData(image);
  const whole = format === UNSIGNED && bits <= 16;
  const length = size.height * size.width * channels;
  const data = !whole
    ? new Float32Array(length)
    : bits > 8
      ? new Uint16Array(length)
      : new Uint8Array(length);
  if (layout.compression === JPEG) {
    // The library knows the tables that blocks share, and turns YCbCr into RGB.
    data.set(
      photometric === YCBCR
        ? await image.readRGB({ interleave: true })
        : await image.readRasters({ interleave: true, samples: [...samples] }),
    );
  } else {
    readTiffSamples(bytes, size, layout, samples, data, noData ?? 0);
  }
  if (photometric === PALETTE) {
    return { ...size, channels: 3, bitDepth: 8, data: await byPalette(image, data, bits) };
  }
  if (photometric === INKS) {
    return inksToRgb(spreadLevels(size, channels, data as Uint8Array, 2 ** bits - 1), bytes);
  }
  const asColours = photometric === RGB ? { stack } : { notes: [imageSays.firstOfPictures(stack)] };
  const stacked = stack > 1 ? asColours : {};
  const marked = noData !== null && noData !== 0 && channels === 1;
  if (!(data instanceof Float32Array) && !marked) {
    if (photometric === WHITE_IS_ZERO) invert(data, bits);
    const pixels = spreadLevels(size, channels, data, 2 ** bits - 1);
    if (alpha === ASSOCIATED) divideByAlpha(pixels);
    return { ...pixels, ...stacked };
  }
  const numbers = data instanceof Float32Array ? data : Float32Array.from(data);
  if (!marked) {
    return { ...pixelsOfNumbers(size, channels, numbers, format !== FLOATS), ...stacked };
  }
  // What float32 makes of it, since that is what is compared.
  const missing = Math.fround(noData);
  const readings = numbers.map((value) => (value === missing ? NaN : value));
  return { ...pixelsOfNumbers(size, 1, readings, false), ...stacked };
}

function turned(pixels: Pixels | FloatPixels, orientation: Orientation): Pixels | FloatPixels {
  if (orientation === 1) return pixels;
  const { channels } = pixels;
  return pixels.bitDepth === 32
    ? { ...pixels, ...applyOrientation(pixels, channels, orientation), turnedBy: orientation }
    : { ...pixels, ...applyOrientation(pixels, channels, orientation), turnedBy: orientation };
}

/**
 * Decodes the first picture of a TIFF file that is no smaller version of another: whole numbers of 1 to 32 bits, with a sign or
 * without, floats of 16 to 64 bits, palettes, strips or tiles, uncompressed or by LZW, Deflate, Zstandard, PackBits, LERC or JPEG. The library geotiff (MIT) reads
 * the directory and JPEG; other blocks are read here, which keeps to the size the file declares and knows the order of bits
 * and bytes.
 *
 * @throws ImageError for what cannot be read, and for a size that does not fit; whatever the library throws on bad data
 */
export async function decodeTiff(bytes: Uint8Array, subject: Told): Promise<Pixels | FloatPixels> {
  const pictures = listPictures(bytes);
  if (pictures.isRaw) refuseVariant(imageSays.otherFormat(subject, 'camera raw'));
  const file = await fromArrayBuffer(bytes.slice().buffer);
  const image = await file.getImage(pictures.first);
  requireSize({ height: image.getHeight(), width: image.getWidth() }, subject);
  const pixels = await readPixels(bytes, image, subject);
  const turn: unknown = await image.fileDirectory.loadValue('Orientation');
  const notes = [...(pixels.notes ?? [])];
  if (pictures.count > 1) notes.push(imageSays.firstOfPictures(pictures.count));
  return { ...turned(pixels, isOrientation(turn) ? turn : 1), notes };
}
