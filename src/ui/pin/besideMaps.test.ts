import { expect, it } from 'vitest';
import { NO_RESULT } from '../engine/state.ts';
import { analysed, drawn } from '../engine/testing/pageState.ts';
import { english } from '../english.ts';
import type { ShownMap } from '../result/mapList.ts';
import { besideKey, differenceOf, listBeside, ownKeyOf, subtract } from './besideMaps.ts';

const result = { ...NO_RESULT, image: analysed, samples: drawn, model: 'FCN-8s' };

it('lists the maps of another result under keys and titles of their own, and saves none of them', () => {
  const maps = listBeside('pinned', result, english);
  expect(maps[0]).toMatchObject({
    key: 'pinned-consensus',
    title: 'Consensus (pinned, FCN-8s)',
    download: null,
  });
  expect(maps.every(({ key }) => key.startsWith('pinned-'))).toBe(true);
  expect(listBeside('before', result, english)[0]!.title).toBe('Consensus (run before)');
});

it('knows the present map that one of another result is compared with', () => {
  expect(ownKeyOf(besideKey('before', 'corrected-depth'))).toBe('corrected-depth');
  expect(ownKeyOf('consensus')).toBeNull();
});

const map = (height: number, width: number, ...values: number[]) => ({
  height,
  width,
  data: Float32Array.from(values),
});

it('subtracts pixel by pixel, and brings a map of another size to the first one’s', () => {
  expect([...subtract(map(1, 2, 1, 0.25), map(1, 2, 0, 0.5)).data]).toEqual([1, -0.25]);
  expect([...subtract(map(2, 2, 1, 1, 0, 0), map(1, 1, 0.5)).data]).toEqual([0.5, 0.5, -0.5, -0.5]);
});

const depth = (valid: readonly number[], ...values: number[]): ShownMap => ({
  ...{ key: 'depth', title: 'Depth', role: 'depth', range: [0, 1], download: null },
  map: map(1, values.length, ...values),
  valid: Uint8Array.from(valid),
});
const whole: ShownMap = {
  ...{ key: 'corrected', title: 'Corrected', role: 'depth', range: [0, 1], download: null },
  map: map(1, 4, 1, 0.75, 0.5, 0.25),
};

it('has no difference where a map has no reading, the second one brought to the first one’s size', () => {
  const of = (first: ShownMap, second: ShownMap) => {
    const { map: found, valid } = differenceOf(first, second, english);
    return [...found.data].map((value, index) => (valid?.[index] === 0 ? null : value));
  };
  const holed = depth([1, 0, 1, 1], 0.5, 0, 0.25, 0.25);
  expect(of(whole, holed)).toEqual([0.5, null, 0.25, 0]);
  expect(of(holed, whole)).toEqual([-0.5, null, -0.25, 0]);
  expect(of(holed, depth([1, 1, 0, 1], 0.5, 0.5, 0, 0.5))).toEqual([0, null, null, -0.25]);
  // What lies beside a hole is as its own reading says.
  expect(of(whole, depth([1, 0], 0.5, 0))).toEqual([0.5, 0.25, null, null]);
  expect(differenceOf(whole, whole, english).valid).toBeUndefined();
});
