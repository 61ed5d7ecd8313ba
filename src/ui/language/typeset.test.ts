import { expect, it } from 'vitest';
import { typeset, typesetText } from './typeset.ts';

/** With what no line breaks at made visible. */
const shown = (text: string) => typesetText(text).replaceAll('\u00a0', '~');

it('no line breaks between factors', () => {
  expect(shown('a kernel of 3 × 3, 20 × 33 × 101')).toBe('a kernel of 3~×~3, 20~×~33~×~101');
});

it('no line breaks in a short formula', () => {
  expect(shown('ε を取り、z = μ + σ · ε とします')).toBe('ε~を取り、z~=~μ~+~σ~·~ε~とします');
  expect(shown('stride = 32, 2 · (3 − 1) + 1')).toBe('stride~=~32, 2~·~(3~−~1) + 1');
  expect(shown('512 weights · 9 products')).toBe('512 weights · 9 products');
});

it('no Japanese line begins with a particle or a counter', () => {
  expect(shown('U-Net は 16 枚を β の順に')).toBe('U-Net~は 16~枚を β~の順に');
  expect(shown('100% を DenseASPP 層で、1 ナットは')).toBe('100%~を DenseASPP 層で、1~ナットは');
});

it('English stays as it is', () => {
  const english = 'Draw 5 maps of β and 100% of z.';
  expect(typesetText(english)).toBe(english);
});

it('a catalogue is set in all its groups, lists and functions', () => {
  const texts = typeset({
    title: '3 × 3',
    group: { options: ['4 倍', 'half'] },
    say: (side: string) => `${side} × ${side}`,
    pieces: (part: number) => [{ text: `${part} 枚`, part }],
  });
  expect(texts.title).toBe('3\u00a0×\u00a03');
  expect(texts.group.options).toEqual(['4\u00a0倍', 'half']);
  expect(texts.say('11')).toBe('11\u00a0×\u00a011');
  expect(texts.pieces(2)).toEqual([{ text: '2\u00a0枚', part: 2 }]);
});
