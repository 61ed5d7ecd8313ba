import { describe, expect, it } from 'vitest';
import type { SampleSet } from '../../worker/protocol.ts';
import { english } from '../english.ts';
import type { Stroke } from '../../image/brush.ts';
import type { CutOutPart, PartChoices } from '../../image/cutOutParts.ts';
import { FIRST_CHOICES } from './choices.ts';
import { emptyReason, fileName, listAnswers, partName, requestOf } from './request.ts';

const map = (value: number) => ({ height: 1, width: 1, data: Float32Array.of(value) });

const NO_REGIONS = { share: map(0), agreed: [], contested: [], labels: new Uint8Array(1) };

function samples(count: number): SampleSet {
  const zero = map(0);
  return {
    ...{ count, seed: 1, z: [], milliseconds: 0, regions: NO_REGIONS },
    maps: Array.from({ length: count }, (_, i) => map(i / 10)),
    ...{ consensus: map(0.9), mean: map(0.8), variance: zero },
    ...{ total: zero, expected: zero, disagreement: zero },
  };
}

const many = listAnswers(
  { samples: samples(3), explored: { z: [], map: map(0.7), milliseconds: 0 } },
  english.cutOut,
);

describe('listAnswers', () => {
  it('offers the consensus first, then the mean, the explored answer and all samples', () => {
    expect(many.map(({ key }) => key)).toEqual([
      ...['consensus', 'mean', 'explored', 'sample-0', 'sample-1', 'sample-2'],
    ]);
  });

  it('offers one map where there is only one answer', () => {
    const one = listAnswers({ samples: samples(1), explored: null }, english.cutOut);
    expect(one.map(({ key }) => key)).toEqual(['consensus']);
  });
});

const NO_PLACES = new Uint8Array(1);

describe('requestOf', () => {
  it('takes the chosen answer, and parts from the samples alone', () => {
    const request = requestOf({ ...FIRST_CHOICES, answer: 'sample-2' }, many, NO_PLACES, 'png');
    expect(request.map.data[0]).toBeCloseTo(0.2);
    expect(request.answers).toHaveLength(3);
    expect(request.background).toEqual({ kind: 'transparent' });
  });

  it('hands strokes on as they were painted, whatever the answer and the format', () => {
    const strokes = [{ keep: false, radius: 0.1, points: [{ x: 0.5, y: 0.2 }] }];
    for (const answer of ['mean', 'sample-0']) {
      const choices = { ...FIRST_CHOICES, answer, strokes };
      expect(requestOf(choices, many, NO_PLACES, 'jpg').strokes).toEqual(strokes);
    }
    expect(requestOf(FIRST_CHOICES, many, NO_PLACES, 'png').strokes).toEqual([]);
  });

  it('makes a JPEG’s background white, and reads a colour', () => {
    const white = { kind: 'colour', colour: [255, 255, 255] };
    expect(requestOf(FIRST_CHOICES, many, NO_PLACES, 'jpg').background).toEqual(white);
    const blue = { ...FIRST_CHOICES, background: 'colour', colour: '#3366cc' } as const;
    expect(requestOf(blue, many, NO_PLACES, 'png').background).toEqual({
      kind: 'colour',
      colour: [51, 102, 204],
    });
  });
});

it('says that everything is erased only where something was', () => {
  const stroke = (keep: boolean) => ({ keep, radius: 0.1, points: [{ x: 0.5, y: 0.5 }] });
  const reason = (...strokes: Stroke[]) => emptyReason([], { kept: {}, strokes }, english.cutOut);
  const { nothing, erased } = english.cutOut;
  expect(reason()).toBe(nothing);
  expect(reason(stroke(true))).toBe(nothing);
  expect(reason(stroke(true), stroke(false))).toBe(erased);
});

it('says that no part is kept where that is the reason, whatever was erased besides', () => {
  const part = (pixel: number): CutOutPart => ({
    ...{ share: 1, area: 0.1, inMap: true, place: null, pixel },
    box: { top: 0, left: 0, bottom: 1, right: 1 },
  });
  const erasing = { keep: false, radius: 0.1, points: [{ x: 0.5, y: 0.5 }] };
  const reason = (kept: PartChoices, strokes: readonly Stroke[]) =>
    emptyReason([part(0), part(1)], { kept, strokes }, english.cutOut);
  const { noPart, erased } = english.cutOut;
  expect(reason({ 0: false, 1: false }, [])).toBe(noPart);
  expect(reason({ 0: false, 1: false }, [erasing])).toBe(noPart);
  expect(reason({ 0: false }, [erasing])).toBe(erased);
});

it('names the file after the photo', () => {
  expect(fileName('my.cat.jpeg', 'webp')).toBe('my.cat-cut-out.webp');
});

it('names contested places by their numbers, and other parts by letters', () => {
  const parts = [{ place: null }, { place: null }, { place: 2 }];
  expect(parts.map((_, index) => partName(parts, index))).toEqual(['A', 'B', '2']);
});
