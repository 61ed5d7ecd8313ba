import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Interruption } from '../inference/drawSamples.ts';
import { InferenceClient, type WorkerHandle } from './client.ts';
import { isAbort, type Problem } from './problem.ts';
import type { AssessmentRequest, InferenceApi, PairRequest, SampleProgress } from './protocol.ts';

/** A worker whose answers the test gives by hand, in the order of the calls. */
class FakeWorker implements WorkerHandle {
  readonly calls: {
    name: string;
    argument: unknown;
    answer: (value: never) => void;
    fail: (error: Error) => void;
  }[] = [];
  readonly interruptions: Interruption[] = [];
  terminated = false;
  die: (detail: string) => void = () => undefined;
  loseGpu: () => void = () => undefined;
  tellDrawn: (drawn: SampleProgress) => void = () => undefined;
  readonly api: InferenceApi;

  constructor() {
    const record =
      (name: string) =>
      (argument: unknown): Promise<never> =>
        new Promise((answer, fail) => this.calls.push({ name, argument, answer, fail }));
    this.api = {
      start: (request, _, onLost) => {
        this.loseGpu = onLost;
        return record('start')(request);
      },
      readPhoto: record('readPhoto'),
      readDepth: record('readDepth'),
      readTruth: record('readTruth'),
      estimateDepth: record('estimateDepth'),
      assess: record('assess'),
      runPair: record('runPair'),
      runFrame: record('runFrame'),
      setImage: record('setImage'),
      drawSamples: (request, tell) => {
        this.tellDrawn = tell;
        return record('drawSamples')(request);
      },
      explore: record('explore'),
      glimpse: record('glimpse'),
      smallMaps: record('smallMaps'),
      latentEffects: record('latentEffects'),
      download: record('download'),
      cutOut: record('cutOut'),
      openModel: record('openModel'),
      interrupt: async (how) => void this.interruptions.push(how),
    };
  }

  terminate(): void {
    this.terminated = true;
  }

  onDeath(listener: (detail: string) => void): void {
    this.die = listener;
  }

  names(): string[] {
    return this.calls.map((call) => call.name);
  }

  answer(name: string, value: unknown = {}): void {
    const index = this.calls.findIndex((call) => call.name === name);
    if (index < 0) throw new Error(`no open call of ${name}`);
    const [call] = this.calls.splice(index, 1);
    call!.answer(value as never);
  }
}

const startRequest = {
  modelAddress: 'https://host/models/',
  depthModelAddress: 'https://host/depth/',
  forced: null,
  gpuLost: false,
};
const ignore = () => undefined;
const settle = () => new Promise((resolve) => setTimeout(resolve));

let workers: FakeWorker[];
let client: InferenceClient;

/** What the client told of networks that were lost. */
let losses: Problem[];

async function startedClient(): Promise<FakeWorker> {
  const starting = client.start(startRequest, ignore, (problem) => losses.push(problem));
  const worker = workers.at(-1)!;
  worker.answer('start', { latentDim: 3 });
  await starting;
  return worker;
}

beforeEach(() => {
  workers = [];
  losses = [];
  client = new InferenceClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
});

