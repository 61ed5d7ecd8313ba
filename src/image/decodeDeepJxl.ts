import { initSync, JxlImage } from 'jxl-oxide-wasm';
import type { Told } from '../languages/sentence.ts';
import { compileWasm } from './codecs.ts';
import { decodePng } from './decodePng.ts';
import { loadDecoder } from './imageError.ts';
import type { Pixels } from './types.ts';

const SOURCE = {
  wasmFile: 'jxl-oxide-wasm/jxl_oxide_wasm_bg.wasm',
  wasmUrl: async () => (await import('jxl-oxide-wasm/module.wasm?url')).default,
};

let ready: Promise<void> | null = null;

async function start(): Promise<void> {
  try {
    initSync({ module: await loadDecoder('JPEG XL', () => compileWasm(SOURCE)) });
  } catch (error) {
    ready = null; // the next picture tries again
    throw error;
  }
}

/**
 * Decodes the first picture of a JPEG XL file of more than 8 bits to 16 bits, upright, by jxl-oxide (the other decoder gives no
 * more than 8): it hands the picture over as a PNG file.
 *
 * @throws ImageError when the decoder cannot be loaded; Error on bad data
 */
export async function decodeDeepJxl(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  await (ready ??= start());
  const image = new JxlImage();
  try {
    image.feedBytes(bytes);
    if (!image.tryInit()) throw new RangeError('The file ends too early.');
    return decodePng(image.render().encodeToPng(), subject);
  } finally {
    image.free();
  }
}
