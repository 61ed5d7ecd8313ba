import { expect, it } from 'vitest';
import { noise } from '../../nn/testing/reference.ts';
import { startPrograms } from './board.ts';
import { inOrder } from './convolutionArguments.ts';
import { BLOCK, BYTES, TILE } from './registerTile.ts';
import { PLACES, tilesAlong, WINOGRAD_ROOM_BYTES, winogradProgram } from './winogradProgram.ts';

const [HEIGHT, WIDTH, INPUTS, BLOCKS, DILATION] = [23, 17, 12, 3, 3];
const PAGES = 20;

/** What the program writes where the tiles are computed in shares of as many batches, each share in a thread's own room. */
function computed(batches: number, isShared: boolean): Float32Array {
  const shared = { initial: PAGES, maximum: 65536, shared: true };
  const memory = new WebAssembly.Memory(isShared ? shared : { initial: PAGES });
  let address = 64;
  const place = (values: number, seed?: number) => {
    const start = address;
    address += values * BYTES;
    const view = new Float32Array(memory.buffer, start, values);
    if (seed !== undefined) view.set(noise(values, seed));
    return { start, view };
  };
  const across = tilesAlong(WIDTH, DILATION);
  const result = place(HEIGHT * WIDTH * BLOCKS * BLOCK);
  const values = inOrder({
    input: place(HEIGHT * WIDTH * INPUTS, 1).start,
    output: result.start,
    weights: place(BLOCKS * PLACES * (1 + INPUTS) * BLOCK, 2).start,
    zeros: place(INPUTS).start,
    blocks: BLOCKS,
    inputBytes: INPUTS * BYTES,
    inHeight: HEIGHT,
    inWidth: WIDTH,
    outHeight: HEIGHT,
    outWidth: WIDTH,
    kernelHeight: 3,
    kernelWidth: 3,
    stride: 1,
    dilation: DILATION,
    top: DILATION,
    left: DILATION,
    across,
    slope: 0.1,
    most: 6,
  });
  const rooms = [0, 1, 2].map((seed) => place(WINOGRAD_ROOM_BYTES / BYTES, seed + 5).start);
  const [run] = startPrograms([new WebAssembly.Module(winogradProgram(false, isShared))], memory);
  const tiles = across * tilesAlong(HEIGHT, DILATION);
  // As the board does, from the last share to the first.
  const share = Math.min(batches * TILE, tiles);
  for (let left = Math.ceil(tiles / share); left-- > 0;) {
    const first = left * share;
    run!(first, Math.min(first + share, tiles), rooms[left % rooms.length]!, ...values);
  }
  return result.view.slice();
}

it.each([1, 2, 7])('has the same values in shares of %i batches, bit by bit', (batches) => {
  const whole = computed(Infinity, false);
  expect(new Set(whole).size).toBeGreaterThan(whole.length / 2);
  expect(computed(batches, true)).toEqual(whole);
});

it.each([1, 2, 3, 5, 8, 24])('covers every pixel by tiles of dilation %i, once', (dilation) => {
  for (let size = 1; size < 60; size++) {
    const begins = Array.from(
      { length: tilesAlong(size, dilation) },
      (_, index) => index + dilation * Math.floor(index / dilation),
    );
    const covered = begins.flatMap((begin) => [begin, begin + dilation]);
    expect(begins.every((begin) => begin < size)).toBe(true);
    expect(covered.filter((pixel) => pixel < size).sort((a, b) => a - b)).toEqual([
      ...Array(size).keys(),
    ]);
  }
});