describe('InferenceClient', () => {
  it('refuses every call once it is disposed, and starts no other worker', async () => {
    await startedClient();
    client.dispose();
    const refusal = { problem: { code: 'worker-lost' } };
    const photo = { key: 'a', name: 'a.png', blob: new Blob() };
    await expect(client.call('readPhoto', photo)).rejects.toMatchObject(refusal);
    await expect(client.call('drawSamples', { count: 1, seed: 1 })).rejects.toMatchObject(refusal);
    await expect(client.start(startRequest, ignore, ignore)).rejects.toMatchObject(refusal);
    expect(workers).toHaveLength(1);
  });

  it('saves what is on the screen while the network is at work', async () => {
    const worker = await startedClient();
    const samples = client.call('drawSamples', { count: 5, seed: 1 });
    const saving = client.call('download', { kind: 'consensus' });
    worker.answer('download', { name: 'consensus.png' });
    expect(await saving).toEqual({ name: 'consensus.png' });
    worker.answer('drawSamples', { count: 5 });
    expect(await samples).toEqual({ count: 5 });
  });

  it('keeps network calls until the network is there, and reads files at once', async () => {
    const samples = client.call('drawSamples', { count: 5, seed: 1 });
    const photo = client.call('readPhoto', { key: 'a', name: 'a.png', blob: new Blob() });
    expect(workers[0]!.names()).toEqual(['readPhoto']);
    workers[0]!.answer('readPhoto', { width: 4 });
    expect(await photo).toEqual({ width: 4 });

    const worker = await startedClient();
    await settle();
    expect(worker.names()).toEqual(['drawSamples']);
    worker.answer('drawSamples', { seed: 1 });
    expect(await samples).toEqual({ seed: 1 });
    expect(workers).toHaveLength(1);
  });

  it('runs one network call at a time, in order', async () => {
    const worker = await startedClient();
    const image = client.call('setImage', { near: 'bright' } as never);
    const samples = client.call('drawSamples', { count: 5, seed: 1 });
    expect(worker.names()).toEqual(['setImage']);
    worker.answer('setImage');
    await image;
    await settle();
    expect(worker.names()).toEqual(['drawSamples']);
    worker.answer('drawSamples');
    await samples;
  });

  it('lets only the latest of the waiting slider moves run', async () => {
    const worker = await startedClient();
    const first = client.call('explore', [0]);
    const dropped = [1, 2, 3].map((z) => client.call('explore', [z]));
    const outcomes = Promise.allSettled(dropped);
    const last = client.call('explore', [4]);
    worker.answer('explore', { z: [0] });
    expect(await first).toEqual({ z: [0] });
    await settle();
    expect(worker.calls.map((call) => call.argument)).toEqual([[4]]);
    worker.answer('explore', { z: [4] });
    expect(await last).toEqual({ z: [4] });
    for (const outcome of await outcomes) {
      expect(outcome.status === 'rejected' && isAbort(outcome.reason)).toBe(true);
    }
  });

  it('never runs a call cancelled while it waits', async () => {
    const worker = await startedClient();
    const running = client.call('setImage', {} as never);
    const abort = new AbortController();
    const waiting = client.call('drawSamples', { count: 1, seed: 1 }, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toSatisfy(isAbort);
    worker.answer('setImage');
    await running;
    await settle();
    expect(worker.names()).toEqual([]);
  });

  it('lets go of a running call at once and still waits for the worker', async () => {
    const worker = await startedClient();
    const abort = new AbortController();
    const running = client.call('setImage', {} as never, { signal: abort.signal });
    const next = client.call('drawSamples', { count: 1, seed: 1 });
    abort.abort();
    await expect(running).rejects.toSatisfy(isAbort);
    await settle();
    expect(worker.names()).toEqual(['setImage']);
    worker.answer('setImage');
    await settle();
    expect(worker.names()).toEqual(['drawSamples']);
    worker.answer('drawSamples');
    await next;
  });

  it('tells no news of a call that was let go of', async () => {
    const worker = await startedClient();
    const abort = new AbortController();
    const told: number[] = [];
    const drawing = client.call(
      'drawSamples',
      { count: 5, seed: 1 },
      { signal: abort.signal, onNews: ({ done }) => told.push(done) },
    );
    worker.tellDrawn({ done: 1, total: 5 });
    abort.abort();
    await expect(drawing).rejects.toSatisfy(isAbort);
    worker.tellDrawn({ done: 2, total: 5 });
    expect(told).toEqual([1]);
  });

  it('interrupts the call under way when it is let go of or a newer one of its kind comes', async () => {
    const worker = await startedClient();
    const abort = new AbortController();
    const first = client.call('drawSamples', { count: 5, seed: 1 }, { signal: abort.signal });
    client.call('explore', [0]).catch(ignore);
    expect(worker.interruptions).toEqual([]);
    const second = client.call('drawSamples', { count: 5, seed: 2 });
    expect(worker.interruptions).toEqual(['discard']);
    worker.calls[0]!.fail(new DOMException('', 'AbortError'));
    await expect(first).rejects.toSatisfy(isAbort);
    worker.calls.shift();
    await settle();
    worker.answer('explore');
    await settle();
    client.stopDrawing();
    expect(worker.interruptions).toEqual(['discard', 'stop']);
    worker.answer('drawSamples');
    await second;
    await settle();
    client.stopDrawing();
    abort.abort();
    expect(worker.interruptions).toEqual(['discard', 'stop']);
    const signal = AbortSignal.timeout(1);
    const third = client.call('drawSamples', { count: 5, seed: 3 }, { signal });
    await expect(third).rejects.toSatisfy(isAbort);
    expect(worker.interruptions).toEqual(['discard', 'stop', 'discard']);
  });

  it('stops the drawing under way and drops what waits to be drawn', async () => {
    const worker = await startedClient();
    const exploring = client.call('explore', [0]);
    const drawing = client.call('drawSamples', { count: 5, seed: 1 });
    const scoring = client.call('assess', {} as AssessmentRequest);
    client.stopDrawing();
    expect(worker.interruptions).toEqual(['stop']);
    await expect(drawing).rejects.toSatisfy(isAbort);
    worker.answer('explore');
    await exploring;
    await settle();
    expect(worker.names()).toEqual(['assess']);
    worker.answer('assess');
    await scoring;
  });

  it('refuses a call whose signal has already fired', async () => {
    const worker = await startedClient();
    const signal = AbortSignal.abort();
    await expect(client.call('explore', [0], { signal })).rejects.toSatisfy(isAbort);
    await expect(
      client.call('readPhoto', { key: 'a', name: 'a', blob: new Blob() }, { signal }),
    ).rejects.toSatisfy(isAbort);
    expect(worker.names()).toEqual([]);
  });

  it('fails every open call when the worker dies, and starts again on a fresh one', async () => {
    const first = await startedClient();
    const running = client.call('setImage', {} as never);
    const waiting = client.call('drawSamples', { count: 1, seed: 1 });
    first.die('out of memory');
    await expect(running).rejects.toMatchObject({ problem: { code: 'worker-lost' } });
    await expect(waiting).rejects.toMatchObject({ problem: { detail: 'out of memory' } });

    const second = await startedClient();
    expect(second).not.toBe(first);
    const again = client.call('setImage', {} as never);
    second.answer('setImage', { milliseconds: 7 });
    expect(await again).toEqual({ milliseconds: 7 });
    // A late message of the first worker changes nothing.
    first.die('again');
    const more = client.call('explore', [0]);
    await settle();
    second.answer('explore');
    await more;
  });

  it('tells when the worker dies while nothing is open, and lets later calls wait for the next start', async () => {
    const first = await startedClient();
    first.die('out of memory');
    expect(losses).toEqual([{ code: 'worker-lost', detail: 'out of memory' }]);
    const waiting = client.call('runPair', {} as PairRequest);
    expect(workers).toHaveLength(1);
    const second = await startedClient();
    await settle();
    second.answer('runPair', { near: null });
    expect(await waiting).toEqual({ near: null });
    expect(losses).toHaveLength(1);
  });

  it('tells when the GPU goes away, of the worker in use only', async () => {
    const first = await startedClient();
    first.loseGpu();
    expect(losses).toEqual([{ code: 'backend-lost', detail: '' }]);
    await startedClient();
    first.loseGpu();
    expect(losses).toHaveLength(1);
  });

  it('does not call it a loss when the page itself ends the worker, or when it dies as it starts', async () => {
    await startedClient();
    client.dispose();
    const starting = client.start(startRequest, ignore, (problem) => losses.push(problem));
    workers.at(-1)!.die('');
    await expect(starting).rejects.toMatchObject({ problem: { code: 'worker-lost' } });
    expect(losses).toEqual([]);
  });

  it('ends the old worker when the network starts again', async () => {
    const first = await startedClient();
    const open = client.call('explore', [0]);
    const failed = expect(open).rejects.toMatchObject({ problem: { code: 'worker-lost' } });
    await startedClient();
    await failed;
    expect(first.terminated).toBe(true);
    expect(workers).toHaveLength(2);
  });
});

describe('a worker that does not answer', () => {
  afterEach(() => void vi.useRealTimers());

  it('is ended when its work was given up, and one that answers is not', async () => {
    const worker = await startedClient();
    await client.endIfStuck();
    expect(worker.terminated).toBe(false);
    vi.useFakeTimers();
    worker.api.interrupt = () => new Promise(() => undefined);
    const ending = client.endIfStuck();
    await vi.advanceTimersByTimeAsync(3000);
    await ending;
    expect(worker.terminated).toBe(true);
    expect(losses).toEqual([{ code: 'worker-lost', detail: 'It did not answer.' }]);
  });
});
