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

it('what follows _ stands below the line, what follows ^ above it', () => {
  expect(lineOf('σ_q² / σ_xy')).toBe('σ<sub>q</sub>² / σ<sub>xy</sub>');
  expect(lineOf('2 − ½^(distance / 5) and c^w')).toBe(
    '2 − ½<sup>distance / 5</sup> and c<sup>w</sup>',
  );
});

it('factors stay on one line, and plain text is as it was', () => {
  expect(lineOf('β² · P + R')).toBe('β²\u00a0·\u00a0P + R');
});
