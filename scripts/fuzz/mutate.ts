/** Random numbers that are the same for the same seed: xorshift with 32 bits, enough for choosing what to break. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0 || 1;
    for (let round = 0; round < 8; round++) this.below(2);
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state % limit;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** Numbers at which readers stumble: signs, ends of ranges, large sizes. */
const AWKWARD = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Headers are where damage hurts most. */
const HEAD = 256;
const MOST_CHANGES = 8;

type Change = (bytes: Uint8Array, chance: Chance, other: Uint8Array) => Uint8Array;

function placeIn(bytes: Uint8Array, chance: Chance): number {
  const length = Math.max(1, bytes.length);
  return chance.below(chance.below(2) === 0 ? Math.min(HEAD, length) : length);
}

function splice(bytes: Uint8Array, at: number, gone: number, put: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length - Math.min(gone, bytes.length - at) + put.length);
  out.set(bytes.subarray(0, at));
  out.set(put, at);
  out.set(bytes.subarray(at + gone), at + put.length);
  return out;
}

const CHANGES: readonly Change[] = [
  function flipBit(bytes, chance) {
    const out = bytes.slice();
    if (out.length > 0) out[placeIn(bytes, chance)]! ^= 1 << chance.below(8);
    return out;
  },
  function awkwardNumber(bytes, chance) {
    const out = bytes.slice();
    const size = chance.of([1, 2, 4]);
    const at = placeIn(bytes, chance);
    const value = chance.of(AWKWARD);
    const isLittle = chance.below(2) === 0;
    for (let byte = 0; byte < size && at + byte < out.length; byte++) {
      out[at + byte] = value >>> (8 * (isLittle ? byte : size - 1 - byte));
    }
    return out;
  },
  function cutOff(bytes, chance) {
    return bytes.slice(0, placeIn(bytes, chance));
  },
  function leaveOut(bytes, chance) {
    return splice(bytes, placeIn(bytes, chance), 1 + chance.below(64), new Uint8Array());
  },
  function repeat(bytes, chance) {
    const at = placeIn(bytes, chance);
    return splice(bytes, at, 0, bytes.subarray(at, at + 1 + chance.below(256)));
  },
  function mix(bytes, chance, other) {
    const at = placeIn(other, chance);
    return splice(bytes, placeIn(bytes, chance), 16, other.subarray(at, at + chance.below(512)));
  },
];

/** A damaged copy of a file, now and then with a piece of another one in it. */
export function mutate(bytes: Uint8Array, other: Uint8Array, chance: Chance): Uint8Array {
  let out = bytes;
  const changes = 1 + chance.below(MOST_CHANGES);
  for (let change = 0; change < changes; change++) out = chance.of(CHANGES)(out, chance, other);
  return out === bytes ? bytes.slice() : out;
}
