import { beforeEach, describe, expect, it } from 'vitest';
import { InferenceClient, InferenceProblem, isAbort, type WorkerHandle } from './client.ts';
import type {
  Answer,
  AssessmentRequest,
  EngineFacts,
  InferenceApi,
  Interruption,
  LatentSample,
  SampleSet,
} from './protocol.ts';

/** A worker whose answers the test gives by hand, in the order of the calls. */
class FakeWorker implements WorkerHandle {
  readonly calls: {
    name: string;
    argument: unknown;
    answer: (value: Answer<never>) => void;
  }[] = [];
  readonly interruptions: Interruption[] = [];
  terminated = false;
  die: (detail: string) => void = () => undefined;
  readonly api: InferenceApi;

  constructor() {
    const record =
      (name: string) =>
      (argument: unknown): Promise<Answer<never>> =>
        new Promise((answer) => this.calls.push({ name, argument, answer }));
    this.api = {
      start: record('start'),
      readPhoto: record('readPhoto'),
      readDepth: record('readDepth'),
      readTruth: record('readTruth'),
      assess: record('assess'),
      runPair: record('runPair'),
      setImage: record('setImage'),
      drawSamples: record('drawSamples'),
      explore: record('explore'),
      latentEffects: () => record('latentEffects')(null),
      download: record('download'),
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
    call!.answer({ ok: true, value: value as never });
  }
}

const startRequest = { modelAddress: 'https://host/models/', forced: null, gpuLost: false };
const ignore = () => undefined;
const settle = () => new Promise((resolve) => setTimeout(resolve));

let workers: FakeWorker[];
let client: InferenceClient;

async function startedClient(): Promise<FakeWorker> {
  const starting = client.start(startRequest, ignore, ignore);
  const worker = workers.at(-1)!;
  worker.answer('start', { latentDim: 3 } as EngineFacts);
  await starting;
  return worker;
}

beforeEach(() => {
  workers = [];
  client = new InferenceClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
});

describe('InferenceClient', () => {
  it('saves what is on the screen while the network is at work', async () => {
    const worker = await startedClient();
    const samples = client.drawSamples({ count: 5, seed: 1 });
    const saving = client.download({ kind: 'consensus' });
    worker.answer('download', { name: 'consensus.png' });
    expect(await saving).toEqual({ name: 'consensus.png' });
    worker.answer('drawSamples', { count: 5 });
    expect(await samples).toEqual({ count: 5 });
  });

  it('keeps network calls until the network is there, and reads files at once', async () => {
    const samples = client.drawSamples({ count: 5, seed: 1 });
    const photo = client.readPhoto({ key: 'a', name: 'a.png', blob: new Blob() });
    expect(workers[0]!.names()).toEqual(['readPhoto']);
    workers[0]!.answer('readPhoto', { width: 4 });
    expect(await photo).toEqual({ width: 4 });

    const worker = await startedClient();
    await settle();
    expect(worker.names()).toEqual(['drawSamples']);
    worker.answer('drawSamples', { seed: 1 } as SampleSet);
    expect(await samples).toEqual({ seed: 1 });
    expect(workers).toHaveLength(1);
  });

  it('runs one network call at a time, in order', async () => {
    const worker = await startedClient();
    const image = client.setImage({ near: 'bright' } as never);
    const samples = client.drawSamples({ count: 5, seed: 1 });
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
    const first = client.explore([0]);
    const dropped = [1, 2, 3].map((z) => client.explore([z]));
    const outcomes = Promise.allSettled(dropped);
    const last = client.explore([4]);
    worker.answer('explore', { z: [0] } as unknown as LatentSample);
    expect(await first).toEqual({ z: [0] });
    await settle();
    expect(worker.calls.map((call) => call.argument)).toEqual([[4]]);
    worker.answer('explore', { z: [4] } as unknown as LatentSample);
    expect(await last).toEqual({ z: [4] });
    for (const outcome of await outcomes) {
      expect(outcome.status === 'rejected' && isAbort(outcome.reason)).toBe(true);
    }
  });

  it('never runs a call cancelled while it waits', async () => {
    const worker = await startedClient();
    const running = client.setImage({} as never);
    const abort = new AbortController();
    const waiting = client.drawSamples({ count: 1, seed: 1 }, abort.signal);
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
    const running = client.setImage({} as never, abort.signal);
    const next = client.drawSamples({ count: 1, seed: 1 });
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

  it('interrupts the call under way when it is let go of or a newer one of its kind comes', async () => {
    const worker = await startedClient();
    const abort = new AbortController();
    const first = client.drawSamples({ count: 5, seed: 1 }, abort.signal);
    client.explore([0]).catch(ignore);
    expect(worker.interruptions).toEqual([]);
    const second = client.drawSamples({ count: 5, seed: 2 });
    expect(worker.interruptions).toEqual(['discard']);
    worker.calls[0]!.answer({ ok: false, problem: { code: 'interrupted', detail: '' } });
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
    const third = client.drawSamples({ count: 5, seed: 3 }, AbortSignal.timeout(1));
    await expect(third).rejects.toSatisfy(isAbort);
    expect(worker.interruptions).toEqual(['discard', 'stop', 'discard']);
  });

  it('stops the drawing under way and drops what waits to be drawn', async () => {
    const worker = await startedClient();
    const exploring = client.explore([0]);
    const drawing = client.drawSamples({ count: 5, seed: 1 });
    const scoring = client.assess({} as AssessmentRequest);
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
    await expect(client.explore([0], signal)).rejects.toSatisfy(isAbort);
    await expect(
      client.readPhoto({ key: 'a', name: 'a', blob: new Blob() }, signal),
    ).rejects.toSatisfy(isAbort);
    expect(worker.names()).toEqual([]);
  });

  it('turns a problem into an error that keeps its code', async () => {
    const worker = await startedClient();
    const reading = client.readPhoto({ key: 'a', name: 'a.png', blob: new Blob() });
    const problem = { code: 'bad-file' as const, detail: 'a.png is truncated.' };
    worker.calls[0]!.answer({ ok: false, problem });
    const error = await reading.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InferenceProblem);
    expect((error as InferenceProblem).problem).toEqual(problem);
  });

  it('fails every open call when the worker dies, and starts again on a fresh one', async () => {
    const first = await startedClient();
    const running = client.setImage({} as never);
    const waiting = client.drawSamples({ count: 1, seed: 1 });
    first.die('out of memory');
    await expect(running).rejects.toMatchObject({ problem: { code: 'worker-lost' } });
    await expect(waiting).rejects.toMatchObject({ problem: { detail: 'out of memory' } });

    const second = await startedClient();
    expect(second).not.toBe(first);
    const again = client.setImage({} as never);
    second.answer('setImage', { milliseconds: 7 });
    expect(await again).toEqual({ milliseconds: 7 });
    // A late message of the first worker changes nothing.
    first.die('again');
    const more = client.explore([0]);
    await settle();
    second.answer('explore');
    await more;
  });

  it('ends the old worker when the network starts again', async () => {
    const first = await startedClient();
    const open = client.explore([0]);
    const failed = expect(open).rejects.toMatchObject({ problem: { code: 'worker-lost' } });
    await startedClient();
    await failed;
    expect(first.terminated).toBe(true);
    expect(workers).toHaveLength(2);
  });
});
