import { ToldError } from '../languages/sentence.ts';
import { viewOf } from '../math/bytes.ts';
import { checkpointSays } from './checkpointSentences.ts';

/** A file that is no whole PyTorch checkpoint of plain tensors; it tells what is wrong. */
export class CheckpointError extends ToldError {
  override readonly name = 'CheckpointError';
}

/** Reads little-endian values one after another and refuses to read past the end. */
export class ByteReader {
  private readonly view: DataView;
  private readonly text = new TextDecoder('utf-8');

  constructor(
    private readonly bytes: Uint8Array,
    public position = 0,
  ) {
    this.view = viewOf(bytes);
  }

  uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** A size or offset; beyond 2^53 nothing can be inside a file. */
  uint64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** Pickle's only big-endian value. */
  float64BigEndian(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  take(count: number): Uint8Array {
    const start = this.advance(count);
    return this.bytes.subarray(start, start + count);
  }

  string(count: number): string {
    return this.text.decode(this.take(count));
  }

  /** Up to the next line feed, which is skipped. */
  line(longest: number): string {
    const end = this.bytes.subarray(0, this.position + longest + 1).indexOf(10, this.position);
    if (end < 0) throw new CheckpointError(checkpointSays.endlessName());
    const text = this.string(end - this.position);
    this.position++;
    return text;
  }

  private advance(count: number): number {
    const start = this.position;
    if (count > this.bytes.length - start) {
      const left = Math.max(0, this.bytes.length - start);
      throw new CheckpointError(checkpointSays.cutOff(start, count, left));
    }
    this.position = start + count;
    return start;
  }
}
