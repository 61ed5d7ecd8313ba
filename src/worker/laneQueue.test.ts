import { beforeEach, describe, expect, it } from 'vitest';
import type { Interruption } from '../inference/drawSamples.ts';
import { LaneQueue, type Turn } from './laneQueue.ts';
import { isAbort } from './problem.ts';

/** Names of the jobs that were begun, in order. */
let begun: string[];
let interruptions: Interruption[];
let queue: LaneQueue;
/** Ends the work of a job that is under way. */
let end: Map<string, () => void>;

beforeEach(() => {
  begun = [];
  interruptions = [];
  end = new Map();
  queue = new LaneQueue((how) => interruptions.push(how));
});

/** Adds a job that gives its name when its work is ended. */
function add(name: string, turn?: Turn): Promise<string> {
  const work = () => {
    begun.push(name);
    return new Promise<string>((resolve) => end.set(name, () => resolve(name)));
  };
  return queue.add(work, turn);
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

async function finish(name: string): Promise<void> {
  end.get(name)!();
  await settle();
}

describe('LaneQueue', () => {
  it('keeps jobs until it is opened, then runs one at a time, in order', async () => {
    const outcomes = [add('a'), add('b')];
    expect(begun).toEqual([]);
    queue.open();
    expect(begun).toEqual(['a']);
    await finish('a');
    expect(begun).toEqual(['a', 'b']);
    await finish('b');
    expect(await Promise.all(outcomes)).toEqual(['a', 'b']);
  });

  it('goes on after a job that failed', async () => {
    queue.open();
    const failing = queue.add(() => Promise.reject(new Error('broken')));
    const next = add('next');
    await expect(failing).rejects.toThrow('broken');
    await settle();
    await finish('next');
    expect(await next).toBe('next');
  });

  it('drops the waiting jobs of a lane for a newer one, and no others', async () => {
    queue.open();
    void add('first');
    const dropped = add('old', { lane: 'slider' });
    void add('other', { lane: 'image' });
    void add('new', { lane: 'slider' });
    await expect(dropped).rejects.toSatisfy(isAbort);
    await finish('first');
    await finish('other');
    expect(begun).toEqual(['first', 'other', 'new']);
    expect(interruptions).toEqual([]);
  });

  it('interrupts the running job of a lane for a newer one, and waits for its end', async () => {
    queue.open();
    const old = add('old', { lane: 'slider' });
    void add('new', { lane: 'slider' });
    expect(interruptions).toEqual(['discard']);
    expect(begun).toEqual(['old']);
    await finish('old');
    expect(await old).toBe('old');
    expect(begun).toEqual(['old', 'new']);
  });

  it('never runs a job that is given up while it waits', async () => {
    queue.open();
    void add('first');
    const abort = new AbortController();
    const waiting = add('waiting', { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toSatisfy(isAbort);
    await finish('first');
    expect(begun).toEqual(['first']);
    expect(interruptions).toEqual([]);
    await expect(add('late', { signal: abort.signal })).rejects.toSatisfy(isAbort);
  });

  it('lets go at once of a running job that is given up, and waits for the end of its work', async () => {
    queue.open();
    const abort = new AbortController();
    const running = add('running', { signal: abort.signal });
    void add('next');
    abort.abort();
    await expect(running).rejects.toSatisfy(isAbort);
    expect(interruptions).toEqual(['discard']);
    expect(begun).toEqual(['running']);
    await finish('running');
    expect(begun).toEqual(['running', 'next']);
  });

  it('interrupts nothing when a job that is done is given up', async () => {
    queue.open();
    const abort = new AbortController();
    const done = add('done', { signal: abort.signal });
    await finish('done');
    await done;
    void add('next');
    abort.abort();
    queue.interrupt('stop');
    expect(interruptions).toEqual(['stop']);
    await finish('next');
    queue.interrupt('stop');
    expect(interruptions).toEqual(['stop']);
  });

  it('drops what waits in some lanes when asked', async () => {
    queue.open();
    void add('first');
    const dropped = add('drawing', { lane: 'samples' });
    void add('scoring', { lane: 'scores' });
    queue.dropLanes(['samples']);
    await expect(dropped).rejects.toSatisfy(isAbort);
    await finish('first');
    expect(begun).toEqual(['first', 'scoring']);
  });

  it('fails every job when it is closed, and begins anew when it is opened', async () => {
    queue.open();
    const outcomes = Promise.allSettled([add('running'), add('waiting')]);
    const lost = new Error('The worker died.');
    queue.close(lost);
    expect((await outcomes).map((each) => each.status === 'rejected' && each.reason)).toEqual([
      lost,
      lost,
    ]);
    const later = add('later');
    expect(begun).toEqual(['running']);
    queue.open();
    void add('last');
    // What comes late of the work that was forgotten moves nothing.
    await finish('running');
    expect(begun).toEqual(['running', 'later']);
    await finish('later');
    expect(await later).toBe('later');
    expect(begun).toEqual(['running', 'later', 'last']);
  });
});
