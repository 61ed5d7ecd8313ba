import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { Formula } from './Formula.tsx';

vi.mock('../messages/messages.ts', () => ({
  useLearnMessages: () => ({ shell: { source: (source: string) => source } }),
}));

function lineOf(text: string): string {
  const markup = renderToStaticMarkup(createElement(Formula, { lines: [text], source: '' }));
  return /<p>(.*)<\/p>/.exec(markup)![1]!;
}

/** With what no line breaks at made visible. */
const shown = (text: string) => lineOf(text).replaceAll('\u00a0', '~');

it('what follows _ stands below the line, what follows ^ above it', () => {
  expect(lineOf('σ_q² / σ_xy')).toBe('σ<sub>q</sub>² /\u00a0σ<sub>xy</sub>');
  expect(shown('2 − ½^(distance / 5) and c^w')).toBe(
    '2 −~½<sup>distance~/~5</sup> and c<sup>w</sup>',
  );
});

it('a line breaks between terms, before the sign, and never between factors', () => {
  expect(shown('F = β² · P + R')).toBe('F =~β²~·~P +~R');
});

it('short brackets stay on one line, long ones need not', () => {
  expect(shown('trust · reading + (1 − trust) · estimate')).toBe(
    'trust~·~reading +~(1~−~trust)~·~estimate',
  );
  expect(shown('KL(q(z | y, x) ‖ p(z))')).toBe('KL(q(z~|~y,~x)~‖~p(z))');
  expect(shown('(g + .9 · n · near + 1.2 · s · large) / √s')).toBe(
    '(g +~.9~·~n~·~near +~1.2~·~s~·~large) /~√s',
  );
});
