import { describe, expect, it } from 'vitest';
import type { Assessment, DepthFacts } from '../../worker/protocol.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import type { OpenTruth } from '../input/openImage.ts';
import { NO_RESULT, type ShownResult } from '../engine/state.ts';
import { english } from '../english.ts';
import type { View } from './appearance.ts';
import { listMaps, paintingOf } from './mapList.ts';

const flat = (value: number) => ({ height: 1, width: 2, data: Float32Array.of(0, value) });
const result: ShownResult = {
  image: {
    size: flat(1),
    priorMu: [],
    priorSigma: [],
    correctedDepth: flat(1),
    damagedDepth: null,
    near: null,
    nearBy: null,
    milliseconds: 0,
  },
  samples: {
    count: 2,
    seed: 1,
    z: [],
    maps: [flat(0.2), flat(0.8)],
    consensus: flat(0.5),
    mean: flat(0.5),
    variance: flat(0.09),
    total: flat(1),
    expected: flat(0.6),
    disagreement: flat(0.4),
    regions: { share: flat(1), agreed: [], contested: [], labels: new Uint8Array(2) },
    milliseconds: 0,
  },
  explored: { z: [], map: flat(0.4), milliseconds: 0 },
  effects: null,
  assessed: { errorMap: flat(-0.5), posterior: { map: flat(0.6) } } as Assessment,
  model: 'UC-Net',
  stale: false,
  photo: 'photo',
  truth: 'truth',
};
const depth = {
  facts: { preview: flat(1), previewValid: Uint8Array.of(0, 1) } as DepthFacts,
  estimated: false,
};
const truth = { facts: { preview: flat(1) } } as OpenTruth;
const image = { depth, truth };

describe('listMaps', () => {
  it('lists every map, each under its own key', () => {
    const keys = listMaps(result, image, english).map((shown) => shown.key);
    expect(keys).toEqual([
      'consensus',
      'mean',
      'share',
      'disagreement',
      'expected',
      'total',
      'variance',
      'corrected-depth',
      'input-depth',
      'truth',
      'error',
      'posterior',
      'explored',
      'sample-0',
      'sample-1',
    ]);
  });

  it('leaves out what a network with one map does not give', () => {
    const assessed = { errorMap: flat(-0.5), posterior: null } as Assessment;
    const oneMap = {
      ...result,
      image: { ...result.image!, correctedDepth: null },
      explored: null,
      assessed,
    };
    const keys = listMaps(oneMap, image, english).map((shown) => shown.key);
    expect(keys).not.toEqual(expect.arrayContaining(['corrected-depth']));
    expect(keys).not.toEqual(expect.arrayContaining(['posterior']));
    expect(keys).toEqual(expect.arrayContaining(['consensus', 'input-depth', 'error']));
  });

  it('is empty before the first result', () => {
    expect(listMaps(NO_RESULT, { depth: null, truth: null }, english)).toEqual([]);
  });

  it('stretches variance and disagreement to their largest values and nothing else', () => {
    const ranges = new Map(
      listMaps(result, image, english).map((shown) => [shown.key, shown.range]),
    );
    expect(ranges.get('variance')![1]).toBeCloseTo(0.09);
    expect(ranges.get('disagreement')![1]).toBeCloseTo(0.4);
    for (const key of ['consensus', 'total', 'corrected-depth', 'sample-1']) {
      expect(ranges.get(key)).toEqual([0, 1]);
    }
  });

  it('tells what was read from what the network made', () => {
    const given = listMaps(result, image, english).filter((shown) => shown.given === true);
    expect(given.map((shown) => shown.key)).toEqual(['input-depth', 'truth']);
  });

  it('calls estimated depth by its name, and has it to save', () => {
    const estimated = { ...image, depth: { ...depth, estimated: true } };
    const given = (input: typeof image) =>
      listMaps(result, input, english).find((shown) => shown.key === 'input-depth');
    expect(given(estimated)).toMatchObject({
      title: 'Estimated depth',
      download: { kind: 'estimated-depth' },
    });
    expect(given(image)).toMatchObject({ title: 'Depth', download: null });
  });

  it('downloads each sample by its own number', () => {
    const downloads = listMaps(result, { depth: null, truth: null }, english)
      .map((shown) => shown.download)
      .filter((download) => download?.kind === 'sample');
    expect(downloads).toEqual([
      { kind: 'sample', index: 0 },
      { kind: 'sample', index: 1 },
    ]);
  });
});

describe('paintingOf', () => {
  const maps = new Map(listMaps(result, image, english).map((shown) => [shown.key, shown]));
  const appearance = { ...DEFAULT_LINK.appearance, colours: 'viridis' } as const;
  const cover = (key: string, view: View) => {
    const painting = paintingOf(maps.get(key)!, { ...appearance, view });
    return [painting.colours, painting.cover];
  };

  it('shows masks in grey and everything else in colours', () => {
    expect(cover('consensus', 'mask')).toEqual(['grey', 'opaque']);
    expect(cover('variance', 'mask')).toEqual(['viridis', 'opaque']);
    expect(cover('consensus', 'heat')).toEqual(['viridis', 'opaque']);
  });

  it('dims the photo where nothing is salient, tints it where it is uncertain, and all of it with depth', () => {
    expect(cover('sample-0', 'overlay')[1]).toBe('dimming');
    expect(cover('total', 'overlay')[1]).toBe('fading');
    expect(cover('corrected-depth', 'overlay')[1]).toBe('even');
  });

  it('shows errors of either sign in every view', () => {
    for (const view of ['mask', 'overlay', 'cut-out'] as const) {
      expect(cover('error', view)).toEqual(['coolwarm', 'opaque']);
    }
    expect(maps.get('error')!.range).toEqual([-1, 1]);
  });

  it('compares samples with their mean, within two standard deviations', () => {
    const painting = paintingOf(maps.get('sample-0')!, { ...appearance, view: 'difference' });
    expect(painting).toMatchObject({ colours: 'coolwarm', base: result.samples!.mean });
    expect(painting.range[0]).toBeCloseTo(-0.6);
    expect(painting.range[1]).toBeCloseTo(0.6);
    expect(cover('consensus', 'difference')).toEqual(['grey', 'opaque']);
  });

  it('cuts out saliency alone', () => {
    expect(cover('explored', 'cut-out')[1]).toBe('cut-out');
    expect(cover('variance', 'cut-out')[1]).toBe('opaque');
  });
});
