import { encodeRgbaPng } from './encodePng.ts';
import { ImageError } from './imageError.ts';
import { type CodecFactory, compileWasm, instantiate, type WasmPlace } from './codecs.ts';
import { imageSays } from './sentences.ts';
import type { RgbaImage } from './types.ts';

/** What a cut-out is saved as, by the endings of names. */
export const PICTURE_FORMATS = ['png', 'webp', 'jpg'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<PictureFormat, string>> = {
  png: 'image/png',
  webp: 'image/webp',
  jpg: 'image/jpeg',
};

/** Whether a format keeps transparency. */
export function keepsTransparency(format: PictureFormat): boolean {
  return format !== 'jpg';
}

/** Of 100: no artefacts that an eye finds at an object's edge. */
const QUALITY = 92;

interface Encoder {
  encode(data: Uint8Array, width: number, height: number, options: object): Uint8Array | null;
}

interface EncoderSource extends WasmPlace {
  factory(): Promise<CodecFactory<Encoder>>;
  options(): Promise<object>;
}

const SOURCES: Record<Exclude<PictureFormat, 'png'>, EncoderSource> = {
  jpg: {
    wasmFile: '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
    wasmUrl: async () => (await import('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm?url')).default,
    factory: async () => (await import('@jsquash/jpeg/codec/enc/mozjpeg_enc.js')).default,
    options: async () => ({
      ...(await import('@jsquash/jpeg/meta.js')).defaultOptions,
      quality: QUALITY,
    }),
  },
  webp: {
    wasmFile: '@jsquash/webp/codec/enc/webp_enc.wasm',
    wasmUrl: async () => (await import('@jsquash/webp/codec/enc/webp_enc.wasm?url')).default,
    factory: async () => (await import('@jsquash/webp/codec/enc/webp_enc.js')).default,
    options: async () => ({
      ...(await import('@jsquash/webp/meta.js')).defaultOptions,
      quality: QUALITY,
    }),
  },
};

/**
 * A picture as a file, by the same encoders in a page and in Node, so that both write the same bytes.
 *
 * @param image without transparency for JPEG, which has none
 * @throws ImageError when the encoder cannot be loaded or has no room
 */
export async function encodePicture(
  image: RgbaImage,
  format: PictureFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'png') return encodeRgbaPng(image);
  const source = SOURCES[format];
  const encoder = await openEncoder(source).catch((cause: unknown) => {
    throw new ImageError('decoderUnavailable', imageSays.encoderUnavailable(format), { cause });
  });
  const bytes = encoder.encode(image.data, image.width, image.height, await source.options());
  if (bytes === null) {
    const sentence = imageSays.tooLargeToSave(image.width, image.height, format);
    throw new ImageError('tooLarge', sentence);
  }
  return new Uint8Array(bytes);
}

async function openEncoder(source: EncoderSource): Promise<Encoder> {
  return instantiate(...(await Promise.all([source.factory(), compileWasm(source)])));
}
