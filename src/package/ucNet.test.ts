import { beforeEach, describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import type { WorkerHandle } from '../worker/client.ts';
import { InferenceProblem } from '../worker/problem.ts';
import type { OpacityRequest, ImageRequest, InferenceApi } from '../worker/protocol.ts';
import type { StartRequest } from '../worker/startProtocol.ts';
import { SHIPPED_DEPTH_MODEL } from './addresses.ts';
import { UcNetClient } from './ucNet.ts';

const map = { height: 1, width: 2, data: new Float32Array([0, 1]) };
const facts = {
  model: { configuration: { name: 'small' }, weights: { sha256: 'abc' } },
  backend: { name: 'wasm', adapter: null, threads: 1 },
};

/** Answers at once, unless it is told to hold an image back. */
class FakeWorker {
  readonly asked: string[] = [];
  readonly starts: StartRequest[] = [];
  terminated = false;
  cut: ScalarMap | null = null;
  answer: ScalarMap = map;
  failure: InferenceProblem | null = null;
  imageIsReady: Promise<void> = Promise.resolve();
  private die: (detail: string) => void = () => undefined;
  private loseGpu: () => void = () => undefined;

  readonly handle: WorkerHandle = {
    api: {
      start: async (request: StartRequest, _: unknown, onLost: () => void) => {
        this.starts.push(request);
        this.loseGpu = onLost;
        return facts;
      },
      setImage: async ({ photo, depth }: ImageRequest) => {
        const name = depth === 'estimated' ? depth : depth?.name;
        this.asked.push(name === undefined ? photo.name : `${photo.name} with ${name}`);
        await this.imageIsReady;
        if (this.failure !== null) throw this.failure;
        return { size: { height: 2, width: 4 }, correctedDepth: null, near: null };
      },
      drawSamples: async ({ count, seed }: { count: number; seed: number }) => {
        this.asked.push(`${count} of ${seed}`);
        return {
          maps: Array(count).fill(this.answer),
          consensus: this.answer,
          mean: map,
          total: map,
          disagreement: map,
        };
      },
      cutOut: async ({ photo, map }: OpacityRequest) => {
        this.asked.push(`cut-out of ${photo.name}`);
        this.cut = map;
        return new Uint8Array([1, 2]);
      },
      interrupt: async () => undefined,
    } as unknown as InferenceApi,
    terminate: () => void (this.terminated = true),
    onDeath: (listener) => void (this.die = listener),
  };

  kill(): void {
    this.die('gone');
  }

  takeGpu(): void {
    this.loseGpu();
  }
}

let workers: FakeWorker[] = [];
let network: UcNetClient<string>;
let pictureIsRead: Promise<void>;
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  workers = [];
  pictureIsRead = Promise.resolve();
  network = new UcNetClient<string>(
    {
      startWorker: () => {
        workers.push(new FakeWorker());
        return workers.at(-1)!.handle;
      },
      read: async (name) => {
        await pictureIsRead;
        return { key: name, name, blob: new Blob() };
      },
    },
    { modelAddress: 'https://host/model/', depthModelAddress: 'https://host/depth/', forced: null },
  );
});

