import { hasText, viewOf } from '../math/bytes.ts';
import {
  type ElementType,
  type Layout,
  loadNumbers,
  type PackedChunk,
  type StoredArray,
  UnreadHdf5,
} from './hdf5Numbers.ts';
import { numberReader } from './numberReader.ts';

/**
 * Data sets of HDF5 files: superblocks 0 to 3, object headers 1 and 2, groups of symbol tables or of links, whole numbers and
 * floats that lie in one piece or in chunks, packed by deflate or LZF. Source: The HDF Group, "HDF5 File Format Specification",
 * version 3.0. Whatever a file claims, the work is bounded: by the parts that are looked at, and by the bytes of the array.
 */
const SIGNATURE = '\x89HDF\r\n\x1a\n';
/** MATLAB leaves 512 bytes before the file for its own header; others may leave more. */
const PLACES = [0, 512, 1024, 2048];

/** Headers, messages and nodes of a file. */
const MOST_PARTS = 200_000;
/** Groups in groups. */
const DEEPEST = 6;
const MOST_DIMENSIONS = 8;

const DATASPACE = 1;
const LINK_INFO = 2;
const DATATYPE = 3;
const OLD_FILL = 4;
const FILL = 5;
const LINK = 6;
const LAYOUT = 8;
const FILTERS = 11;
const ATTRIBUTE = 12;
const CONTINUATION = 16;
const SYMBOL_TABLE = 17;

/** The kind of an entry of names that is a link to another name, whose place is found anyway. */
const LINK_BY_NAME = 2;

const FIXED = 0;
const FLOAT = 1;
const TEXT = 3;
const ENUMERATION = 8;

interface Message {
  readonly type: number;
  readonly at: number;
  readonly end: number;
}

/** An array of numbers in its file. */
export interface Hdf5Array {
  /** Without its groups. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Texts and numbers that are kept with it, by their names. */
  readonly attributes: ReadonlyMap<string, string | number>;
  /** What was chosen to stand where nothing was written; null where nobody chose. */
  readonly fill: number | null;
  /**
   * Its numbers, row by row.
   *
   * @throws RangeError where it takes more than `mostBytes` unpacked, or the file is cut short; UnreadHdf5
   */
  readonly load: (mostBytes: number) => Float32Array;
}

export class Hdf5 {
  private readonly view: DataView;
  private readonly start: number;
  private parts = 0;

  /** @throws RangeError where there is no HDF5 file */
  constructor(private readonly bytes: Uint8Array) {
    this.view = viewOf(bytes);
    const start = PLACES.find((place) => hasText(bytes, place, SIGNATURE));
    if (start === undefined) throw new RangeError('There is no superblock.');
    this.start = start;
  }

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

  private countOne(): void {
    this.parts++;
    if (this.parts > MOST_PARTS) throw new RangeError('There are too many parts.');
  }

  private number(at: number): number {
    return Number(this.view.getBigUint64(at, true));
  }

  /** They count from the superblock. Of what is nowhere it is far outside of the file. */
  private address(at: number): number {
    return this.start + this.number(at);
  }

  private small(at: number, bytes: number): number {
    let value = 0;
    for (let i = bytes - 1; i >= 0; i--) value = value * 256 + this.view.getUint8(at + i);
    return value;
  }

