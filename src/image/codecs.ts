import type { ImageFormat } from './imageHeader.ts';
import { loadDecoder } from './imageError.ts';

/** What a codec gives back: interleaved RGBA bytes. */
export interface CodecResult {
  readonly height: number;
  readonly width: number;
  readonly data: Uint8ClampedArray;
  /** What the decoder complained about while it went on. */
  readonly complaints: readonly string[];
}

interface Decoder {
  /** Throws when the number of arguments is not the decoder's own. */
  decode(bytes: Uint8Array, ...settings: readonly (boolean | number)[]): ImageData | null;
}

/** The part of an Emscripten module's settings that is used here. */
interface CodecSettings {
  noInitialRun: boolean;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): WebAssembly.Exports;
  print(line: string): void;
  printErr(line: string): void;
}

/** An Emscripten module, which each call makes anew. */
export type CodecFactory<Module> = (settings: CodecSettings) => Promise<Module>;

interface Codec {
  readonly factory: CodecFactory<Decoder>;
  readonly wasm: WebAssembly.Module;
}

/** Where a codec's WebAssembly lies. */
export interface WasmPlace {
  /** The WebAssembly file: the package's name, and the path in it. */
  readonly wasmFile: string;
  /** Its address in a page, as Vite bundles it. */
  wasmUrl(): Promise<string>;
}

/** How to find a codec in each place; both parts are loaded only when a picture needs them. */
interface CodecSource extends WasmPlace {
  factory(): Promise<CodecFactory<Decoder>>;
  /** What `decode` takes after the bytes. */
  readonly settings: readonly (boolean | number)[];
}

export type WasmFormat = Exclude<ImageFormat, 'PNG'> | 'AVIF' | 'JPEG XL';

const SOURCES: Record<WasmFormat, CodecSource> = {
  JPEG: {
    wasmFile: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
    wasmUrl: async () => (await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm?url')).default,
    factory: async () => (await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js')).default,
    settings: [false], // orientation: left as stored
  },
  WebP: {
    wasmFile: '@jsquash/webp/codec/dec/webp_dec.wasm',
    wasmUrl: async () => (await import('@jsquash/webp/codec/dec/webp_dec.wasm?url')).default,
    factory: async () => (await import('@jsquash/webp/codec/dec/webp_dec.js')).default,
    settings: [],
  },
  AVIF: {
    wasmFile: '@jsquash/avif/codec/dec/avif_dec.wasm',
    wasmUrl: async () => (await import('@jsquash/avif/codec/dec/avif_dec.wasm?url')).default,
    factory: async () => (await import('@jsquash/avif/codec/dec/avif_dec.js')).default,
    settings: [8], // bits per sample
  },
  'JPEG XL': {
    wasmFile: '@jsquash/jxl/codec/dec/jxl_dec.wasm',
    wasmUrl: async () => (await import('@jsquash/jxl/codec/dec/jxl_dec.wasm?url')).default,
    factory: async () => (await import('@jsquash/jxl/codec/dec/jxl_dec.js')).default,
    settings: [],
  },
};

/** From the package's file in Node, and from the site in a page. */
async function readWasm(source: WasmPlace): Promise<BufferSource> {
  // `getBuiltinModule` instead of an import: bundlers for the page never see Node's modules.
  if (typeof process === 'object' && process.versions?.node !== undefined) {
    const { createRequire } = process.getBuiltinModule('node:module');
    const { readFile } = process.getBuiltinModule('node:fs/promises');
    // Vite sets `import.meta.env` and puts the file beside what it built, here the npm package.
    const env = import.meta.env as ImportMetaEnv | undefined;
    if (env?.PROD === true) return readFile(new URL(await source.wasmUrl()));
    // Found by the package's root: not every package lets its other files be resolved.
    const [, name, file] = /^((?:@[^/]+\/)?[^/]+)(\/.+)$/.exec(source.wasmFile)!;
    const root = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return readFile(root.replace(/[/\\]package\.json$/, file!));
  }
  const response = await fetch(await source.wasmUrl());
  if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
  return response.arrayBuffer();
}

export async function compileWasm(source: WasmPlace): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readWasm(source));
}

/**
 * A codec in an instance of its own: WebAssembly memory never shrinks, and one that fails half-way must not spoil the next
 * picture.
 *
 * @param note is given what it prints
 */
export function instantiate<Module>(
  factory: CodecFactory<Module>,
  wasm: WebAssembly.Module,
  note: (line: string) => void = () => undefined,
): Promise<Module> {
  return new Promise<Module>((resolve, reject) => {
    factory({
      noInitialRun: true,
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(wasm, imports).then(done, reject);
        return {};
      },
      print: note,
      printErr: note,
    }).then(resolve, reject);
  });
}

const loaded = new Map<WasmFormat, Promise<Codec>>();

async function load(format: WasmFormat): Promise<Codec> {
  const source = SOURCES[format];
  try {
    const [factory, wasm] = await loadDecoder(format, () =>
      Promise.all([source.factory(), compileWasm(source)]),
    );
    return { factory, wasm };
  } catch (error) {
    loaded.delete(format); // the next picture tries again
    throw error;
  }
}

function codecFor(format: WasmFormat): Promise<Codec> {
  const codec = loaded.get(format) ?? load(format);
  loaded.set(format, codec);
  return codec;
}

/**
 * Decodes a JPEG (MozJPEG), WebP (libwebp), AVIF (libavif) or JPEG XL (libjxl) file with the same WebAssembly code everywhere, so a
 * page and Node get the same bytes. Of JPEG XL alone, orientation and colours are applied.
 *
 * @throws ImageError when the decoder cannot be loaded; whatever the decoder throws on bad data
 */
export async function decodeWithCodec(bytes: Uint8Array, format: WasmFormat): Promise<CodecResult> {
  const { factory, wasm } = await codecFor(format);
  const complaints: string[] = [];
  const decoder = await instantiate(factory, wasm, (line) => void complaints.push(line));
  const image = decoder.decode(bytes, ...SOURCES[format].settings);
  if (image === null) throw new Error(`The ${format} decoder refused the data.`);
  return { height: image.height, width: image.width, data: image.data, complaints };
}
