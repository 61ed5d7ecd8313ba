import { expect, it } from 'vitest';
import type { Problem } from '../worker/problem.ts';
import { english as messages } from './english.ts';

const told = (problem: Problem) => messages.notices.text({ kind: 'problem', problem });

it('tells a worker that was never loaded from one that stopped', () => {
  expect(told({ code: 'worker-lost', detail: '' })).toContain('could not be loaded');
  for (const problem of [
    { code: 'worker-lost', detail: 'Uncaught RangeError' },
    { code: 'backend-lost', detail: '' },
  ] as const) {
    expect(told(problem)).toMatch(/^The network stopped\./);
  }
});

it('says briefly what whoever opens a link of somebody’s image needs, and then what its owner does', () => {
  const text = messages.notices.text({ kind: 'own-link', files: ['rgb.jpg', 'depth.png'] });
  expect(text).toMatch(/^To see what this link shows, open rgb\.jpg and depth\.png here\./);
  expect(text).toMatch(/ If that is you, [^.]*\.$/);
  // A phone has room for so much beside the picture.
  expect(text.length).toBeLessThan(150);
});

it('calls what was drawn answers, as the field does', () => {
  const text = messages.notices.text({ kind: 'stopped' });
  expect(text).not.toContain('sample');
  expect(text).toContain(`another number of ${messages.sampling.count.toLowerCase()}`);
});

it('names a difference without touching the name of a model in it', () => {
  expect(messages.viewer.differenceOf('Mean', 'Consensus (pinned, FCN-8s)')).toBe(
    'Mean minus consensus (pinned, FCN-8s)',
  );
});

it('tells a long batch’s time left in hours and minutes', () => {
  expect(messages.batch.left(7_200_000)).toBe('2 h 00 min left');
  expect(messages.batch.left(185_000)).toBe('3 min 05 s left');
  expect(messages.batch.left(42_000)).toBe('42 s left');
});