  private text(at: number, end: number): string {
    if (end > this.bytes.length || at > end) throw new RangeError('The file ends too early.');
    const text = new TextDecoder().decode(this.bytes.subarray(at, end));
    return text.replace(/\0.*/s, '');
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
    if (messages.some(({ type }) => type === LAYOUT)) {
      const array = this.array(name, messages);
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

  private array(name: string, messages: readonly Message[]): Hdf5Array | null {
    const find = (wanted: number) => messages.find(({ type }) => type === wanted);
    const [space, type, layout] = [find(DATASPACE), find(DATATYPE), find(LAYOUT)];
    const element = type === undefined ? null : this.elementType(type.at);
    if (space === undefined || element === null) return null;
    const shape = this.shape(space.at);
    const filters = find(FILTERS);
    const attributes = new Map(
      messages.flatMap((message) => (message.type === ATTRIBUTE ? this.attribute(message) : [])),
    );
    const fill = this.fillValue(messages, element);
    const load = (mostBytes: number) => {
      const stored: StoredArray = {
        ...{
          bytes: this.bytes,
          shape,
          type: element,
          layout: this.layout(layout!.at, shape.length),
        },
        filters: filters === undefined ? [] : this.filters(filters.at),
        fill: fill ?? 0,
      };
      return loadNumbers(stored, mostBytes, (at, take) => {
        this.chunks(at, shape.length, Infinity, take);
      });
    };
    return { name, shape, type: element, attributes, fill, load };
  }

  private shape(at: number): number[] {
    const version = this.view.getUint8(at);
    const count = Math.min(this.view.getUint8(at + 1), MOST_DIMENSIONS);
    const start = at + (version === 1 ? 8 : 4);
    return Array.from({ length: count }, (_, i) => this.number(start + 8 * i));
  }

  private elementType(at: number): ElementType | null {
    const kind = this.view.getUint8(at) & 15;
    if (kind === ENUMERATION) {
      const base = this.elementType(at + 8);
      return base === null ? null : { ...base, isTruth: base.bytes === 1 };
    }
    if (kind !== FIXED && kind !== FLOAT) return null;
    const bits = this.view.getUint8(at + 1);
    const letter = kind === FLOAT ? 'f' : (bits & 8) !== 0 ? 'i' : 'u';
    const bytes = this.view.getUint32(at + 4, true);
    const element = `${letter}${bytes}`;
    if (numberReader(this.view, element, true) === undefined) return null;
    return { element, bytes, littleEndian: (bits & 1) === 0, isTruth: false };
  }

  private read({ element, bytes, littleEndian }: ElementType, at: number, end: number) {
    if (at + bytes > end) return null;
    return numberReader(this.view, element, littleEndian)!(at);
  }

  private fillValue(messages: readonly Message[], type: ElementType): number | null {
    const old = messages.find((message) => message.type === OLD_FILL);
    const message = messages.find(({ type: kind }) => kind === FILL) ?? old;
    if (message === undefined) return null;
    const { at, end } = message;
    let sizeAt = at;
    if (message !== old) {
      const version = this.view.getUint8(at);
      const isThere =
        version > 2 ? (this.view.getUint8(at + 1) & 32) !== 0 : this.view.getUint8(at + 3) !== 0;
      if (!isThere) return null;
      sizeAt = at + (version > 2 ? 2 : 4);
    }
    // One that nobody chose has no bytes.
    return this.view.getUint32(sizeAt, true) === type.bytes
      ? this.read(type, sizeAt + 4, end)
      : null;
  }

  private attribute({ at, end }: Message): [string, string | number][] {
    const version = this.view.getUint8(at);
    const sizes = [2, 4, 6].map((place) => this.view.getUint16(at + place, true));
    const padded = sizes.map((size) => (version === 1 ? 8 * Math.ceil(size / 8) : size));
    const nameAt = at + (version === 3 ? 9 : 8);
    const typeAt = nameAt + padded[0]!;
    const valueAt = typeAt + padded[1]! + padded[2]!;
    if (valueAt > end) return [];
    const name = this.text(nameAt, nameAt + sizes[0]!);
    const kind = this.view.getUint8(typeAt) & 15;
    if (kind !== TEXT) {
      const type = kind === ENUMERATION ? null : this.elementType(typeAt);
      const value = type && this.read(type, valueAt, end);
      return value === null ? [] : [[name, value]];
    }
    // Texts of a length that is known.
    const textEnd = Math.min(end, valueAt + this.view.getUint32(typeAt + 4, true));
    return [[name, this.text(valueAt, textEnd)]];
  }

  private layout(at: number, dimensions: number): Layout {
    const version = this.view.getUint8(at);
    const kind = this.view.getUint8(at + 1);
    if (version < 3 || version > 5) throw new UnreadHdf5('index');
    if (kind === 0) return { kind: 'whole', at: at + 4 };
    if (kind === 1)
      return this.isNowhere(at + 2)
        ? { kind: 'nothing' }
        : { kind: 'whole', at: this.address(at + 2) };
    if (kind !== 2) throw new UnreadHdf5('index');
    const sizes = (start: number, bytes: number) =>
      Array.from({ length: dimensions }, (_, i) => this.small(start + bytes * i, bytes));
    if (version === 3) {
      if (this.isNowhere(at + 3)) return { kind: 'nothing' };
      return { kind: 'chunks', at: this.address(at + 3), chunk: sizes(at + 11, 4) };
    }
    const flags = this.view.getUint8(at + 2);
    const count = this.view.getUint8(at + 3);
    const bytes = this.view.getUint8(at + 4);
    const chunk = sizes(at + 5, bytes);
    const index = at + 5 + count * bytes;
    if (this.view.getUint8(index) !== 1) throw new UnreadHdf5('index');
    const isPacked = (flags & 2) !== 0;
    const addressAt = index + (isPacked ? 13 : 1);
    if (this.isNowhere(addressAt)) return { kind: 'nothing' };
    return {
      ...{ kind: 'one chunk', at: this.address(addressAt), chunk },
      packed: isPacked ? this.number(index + 1) : null,
      mask: isPacked ? this.view.getUint32(index + 9, true) : 0,
    };
  }

  private isNowhere(at: number): boolean {
    return this.view.getBigInt64(at, true) === -1n;
  }

  private filters(at: number): number[] {
    const version = this.view.getUint8(at);
    const count = this.view.getUint8(at + 1);
    let place = at + (version === 1 ? 8 : 2);
    return Array.from({ length: count }, () => {
      const id = this.view.getUint16(place, true);
      const isNamed = version === 1 || id > 255;
      const nameBytes = isNamed ? this.view.getUint16(place + 2, true) : 0;
      const values = this.view.getUint16(place + (isNamed ? 6 : 4), true);
      const padded = version === 1 ? 8 * Math.ceil(nameBytes / 8) : nameBytes;
      const odd = version === 1 && values % 2 === 1 ? 4 : 0;
      place += (isNamed ? 8 : 6) + padded + 4 * values + odd;
      return id;
    });
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
