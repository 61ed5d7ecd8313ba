import { hasText } from '../math/bytes.ts';
import { arrayOf, type Hdf5Array, isArray } from './hdf5Array.ts';
import { type PackedChunk, UnreadHdf5 } from './hdf5Numbers.ts';
import { Hdf5Reader, type Message } from './hdf5Reader.ts';

/** Groups in groups. */
const DEEPEST = 6;

const LINK_INFO = 2;
const LINK = 6;
const CONTINUATION = 16;
const SYMBOL_TABLE = 17;

/** The kind of an entry of names that is a link to another name, whose place is found anyway. */
const LINK_BY_NAME = 2;

/**
 * Data sets of HDF5 files: superblocks 0 to 3, object headers 1 and 2, groups of symbol tables or of links, whole numbers and
 * floats that lie in one piece or in chunks, packed by deflate or LZF. Source: The HDF Group, "HDF5 File Format Specification",
 * version 3.0. Whatever a file claims, the work is bounded: by the parts that are looked at, and by the bytes of the array.
 */
export class Hdf5 extends Hdf5Reader {
  /** All arrays of numbers, those in groups included. */
  arrays(): Hdf5Array[] {
    const version = this.view.getUint8(this.start + 8);
    const sizesAt = this.start + (version < 2 ? 13 : 9);
    if (this.view.getUint16(sizesAt) !== 0x0808) throw new RangeError('Offsets have other sizes.');
    const baseAt = this.start + (version === 0 ? 24 : version === 1 ? 28 : 12);
    const rootAt = version < 2 ? baseAt + 40 : baseAt + 24;
    const end = this.address(baseAt + 16) - this.number(baseAt);
    if (end > this.bytes.length) throw new RangeError('The file ends too early.');
    const found: Hdf5Array[] = [];
    this.walk(this.address(rootAt), '', found, new Set(), 0);
    return found;
  }

  private walk(
    header: number,
    name: string,
    found: Hdf5Array[],
    seen: Set<number>,
    depth: number,
  ): void {
    this.countOne();
    if (depth > DEEPEST || seen.has(header)) return;
    seen.add(header);
    const messages = this.messages(header);
    if (isArray(messages)) {
      const array = arrayOf(this, name, messages, (at, dimensions, take) => {
        this.chunks(at, dimensions, Infinity, take);
      });
      if (array !== null) found.push(array);
      return;
    }
    for (const [child, at] of this.children(messages)) {
      // MATLAB's own: what cells refer to.
      if (!child.startsWith('#')) this.walk(at, child, found, seen, depth + 1);
    }
  }

  private messages(header: number): Message[] {
    const found: Message[] = [];
    const isNew = hasText(this.bytes, header, 'OHDR');
    const blocks: (readonly [number, number])[] = [];
    let tagged = false;
    if (isNew) {
      const flags = this.view.getUint8(header + 5);
      tagged = (flags & 4) !== 0;
      const sizeAt = header + 6 + ((flags & 32) !== 0 ? 16 : 0) + ((flags & 16) !== 0 ? 4 : 0);
      const sizeBytes = 2 ** (flags & 3);
      const start = sizeAt + sizeBytes;
      blocks.push([start, start + this.small(sizeAt, sizeBytes)]);
    } else {
      if (this.view.getUint8(header) !== 1) throw new RangeError('The header is unknown.');
      blocks.push([header + 16, header + 16 + this.view.getUint32(header + 8, true)]);
    }
    const headBytes = isNew ? (tagged ? 6 : 4) : 8;
    for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
      const [first, end] = block;
      let at = first;
      while (at + headBytes <= end) {
        this.countOne();
        const type = isNew ? this.view.getUint8(at) : this.view.getUint16(at, true);
        const size = this.view.getUint16(at + (isNew ? 1 : 2), true);
        const isShared = (this.view.getUint8(at + (isNew ? 3 : 4)) & 2) !== 0;
        const start = at + headBytes;
        at = start + size;
        if (type === CONTINUATION) {
          const from = this.address(start);
          const length = this.number(start + 8);
          blocks.push(isNew ? [from + 4, from + length - 4] : [from, from + length]);
        } else if (!isShared) found.push({ type, at: start, end: at });
      }
    }
    return found;
  }

  private children(messages: readonly Message[]): (readonly [string, number])[] {
    const found: (readonly [string, number])[] = [];
    for (const { type, at, end } of messages) {
      if (type === SYMBOL_TABLE) {
        const heap = this.address(this.address(at + 8) + 24);
        this.symbols(this.address(at), heap, Infinity, found);
      } else if (type === LINK) {
        const link = this.link(at, end);
        if (link !== null) found.push(link);
      } else if (type === LINK_INFO) {
        const heapAt = at + 2 + ((this.view.getUint8(at + 1) & 1) !== 0 ? 8 : 0);
        if (this.view.getBigInt64(heapAt, true) !== -1n) throw new UnreadHdf5('names');
      }
    }
    return found;
  }

  private symbols(
    node: number,
    heap: number,
    below: number,
    found: (readonly [string, number])[],
  ): void {
    this.countOne();
    if (hasText(this.bytes, node, 'SNOD')) {
      const count = this.view.getUint16(node + 6, true);
      for (let i = 0; i < count; i++) {
        this.countOne();
        const entry = node + 8 + 40 * i;
        if (this.view.getUint32(entry + 16, true) === LINK_BY_NAME) continue;
        const nameAt = heap + this.number(entry);
        const end = this.bytes.indexOf(0, nameAt);
        found.push([this.text(nameAt, end), this.address(entry + 8)]);
      }
      return;
    }
    const [level, count] = this.treeNode(node, below);
    for (let i = 0; i < count; i++) {
      this.symbols(this.address(node + 32 + 16 * i), heap, level, found);
    }
  }

  /** A node's level, which is lower than that of the one above, and how many entries it has. */
  private treeNode(node: number, below: number): readonly [number, number] {
    if (!hasText(this.bytes, node, 'TREE')) throw new RangeError('A node is missing.');
    const level = this.view.getUint8(node + 5);
    if (level >= below) throw new RangeError('The tree leads nowhere.');
    return [level, this.view.getUint16(node + 6, true)];
  }

  private link(at: number, end: number): readonly [string, number] | null {
    const flags = this.view.getUint8(at + 1);
    let place = at + 2;
    // Links by a name lead to what is found anyway.
    if ((flags & 8) !== 0 && this.view.getUint8(place++) !== 0) return null;
    if ((flags & 4) !== 0) place += 8;
    if ((flags & 16) !== 0) place += 1;
    const lengthBytes = 2 ** (flags & 3);
    const nameAt = place + lengthBytes;
    const nameEnd = nameAt + this.small(place, lengthBytes);
    if (nameEnd + 8 > end) throw new RangeError('A link is cut short.');
    return [this.text(nameAt, nameEnd), this.address(nameEnd)];
  }

  private chunks(
    node: number,
    dimensions: number,
    below: number,
    take: (chunk: PackedChunk) => void,
  ): void {
    this.countOne();
    const [level, count] = this.treeNode(node, below);
    const step = 24 + 8 * dimensions;
    for (let i = 0; i < count; i++) {
      this.countOne();
      const key = node + 24 + step * i;
      const child = this.address(key + step - 8);
      if (level > 0) {
        this.chunks(child, dimensions, level, take);
        continue;
      }
      const offset = Array.from({ length: dimensions }, (_, d) => this.number(key + 8 + 8 * d));
      const [packed, mask] = [key, key + 4].map((at) => this.view.getUint32(at, true));
      take({ at: child, packed: packed!, mask: mask!, offset });
    }
  }
}
