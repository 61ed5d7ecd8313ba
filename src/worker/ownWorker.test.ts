import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OwnWorker } from './ownWorker.ts';
import { isAbort } from './problem.ts';
import { FakeOwnWorker } from './testing/fakeOwnWorker.ts';
import { prepareWire } from './wire.ts';

class Session {
  constructor(private readonly word: string) {}

  async say(): Promise<string> {
    return this.word;
  }

  wait(): Promise<string> {
    return new Promise(() => undefined);
  }
}

let workers: FakeOwnWorker[];
/** Whether sessions can be made. */
let works: boolean;
let own: OwnWorker<[word: string], Session>;

beforeAll(() => prepareWire((error) => ({ code: 'unexpected', detail: String(error) })));

beforeEach(() => {
  workers = [];
  works = true;
  const start = () => {
    const worker = new FakeOwnWorker(async (word: string) => {
      if (!works) throw new Error('Nothing could be fetched.');
      return new Session(word);
    });
    workers.push(worker);
    return worker as unknown as Worker;
  };
  own = new OwnWorker(
    start,
    (api) => api.open('hello'),
    () => 'It is gone.',
  );
});

const say = () => own.ask((session) => session.say());
const wait = () => own.ask((session) => session.wait());

/** What becomes of a call that waits when this happens to the worker. */
async function whileWaiting(happen: () => void): Promise<unknown> {
  const waiting = wait().catch((error: unknown) => error);
  await say();
  happen();
  return waiting;
}

describe('a worker of a feature’s own', () => {
  it('starts with the first call, and has one session for all', async () => {
    expect(workers).toHaveLength(0);
    expect(await Promise.all([say(), say()])).toEqual(['hello', 'hello']);
    expect(workers).toHaveLength(1);
  });

  it('tells those who wait of its end, and starts anew with the next call', async () => {
    expect(isAbort(await whileWaiting(() => own.end()))).toBe(true);
    expect(workers[0]!.terminated).toBe(true);
    expect(await say()).toBe('hello');
    expect(workers).toHaveLength(2);
  });

  it('that dies is asked once more', async () => {
    await say();
    const waiting = own.ask((session) => (workers.length === 1 ? session.wait() : session.say()));
    await say();
    workers[0]!.die('Out of memory.');
    expect(await waiting).toBe('hello');
  });

  it('that dies again is told of', async () => {
    const told = whileWaiting(() => workers[0]!.die('Out of memory.'));
    await expect.poll(() => workers.length).toBe(2);
    await say();
    workers[1]!.die('Out of memory.');
    expect(await told).toMatchObject({ message: 'It is gone.' });
  });

  it('that could make no session is told of, and starts anew with the next call', async () => {
    works = false;
    const told = { message: expect.stringContaining('Nothing could be fetched.') as string };
    const both = [say(), say()];
    for (const each of both) await expect(each).rejects.toMatchObject(told);
    expect(workers[0]!.terminated).toBe(true);
    works = true;
    expect(await say()).toBe('hello');
    expect(workers).toHaveLength(2);
  });

  it('whose code is not there is told of at once', async () => {
    expect(await whileWaiting(() => workers[0]!.die(''))).toMatchObject({ message: 'It is gone.' });
    expect(workers).toHaveLength(1);
  });
});
