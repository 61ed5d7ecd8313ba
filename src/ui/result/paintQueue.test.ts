import { describe, expect, it } from 'vitest';
import { PaintQueue } from './paintQueue.ts';

/** A queue whose frames the test shows by hand, and whose clock counts 3 ms a painting. */
function slowQueue() {
  const frames: (() => void)[] = [];
  const painted: string[] = [];
  let clock = 0;
  const queue = new PaintQueue(
    (callback) => frames.push(callback),
    () => clock,
  );
  const paint = (name: string) => () => {
    painted.push(name);
    clock += 3;
  };
  return { queue, frames, painted, paint };
}

describe('PaintQueue', () => {
  it('spreads many paintings over frames', () => {
    const { queue, frames, painted, paint } = slowQueue();
    for (const name of ['a', 'b', 'c', 'd', 'e']) queue.add({}, paint(name));
    expect(frames).toHaveLength(1);
    frames.shift()!();
    expect(painted).toEqual(['a', 'b']);
    frames.shift()!();
    expect(painted).toEqual(['a', 'b', 'c', 'd']);
    frames.shift()!();
    expect(painted).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(frames).toHaveLength(0);
  });

  it('paints a canvas once, as it was asked last', () => {
    const { queue, frames, painted, paint } = slowQueue();
    const canvas = {};
    queue.add(canvas, paint('old'));
    queue.add(canvas, paint('new'));
    frames.shift()!();
    expect(painted).toEqual(['new']);
  });

  it('forgets a canvas that is gone', () => {
    const { queue, frames, painted, paint } = slowQueue();
    const canvas = {};
    queue.add(canvas, paint('gone'));
    queue.drop(canvas);
    frames.shift()!();
    expect(painted).toEqual([]);
    queue.add(canvas, paint('back'));
    frames.shift()!();
    expect(painted).toEqual(['back']);
  });
});
