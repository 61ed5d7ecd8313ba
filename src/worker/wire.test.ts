import { expose, type Remote, wrap } from 'comlink';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InferenceProblem, isAbort } from './problem.ts';
import { prepareWire, withNews } from './wire.ts';

class BadPicture extends Error {}
class Interrupted extends Error {}

const kept = { height: 1, width: 2, data: Float32Array.of(0.25, 0.5) };

const api = {
  maps: async () => ({ count: 2, maps: [kept, kept], file: null, name: 'maps' }),
  wait: async (steps: number, tell: (news: { readonly done: number }) => void) => {
    for (let done = 1; done <= steps; done++) tell({ done });
    return steps;
  },
  fail: async (how: 'picture' | 'interrupted' | 'other'): Promise<void> => {
    if (how === 'picture') throw new BadPicture('x.png is damaged.');
    if (how === 'interrupted') throw new Interrupted();
    throw new TypeError('x is undefined');
  },
  nothing: async () => null,
};

const { port1, port2 } = new MessageChannel();
let remote: Remote<typeof api>;

beforeAll(() => {
  prepareWire((error) => {
    const detail = error instanceof Error ? error.message : String(error);
    if (error instanceof BadPicture) return { code: 'bad-file', detail };
    if (error instanceof Interrupted) return { code: 'interrupted', detail };
    return { code: 'unexpected', detail };
  });
  expose(api, port1);
  remote = wrap<typeof api>(port2);
});

afterAll(() => {
  port1.close();
  port2.close();
});

describe('what crosses the bridge', () => {
  it('brings maps over wherever they lie in the data, and leaves the sender its own', async () => {
    const result = await remote.maps();
    expect(result).toEqual({ count: 2, maps: [kept, kept], file: null, name: 'maps' });
    expect(result.maps[0]!.data).toBeInstanceOf(Float32Array);
    expect(kept.data).toHaveLength(2);
    expect((await remote.maps()).maps[1]!.data[1]).toBe(0.5);
  });

  it('keeps the code of a problem', async () => {
    const error = await remote.fail('picture').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InferenceProblem);
    expect((error as InferenceProblem).problem).toEqual({
      code: 'bad-file',
      detail: 'x.png is damaged.',
    });
    await expect(remote.fail('other')).rejects.toMatchObject({
      problem: { code: 'unexpected', detail: 'x is undefined' },
    });
  });

  it('turns an interruption into an abort', async () => {
    await expect(remote.fail('interrupted')).rejects.toSatisfy(isAbort);
  });

  it('calls functions back', async () => {
    const told: number[] = [];
    const last = new Promise<void>((resolve) => {
      void remote.wait(3, ({ done }) => {
        told.push(done);
        if (done === 3) resolve();
      });
    });
    await last;
    expect(told).toEqual([1, 2, 3]);
  });

  it('tells no news after the answer', async () => {
    const told: string[] = [];
    let tellLate: (news: string) => void = () => undefined;
    const answer = withNews(
      (news: string) => told.push(news),
      async (tell) => {
        tell('half');
        tellLate = tell;
        return 'whole';
      },
    );
    expect(await answer).toBe('whole');
    tellLate('late');
    expect(told).toEqual(['half']);
  });

  it('brings nothing over as nothing', async () => {
    expect(await remote.nothing()).toBeNull();
  });
});
