import type { Told } from '../languages/sentence.ts';
import { viewOf } from '../math/bytes.ts';
import { type ExrCompression, unpackChunk } from './exrChunks.ts';
import { type ExrArea, type ExrChannel, readSamples, segmentsOf } from './exrSegments.ts';
import { ImageError, refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { formatSays } from './formatSentences.ts';
import { nearByChannel } from './saidNear.ts';
import type { FloatPixels, SaidNear } from './types.ts';

const TILED = 0x200;
const DEEP = 0x800;
const MULTIPART = 0x1000;

/** By their numbers in the file. */
const COMPRESSIONS: readonly ExrCompression[] = ['none', 'rle', 'zip', 'zip', 'piz', 'pxr24'];
/** Lines of a chunk, by the same numbers. */
const LINES: readonly number[] = [1, 1, 1, 16, 32, 16];
/** What all channels of a picture may come to, unpacked. */
const MOST_BYTES = 4 * 2 ** 30;
/** … and one of its chunks, which is unpacked as a whole. */
const MOST_CHUNK_BYTES = 2 ** 29;

/** One of the pictures in a file. */
interface Part {
  readonly name: string;
  readonly channels: readonly ExrChannel[];
  readonly compression: number;
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly width: number;
  /** Null of a picture stored by lines. */
  readonly tile: { readonly height: number; readonly width: number } | null;
  readonly deep: boolean;
  /** Number of its chunks; null where the file does not say. */
  readonly chunks: number | null;
}

/** Reads little-endian values one after another; a RangeError tells that the file is cut short. */
class Reader {
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {
    this.view = viewOf(bytes);
  }

  byte(): number {
    return this.view.getUint8(this.at++);
  }

  int(): number {
    this.at += 4;
    return this.view.getInt32(this.at - 4, true);
  }

  long(): number {
    this.at += 8;
    return Number(this.view.getBigUint64(this.at - 8, true));
  }

  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0 || end - this.at > 255) throw new RangeError('A name does not end.');
    const text = String.fromCharCode(...this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

function readChannels(reader: Reader): ExrChannel[] {
  const channels: ExrChannel[] = [];
  for (let name = reader.text(); name !== ''; name = reader.text()) {
    const type = reader.int();
    reader.at += 4;
    const [stepX, stepY] = [reader.int(), reader.int()];
    if (type < 0 || type > 2 || stepX < 1 || stepY < 1) throw new RangeError('A channel is odd.');
    channels.push({ name, type: (['uint', 'half', 'float'] as const)[type]!, stepX, stepY });
  }
  return channels;
}

function readHeader(reader: Reader, first: string, tiled: boolean): Part {
  let part: Part = {
    ...{ name: '', channels: [], compression: 0, left: 0, top: 0, height: 0, width: 0 },
    ...{ tile: null, deep: false, chunks: null },
  };
  for (let name = first; name !== ''; name = reader.text()) {
    const type = reader.text();
    const length = reader.int();
    const start = reader.at;
    if (length < 0) throw new RangeError('A length is negative.');
    if (name === 'channels') part = { ...part, channels: readChannels(reader) };
    else if (name === 'compression') part = { ...part, compression: reader.byte() };
    else if (name === 'chunkCount') part = { ...part, chunks: reader.int() };
    else if (name === 'dataWindow') {
      const [left, top, right, bottom] = [reader.int(), reader.int(), reader.int(), reader.int()];
      part = { ...part, left, top, width: right - left + 1, height: bottom - top + 1 };
    } else if (name === 'tiles') {
      const [width, height] = [reader.int(), reader.int()];
      part = { ...part, tile: { width, height } };
    } else if (name === 'name' || (name === 'type' && type === 'string')) {
      const text = readText(reader, length);
      part = name === 'name' ? { ...part, name: text } : { ...part, deep: text.startsWith('deep') };
    }
    reader.at = start + length;
  }
  return tiled || part.tile === null ? part : { ...part, tile: null };
}

function readText(reader: Reader, length: number): string {
  let text = '';
  for (let i = 0; i < Math.min(length, 255); i++) text += String.fromCharCode(reader.byte());
  return text;
}

interface ExrFile {
  readonly parts: readonly Part[];
  readonly multipart: boolean;
  readonly reader: Reader;
}

function readFile(bytes: Uint8Array): ExrFile {
  const reader = new Reader(bytes, 4);
  const flags = reader.int();
  const multipart = (flags & MULTIPART) !== 0;
  const tiled = (flags & TILED) !== 0 || multipart;
  const parts: Part[] = [];
  for (let first = reader.text(); first !== ''; first = reader.text()) {
    parts.push(readHeader(reader, first, tiled));
    if (!multipart) break;
  }
  if (parts.length === 0) throw new RangeError('There is no picture.');
  const deep = (flags & DEEP) !== 0;
  return { parts: deep ? parts.map((part) => ({ ...part, deep })) : parts, multipart, reader };
}

/** Channels that are no depth though they end in Z: directions and places. Unreal's `WorldDepth` is depth. */
const VECTOR = /normal|position|vector|world(?![ _]?depth)|velocity|motion|\bN\.|\bP\./i;
const DEPTH = /depth|disparity|disp\b/i;
const LAST_Z = /(^|\.)Z$/;

/** How much a channel looks like depth: 0 not at all. */
function depthLikeness({ name: picture }: Part, { name, stepX, stepY }: ExrChannel): number {
  const whole = `${picture}.${name}`;
  if (stepX > 1 || stepY > 1 || VECTOR.test(whole) || /\.A$/.test(name)) return 0;
  if (name === 'Z') return 4;
  if (DEPTH.test(whole)) return 3;
  if (LAST_Z.test(name)) return 2;
  return 0;
}

interface Choice {
  readonly part: number;
  readonly channels: readonly ExrChannel[];
  /** Which end is near by the channel's name; null where that says nothing. */
  readonly saidNear: SaidNear | null;
}

/** The channel that is depth by its name, else the picture's colours or brightness, else its only channel. */
function chooseChannels(parts: readonly Part[], subject: Told): Choice {
  let best: Choice | null = null;
  let most = 0;
  parts.forEach((part, index) => {
    for (const channel of part.channels) {
      const likeness = depthLikeness(part, channel);
      if (likeness <= most) continue;
      most = likeness;
      const saidNear = nearByChannel(`${part.name}.${channel.name}`);
      best = { part: index, channels: [channel], saidNear };
    }
  });
  if (best !== null) return best;
  for (const [index, { channels }] of parts.entries()) {
    const named = (name: string) => channels.find((channel) => channel.name === name);
    const colours = ['R', 'G', 'B'].flatMap((name) => named(name) ?? []);
    if (colours.length === 3) return { part: index, channels: colours, saidNear: null };
    const one = named('Y') ?? named('R') ?? (channels.length === 1 ? channels[0] : undefined);
    if (one !== undefined) return { part: index, channels: [one], saidNear: null };
  }
  const names = parts.flatMap(({ channels }) => channels.map(({ name }) => name));
  const shown = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
  return refuseVariant(formatSays.exrChannels(subject, shown));
}

/** The chunks of the picture at its full size: lines or tiles. */
function* chunksOf(part: Part): Generator<ExrArea> {
  const { left, top, height, width, tile } = part;
  const step = tile ?? { height: LINES[part.compression]!, width };
  for (let y = 0; y < height; y += step.height) {
    for (let x = 0; x < width; x += step.width) {
      yield {
        left: left + x,
        top: top + y,
        height: Math.min(step.height, height - y),
        width: Math.min(step.width, width - x),
      };
    }
  }
}

function requireReadable(part: Part, subject: Told): void {
  const { height, width, channels, tile, compression } = part;
  if (part.deep) refuseVariant(formatSays.deepExr(subject));
  if (compression >= COMPRESSIONS.length) {
    refuseVariant(compression < 10 ? formatSays.lossyExr(subject) : formatSays.unusualExr(subject));
  }
  if (height < 1 || width < 1) throw new RangeError('The size is odd.');
  requireSize({ height, width }, subject);
  if (tile !== null && !(tile.height > 0 && tile.width > 0)) throw new RangeError('Tiles are odd.');
  const bytesOfPixel = channels.reduce((sum, { type }) => sum + (type === 'half' ? 2 : 4), 0);
  const lines = Math.min(tile?.height ?? LINES[compression]!, height);
  const chunk = bytesOfPixel * lines * Math.min(tile?.width ?? width, width);
  if (height * width * bytesOfPixel > MOST_BYTES || chunk > MOST_CHUNK_BYTES) {
    throw new ImageError('tooLarge', formatSays.exrTooMany(subject, channels.length));
  }
}

/** Where the chunks' addresses begin, those of the parts before left out. */
function tableOf({ parts, reader }: ExrFile, index: number): number {
  let at = reader.at;
  for (const { chunks } of parts.slice(0, index)) {
    if (chunks === null) throw new RangeError('The number of chunks is missing.');
    at += 8 * chunks;
  }
  return at;
}

/**
 * Decodes an OpenEXR file: the channel that is depth by its name (Z, depth.Z, …), else R, G and B, else Y; half floats,
 * floats or whole numbers; lines or tiles, one picture or several; uncompressed or by RLE, ZIP, PIZ or PXR24. The libraries
 * for browsers read no channels but R, G, B, A and Y, so that this is ours.
 * Source: "OpenEXR File Layout", openexr.com.
 *
 * @throws ImageError for what cannot be read, and for a size that does not fit; RangeError on a file that is cut short
 */
export function decodeExr(bytes: Uint8Array, subject: Told): FloatPixels {
  const file = readFile(bytes);
  const { part: index, channels, saidNear } = chooseChannels(file.parts, subject);
  const part = file.parts[index]!;
  requireReadable(part, subject);
  const { height, width } = part;
  const data = new Float32Array(height * width * channels.length);
  const table = new Reader(bytes, tableOf(file, index));
  for (const area of chunksOf(part)) {
    const chunk = new Reader(bytes, table.long() + (file.multipart ? 4 : 0));
    chunk.at += part.tile === null ? 4 : 16;
    const length = chunk.int();
    if (length < 0 || chunk.at + length > bytes.length) throw new RangeError('A chunk is cut off.');
    const packed = bytes.subarray(chunk.at, chunk.at + length);
    const segments = segmentsOf(part.channels, area);
    const raw = unpackChunk(packed, COMPRESSIONS[part.compression]!, segments);
    for (const segment of segments) {
      const channel = channels.indexOf(segment.channel);
      if (channel < 0) continue;
      const first = (segment.line - part.top) * width + area.left - part.left;
      readSamples(raw, segment, (x, value) => {
        data[(first + x) * channels.length + channel] = value;
      });
    }
  }
  return { height, width, channels: channels.length, bitDepth: 32, data, saidNear };
}
