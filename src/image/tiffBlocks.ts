import { addDecoder, BaseDecoder, type ImageFileDirectory } from 'geotiff';
import { inflateAtMost } from './inflateAtMost.ts';

type TagName = Parameters<ImageFileDirectory['hasTag']>[0] & string;

/** What is known of the file's blocks, which are tiles or strips. */
export interface BlockParameters {
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly predictor: number;
  readonly bitsPerSample: number[];
  readonly planarConfiguration: number;
  /** That a block has at most, decoded. */
  readonly mostBytes: number;
}

/** @param directory of one picture of the file */
export async function readBlocks(directory: ImageFileDirectory): Promise<BlockParameters> {
  const number = async (tag: TagName) => Number((await directory.loadValue(tag)) ?? 0);
  const tiled = directory.hasTag('TileWidth');
  const imageHeight = await number('ImageLength');
  const rows = await number(tiled ? 'TileLength' : 'RowsPerStrip');
  const tileWidth = await number(tiled ? 'TileWidth' : 'ImageWidth');
  const tileHeight = tiled ? rows : Math.min(rows || imageHeight, imageHeight);
  const bits = (await directory.loadValue('BitsPerSample')) as ArrayLike<number> | undefined;
  const bitsPerSample = Array.from(bits ?? [1]);
  const planarConfiguration = (await number('PlanarConfiguration')) || 1;
  const bitsOfPixel =
    planarConfiguration === 2
      ? Math.max(...bitsPerSample)
      : bitsPerSample.reduce((sum, one) => sum + one, 0);
  return {
    ...{ tileWidth, tileHeight, bitsPerSample, planarConfiguration },
    predictor: (await number('Predictor')) || 1,
    mostBytes: Math.ceil((tileWidth * bitsOfPixel) / 8) * tileHeight,
  };
}

/** A decoder whose output is as long as the file declares it, however long its data says it is. */
abstract class BoundedDecoder extends BaseDecoder {
  protected abstract unpack(packed: Uint8Array, most: number): Uint8Array;

  override decodeBlock(buffer: ArrayBufferLike): ArrayBufferLike {
    const { mostBytes } = this.parameters as BlockParameters;
    return this.unpack(new Uint8Array(buffer), mostBytes).buffer;
  }
}

class Deflate extends BoundedDecoder {
  protected override unpack(packed: Uint8Array, most: number): Uint8Array {
    return inflateAtMost(packed, most);
  }
}

class PackBits extends BoundedDecoder {
  protected override unpack(packed: Uint8Array, most: number): Uint8Array {
    const out = new Uint8Array(most);
    let to = 0;
    for (let at = 0; at < packed.length && to < most;) {
      const count = (packed[at++]! << 24) >> 24;
      if (count === -128) continue;
      const length = count < 0 ? 1 - count : count + 1;
      if (count < 0) out.fill(packed[at++]!, to, to + length);
      else out.set(packed.subarray(at, at + Math.min(length, most - to)), to);
      if (count >= 0) at += length;
      to += length;
    }
    return out;
  }
}

const CLEAR = 256;
const END = 257;

/** LZW as TIFF 6.0 has it: codes of 9 to 12 bits, highest bit first, which grow one code early. */
class Lzw extends BoundedDecoder {
  protected override unpack(packed: Uint8Array, most: number): Uint8Array {
    const out = new Uint8Array(most);
    // A word of the table is a piece of the output: the word before and a letter more.
    const start = new Uint32Array(4096);
    const length = new Uint16Array(4096);
    let next = END + 1;
    let bits = 9;
    let before = -1;
    let to = 0;
    let held = 0;
    let heldBits = 0;
    for (let at = 0; to < most;) {
      while (heldBits < bits && at < packed.length) {
        held = ((held << 8) | packed[at++]!) & 0xffffff;
        heldBits += 8;
      }
      if (heldBits < bits) break;
      heldBits -= bits;
      const code = (held >> heldBits) & ((1 << bits) - 1);
      if (code === END) break;
      if (code === CLEAR) {
        next = END + 1;
        bits = 9;
        before = -1;
        continue;
      }
      if (code > next || (code === next && before < 0)) throw new RangeError('A code is unknown.');
      if (before >= 0 && next < 4096) {
        const known = before < CLEAR ? 1 : length[before]!;
        start[next] = to - known;
        length[next] = known + 1;
        next++;
      }
      if (code < CLEAR) {
        out[to++] = code;
      } else {
        // Letter by letter: the newest word ends with the first letter of itself.
        const end = Math.min(to + length[code]!, most);
        for (let from = start[code]!; to < end; from++) out[to++] = out[from]!;
      }
      before = code;
      if (next + 1 >= 1 << bits && bits < 12) bits++;
    }
    return out;
  }
}

/** Has the library unpack blocks by the decoders of this file, which keep to the size that the file declares. */
export function useBoundedDecoders(): void {
  addDecoder(5, () => Promise.resolve(Lzw), readBlocks);
  addDecoder([8, 32946], () => Promise.resolve(Deflate), readBlocks);
  addDecoder(32773, () => Promise.resolve(PackBits), readBlocks);
}