describe('look', () => {
  it('gives maps, the photo’s size, and what made them', async () => {
    const look = await network.look('a', { answers: 2, seed: 7 });
    expect(look).toMatchObject({
      size: { height: 2, width: 4 },
      answers: [map, map],
      depth: { from: 'none', near: null },
      model: { name: 'small', sha256: 'abc' },
      backend: { name: 'wasm', threads: 1 },
    });
    expect([...look.atPhotoSize(look.mean).data.slice(0, 4)]).toEqual([0, 0.25, 0.75, 1]);
    expect(workers[0]!.asked).toEqual(['a', '2 of 7']);
  });

  it('runs one after another, and its cut-outs are those of its own photo', async () => {
    const [first] = await Promise.all([network.look('a'), network.look('b', { depth: 'd' })]);
    const png = await first.cutOut();
    expect([png.type, png.size]).toEqual(['image/png', 2]);
    expect(workers[0]!.asked).toEqual(['a', '5 of 1', 'b with d', '5 of 1', 'cut-out of a']);
    expect(workers).toHaveLength(1);
  });

  it('lists the parts that there are, and cuts out those that are kept', async () => {
    const look = await network.look('a');
    expect(look.parts()).toMatchObject([{ share: 1, area: 0.5, inMap: true }]);
    await look.cutOut();
    expect(workers[0]!.cut).toBe(map);
    await look.cutOut({ keep: [] });
    expect([...workers[0]!.cut!.data]).toEqual([0, 0]);
    await look.cutOut({ keep: [0] });
    expect([...workers[0]!.cut!.data]).toEqual([0, 1]);
    await expect(look.cutOut({ keep: [1] })).rejects.toMatchObject({ code: 'bad-option' });
    const large = { height: 2, width: 2, data: new Float32Array(4) };
    await expect(look.cutOut({ map: large, keep: [] })).rejects.toThrow('another size');
  });

  it('says so where there is no part to keep', async () => {
    await network.start();
    workers[0]!.answer = { ...map, data: new Float32Array(2) };
    const look = await network.look('a');
    await expect(look.cutOut({ keep: [0] })).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('none here'),
    });
    await look.cutOut({ keep: [] });
  });

  it('has depth estimated where it is asked to', async () => {
    const { depth } = await network.look('a', { depth: 'estimate' });
    expect(depth).toEqual({ from: 'estimate', near: null });
    expect(workers[0]!.asked[0]).toBe('a with estimated');
  });

  it('names an option that has a wrong value', async () => {
    await expect(network.look('a', { answers: 0 })).rejects.toMatchObject({
      code: 'bad-option',
      message: 'answers is 0: give a whole number from 1 to 256.',
    });
    await expect(network.look('a', { near: 'left' as 'auto' })).rejects.toThrow(/^near is "left"/);
    const look = await network.look('a');
    const percent = { code: 'bad-option', message: 'threshold is 50: give a number from 0 to 1.' };
    await expect(look.cutOut({ threshold: 50 })).rejects.toMatchObject(percent);
    expect(() => look.parts({ threshold: NaN })).toThrow('threshold is NaN');
  });

  it('does not start on a backend that there is none of', async () => {
    const forced = 'gpu' as 'webgpu';
    const startWorker = () => {
      throw new Error('It is not asked for.');
    };
    const read = () => Promise.reject(new Error('There is no picture.'));
    const other = new UcNetClient<string>(
      { startWorker, read },
      { modelAddress: '', depthModelAddress: '', forced },
    );
    await expect(other.start()).rejects.toMatchObject({
      code: 'bad-option',
      message: 'backend is "gpu": give "webgpu" or "wasm" or "cpu", or leave it out.',
    });
  });

  it('is given up by its signal, with the signal’s reason, and the next one goes on', async () => {
    await network.start();
    let finish: () => void = () => undefined;
    workers[0]!.imageIsReady = new Promise((resolve) => (finish = resolve));
    const ending = new AbortController();
    const first = network.look('a', { signal: ending.signal });
    const second = network.look('b');
    await settle();
    ending.abort('enough');
    await expect(first).rejects.toBe('enough');
    finish();
    await second;
    expect(workers[0]!.asked).toEqual(['a', 'b', '5 of 1']);
  });

  it('tells of a bad picture in the worker’s own words', async () => {
    await network.start();
    workers[0]!.failure = new InferenceProblem({ code: 'bad-file', detail: 'a is no picture.' });
    const failure = { name: 'UcNetError', code: 'bad-picture', message: 'a is no picture.' };
    await expect(network.look('a')).rejects.toMatchObject(failure);
  });

  it('names the folder of weights that cannot be had, if it is none of its own', async () => {
    await network.start();
    const tell = async (folder: string) => {
      const problem = { code: 'model-unavailable', detail: 'It answers 404.', folder } as const;
      workers[0]!.failure = new InferenceProblem(problem);
      return network.look('a', { depth: 'estimate' }).catch(({ message }) => message as string);
    };
    const theirs = 'It answers 404. The weights are looked for in https://host/depth/';
    expect(await tell('https://host/depth/')).toBe(theirs);
    expect(await tell(SHIPPED_DEPTH_MODEL)).toBe('It answers 404.');
  });

  it('gives whatever nobody expected as an error of its own, with the cause', async () => {
    const cause = new TypeError('network error');
    pictureIsRead = Promise.reject(cause);
    const failure = { name: 'UcNetError', code: 'unexpected', cause };
    await expect(network.look('a')).rejects.toMatchObject(failure);
  });
});

describe('a network that is lost', () => {
  it('starts again on another worker with the next look', async () => {
    await network.start();
    workers[0]!.imageIsReady = new Promise(() => undefined);
    const under = network.look('a');
    await settle();
    workers[0]!.kill();
    await expect(under).rejects.toMatchObject({
      code: 'worker-lost',
      message: expect.stringContaining('look again'),
    });
    await network.look('b');
    expect(workers).toHaveLength(2);
    expect(workers[1]!.starts[0]!.gpuLost).toBe(false);
  });

  it('starts without the GPU that is gone', async () => {
    await network.start();
    workers[0]!.takeGpu();
    await network.look('a');
    expect(workers.at(-1)!.starts.at(-1)!.gpuLost).toBe(true);
  });
});

describe('dispose', () => {
  it('ends the worker, what is under way, and later looks', async () => {
    await network.start();
    workers[0]!.imageIsReady = new Promise(() => undefined);
    const under = network.look('a');
    await settle();
    network.dispose();
    expect(workers[0]!.terminated).toBe(true);
    await expect(under).rejects.toMatchObject({ code: 'disposed' });
    await expect(network.look('b')).rejects.toMatchObject({ code: 'disposed' });
    expect(workers).toHaveLength(1);
  });

  it.each([true, false])(
    'ends a look that reads its picture, whose network is there: %s',
    async (isThere) => {
      await network.start();
      if (!isThere) workers[0]!.kill();
      let read: () => void = () => undefined;
      pictureIsRead = new Promise((resolve) => (read = resolve));
      const under = network.look('a');
      await settle();
      network.dispose();
      read();
      await expect(under).rejects.toMatchObject({ code: 'disposed' });
      expect(workers).toHaveLength(1);
    },
  );

  it('is called at the end of a block that uses it', () => {
    network[Symbol.dispose]();
    return expect(network.look('a')).rejects.toMatchObject({ code: 'disposed' });
  });
});
