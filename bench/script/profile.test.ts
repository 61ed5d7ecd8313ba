import { expect, it } from 'vitest';
import { scriptProfile } from './profile.ts';

const FRAMES = ['(root)', '(idle)', '(program)', 'dispatch', ''];
const nodes = FRAMES.map((functionName, id) => ({
  id,
  callFrame: { functionName, lineNumber: 6 },
}));

it('divides the time of tasks among the functions in which the profiler found the thread', () => {
  const samples = [0, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 4];
  expect(scriptProfile({ nodes, samples }, 16)).toEqual({
    tasksMs: 16,
    scriptMs: 12,
    functions: [
      { name: 'dispatch', milliseconds: 10 },
      { name: 'line 7', milliseconds: 2 },
    ],
  });
});

it('finds no script where there was none', () => {
  expect(scriptProfile({ nodes, samples: [1, 2, 1] }, 5)).toMatchObject({
    scriptMs: 0,
    functions: [],
  });
});
