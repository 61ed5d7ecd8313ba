import { describe, expect, it } from 'vitest';
import { DEFAULT_LINK, formatHash, parseHash, type LinkState } from './hashCodec.ts';
import type { PinLink } from './pinCodec.ts';

const link: LinkState = {
  example: 'motorcycle',
  photo: null,
  names: [],
  model: null,
  seed: 4711,
  count: 12,
  spread: 1.5,
  latent: [0.5, -2.25, 0],
  depth: 'dark',
  truth: false,
  scale: 'minMax',
  adjust: { turns: 1, mirror: false, shift: [0, 0], range: [500, 4000], zeros: 'auto' },
  appearance: {
    ...DEFAULT_LINK.appearance,
    view: 'overlay',
    colours: 'viridis',
    opacity: 0.35,
    layer: 'differ',
    focus: 2,
    level: 4,
    uncertainty: 'total',
  },
  pin: null,
};

describe('hash', () => {
  it('comes back as it went out', () => {
    expect(parseHash(`#${formatHash(link)}`)).toEqual(link);
    expect(parseHash(formatHash({ ...link, depth: 'off', example: 'own' }))).toEqual({
      ...link,
      depth: 'off',
      example: 'own',
    });
  });

  it('reads like words', () => {
    expect(formatHash(link)).toBe(
      'sample=motorcycle&seed=4711&samples=12&latent=0.5,-2.25,0&depth=dark' +
        '&view=overlay&colours=viridis&opacity=0.35&uncertainty=total&adjust=turn(90)_range(500,4000)&spread=1.5&layer=differ&focus=3&level=4',
    );
  });

  it('names the visitor’s files, whatever is in a name, and takes no endless ones', () => {
    const names = ['My photo, 1 & 2.jpg', 'tiefe=ä.png'];
    expect(parseHash(formatHash({ ...link, names })).names).toEqual(names);
    const [long] = parseHash(formatHash({ ...link, names: ['a'.repeat(500)] })).names;
    expect(long).toHaveLength(121);
  });

  it('tells which answer and which depth are shown where they are not the usual ones', () => {
    const appearance = { ...link.appearance, answer: 'mean', depth: 'input-depth' } as const;
    const hash = formatHash({ ...link, appearance });
    expect(hash).toMatch(/&answer=mean&shown-depth=input-depth$/);
    expect(parseHash(hash).appearance).toEqual(appearance);
  });

  it('tells that the sample’s own ground truth is open', () => {
    const hash = formatHash({ ...link, truth: true });
    expect(hash).toMatch(/&truth=sample$/);
    expect(parseHash(hash).truth).toBe(true);
    expect(parseHash('truth=https://elsewhere/gt.png').truth).toBe(false);
  });

  it('tells that maps are scored as they are', () => {
    const hash = formatHash({ ...link, scale: 'raw' });
    expect(hash).toMatch(/&scale=raw$/);
    expect(parseHash(hash).scale).toBe('raw');
    expect(parseHash('scale=log').scale).toBe('minMax');
  });

  it('names a model other than the first', () => {
    const hash = formatHash({ ...link, model: 'own-0a1b' });
    expect(hash).toMatch(/&model=own-0a1b$/);
    expect(parseHash(hash).model).toBe('own-0a1b');
  });

  it('tells what is pinned in words, whatever the model’s name', () => {
    const pin: PinLink = {
      ...{ model: 'own-0a1b', seed: 2, count: 3, spread: 1.5, latent: [0, 0.25, -1] },
      ...{ depth: 'dark', adjust: link.adjust },
    };
    const hash = formatHash({ ...link, pin });
    expect(hash).toContain(
      '&pin=seed(2)_samples(3)_spread(1.5)_latent(0,0.25,-1)_depth(dark)_turn(90)_range(500,4000)_model(own-0a1b)',
    );
    expect(parseHash(hash).pin).toEqual(pin);
    const odd = { ...pin, model: 'mine (2) 50%_seed(7)', latent: [] };
    expect(parseHash(formatHash({ ...link, pin: odd })).pin).toEqual(odd);
  });

  it('gives defaults for a damaged pin, and takes no endless one', () => {
    expect(parseHash('pin=seed(x)_depth(sideways)').pin).toMatchObject({
      seed: 1,
      depth: 'bright',
    });
    expect(parseHash(`pin=seed(2)_model(${'a'.repeat(600)})`).pin).toBeNull();
  });

  it('keeps any sample name', () => {
    const odd = 'tea & cake=50%,1#';
    expect(parseHash(`#${formatHash({ ...link, example: odd })}`).example).toBe(odd);
  });

  it('keeps the seed of a pair of a batch', () => {
    expect(parseHash(formatHash({ ...link, seed: -3e9 })).seed).toBe(-3e9);
  });

  it('gives defaults for an empty hash', () => {
    expect(parseHash('')).toEqual(DEFAULT_LINK);
    expect(parseHash('#')).toEqual(DEFAULT_LINK);
  });

  it.each([
    ['seed=1e3', 'seed'],
    ['seed=9999999999999999', 'seed'],
    ['samples=0', 'count'],
    ['samples=33', 'count'],
    ['samples=many', 'count'],
    ['latent=1,x', 'latent'],
    ['depth=sideways', 'depth'],
  ] as const)('ignores %s', (hash, field) => {
    expect(parseHash(hash)[field]).toEqual(DEFAULT_LINK[field]);
  });

  it.each(['view=x', 'colours=jet', 'opacity=2', 'opacity=', 'uncertainty=none'])(
    'ignores %s',
    (hash) => {
      expect(parseHash(hash).appearance).toEqual(DEFAULT_LINK.appearance);
    },
  );

  it('keeps sliders inside their reach', () => {
    expect(parseHash('latent=9,-9,1').latent).toEqual([3, -3, 1]);
  });
});
