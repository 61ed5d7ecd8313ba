import createHeif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import type { Told } from '../languages/sentence.ts';
import { refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { requireIsoSize, sampleBits } from './isoBoxes.ts';
import { formatSays } from './formatSentences.ts';
import type { Pixels } from './types.ts';

/** The library's numbers for kinds of colours and for channels. */
const COLOUR = { grey: 2, rgb: 1 } as const;
const CHROMA = { grey: 0, rgb: 10, rgba: 11 } as const;
const CHANNEL = { grey: 0, interleaved: 10 } as const;

type Heif = Awaited<ReturnType<typeof createHeif>>;

/** The file is not as the library expects it. */
class HeifError extends Error {
  override readonly name = 'HeifError';
}

/** A file in the library's memory, all of which goes with the instance. */
class HeifFile {
  private readonly result: number;

  private constructor(
    private readonly heif: Heif,
    private readonly context: number,
  ) {
    this.result = heif._malloc(16);
  }

  static async open(bytes: Uint8Array): Promise<HeifFile> {
    const heif = await createHeif();
    const file = new HeifFile(heif, heif._heif_context_alloc());
    const copy = heif._malloc(bytes.length);
    heif.HEAPU8.set(bytes, copy);
    heif._heif_context_read_from_memory_without_copy(
      file.result,
      file.context,
      copy,
      bytes.length,
      0,
    );
    file.requireSuccess();
    return file;
  }

  private numberAt(address: number): number {
    const { buffer } = this.heif.HEAPU8;
    return new DataView(buffer).getUint32(address, true);
  }

  /** The library's calls write their outcome to `result`, and what they give to the word behind. */
  private requireSuccess(): number {
    const code = this.numberAt(this.result);
    if (code === 0) return this.numberAt(this.result + 12);
    const message = this.numberAt(this.result + 8);
    const end = this.heif.HEAPU8.indexOf(0, message);
    throw new HeifError(String.fromCharCode(...this.heif.HEAPU8.subarray(message, end)));
  }

  /** The picture to show. */
  primary(): number {
    const { heif, result } = this;
    heif._heif_context_get_primary_image_handle(result, this.context, result + 12);
    return this.requireSuccess();
  }

  /** Its depth; null where it has none. */
  depthOf(picture: number): number | null {
    const { heif, result } = this;
    if (heif._heif_image_handle_get_number_of_depth_images(picture) < 1) return null;
    heif._heif_image_handle_get_list_of_depth_image_IDs(picture, result, 1);
    const id = this.numberAt(result);
    heif._heif_image_handle_get_depth_image_handle(result, picture, id, result + 12);
    return this.requireSuccess();
  }

  /** Decodes to bytes, turned upright as the file says. */
  decode(picture: number, kind: 'grey' | 'rgb' | 'rgba', subject: Told): Pixels {
    const { heif, result } = this;
    const width = heif._heif_image_handle_get_width(picture);
    const height = heif._heif_image_handle_get_height(picture);
    requireSize({ height, width }, subject);
    const colour = kind === 'grey' ? COLOUR.grey : COLOUR.rgb;
    heif._heif_decode_image(result, picture, result + 12, colour, CHROMA[kind], 0);
    const image = this.requireSuccess();
    const channel = kind === 'grey' ? CHANNEL.grey : CHANNEL.interleaved;
    const bits = heif._heif_image_get_bits_per_pixel_range(image, channel);
    const start = heif._heif_image_get_plane_readonly(image, channel, result);
    const stride = this.numberAt(result);
    const channels = { grey: 1, rgb: 3, rgba: 4 }[kind];
    const wide = kind === 'grey' && bits > 8;
    const rowBytes = width * channels * (wide ? 2 : 1);
    const bytes = new Uint8Array(rowBytes * height);
    for (let y = 0; y < height; y++) {
      const from = start + y * stride;
      bytes.set(heif.HEAPU8.subarray(from, from + rowBytes), y * rowBytes);
    }
    heif._heif_image_release(image);
    return wide
      ? { height, width, channels, bitDepth: 16, data: new Uint16Array(bytes.buffer) }
      : { height, width, channels, bitDepth: 8, data: bytes };
  }

  hasAlpha(picture: number): boolean {
    return this.heif._heif_image_handle_has_alpha_channel(picture) !== 0;
  }
}

/**
 * Decodes the main picture of a HEIC file to 8 bits, by libheif (LGPL-3.0, a file of its own that is loaded on demand).
 *
 * @throws ImageError for a size that does not fit; HeifError or RangeError on bad data
 */
export async function decodeHeif(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  requireIsoSize(bytes, subject);
  const file = await HeifFile.open(bytes);
  const picture = file.primary();
  const pixels = file.decode(picture, file.hasAlpha(picture) ? 'rgba' : 'rgb', subject);
  return { ...pixels, fileBits: sampleBits(bytes) };
}

/**
 * Decodes the depth that a HEIC file holds beside its main picture, as portraits of phones do.
 *
 * @throws ImageError where there is none, or for a size that does not fit; HeifError or RangeError on bad data
 */
export async function decodeHeifDepth(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  requireIsoSize(bytes, subject);
  const file = await HeifFile.open(bytes);
  const depth = file.depthOf(file.primary());
  return depth === null
    ? refuseVariant(formatSays.heicWithoutDepth(subject))
    : file.decode(depth, 'grey', subject);
}
