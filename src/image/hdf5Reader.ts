import { hasText, viewOf } from '../math/bytes.ts';

const SIGNATURE = '\x89HDF\r\n\x1a\n';
/** MATLAB leaves 512 bytes before the file for its own header; others may leave more. */
const PLACES = [0, 512, 1024, 2048];

/** Headers, messages and nodes of a file. */
const MOST_PARTS = 200_000;

/** A part of an object's header. */
export interface Message {
  readonly type: number;
  readonly at: number;
  readonly end: number;
}

/** Numbers, addresses and texts of an HDF5 file, of which no more than so many parts are looked at. */
export class Hdf5Reader {
  readonly view: DataView;
  /** Of the superblock. */
  readonly start: number;
  private parts = 0;

  /** @throws RangeError where there is no HDF5 file */
  constructor(readonly bytes: Uint8Array) {
    this.view = viewOf(bytes);
    const start = PLACES.find((place) => hasText(bytes, place, SIGNATURE));
    if (start === undefined) throw new RangeError('There is no superblock.');
    this.start = start;
  }

  countOne(): void {
    this.parts++;
    if (this.parts > MOST_PARTS) throw new RangeError('There are too many parts.');
  }

  number(at: number): number {
    return Number(this.view.getBigUint64(at, true));
  }

  /** They count from the superblock. Of what is nowhere it is far outside of the file. */
  address(at: number): number {
    return this.start + this.number(at);
  }

  isNowhere(at: number): boolean {
    return this.view.getBigInt64(at, true) === -1n;
  }

  small(at: number, bytes: number): number {
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + this.view.getUint8(at + i);
    return value;
  }

  text(at: number, end: number): string {
    if (end > this.bytes.length || at > end) throw new RangeError('The file ends too early.');
    const text = new TextDecoder().decode(this.bytes.subarray(at, end));
    return text.replace(/\0.*/s, '');
  }
}
